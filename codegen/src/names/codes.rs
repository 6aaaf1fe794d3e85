//! Error codes as the names of constants.

use heck::ToShoutySnakeCase as _;
use std::collections::{BTreeMap, BTreeSet};

/// The constant of each error code of a service, by code. Where a code has `%s`, the name ends in `_ANY`, so that it
/// stays when a page adds the plain code later.
pub fn code_constants<'m>(codes: impl Iterator<Item = &'m str>) -> BTreeMap<&'m str, String> {
    let mut in_turn: Vec<_> = codes.collect();
    in_turn.sort_by_key(|code| (code.contains("%s"), *code));
    let mut taken = BTreeSet::new();
    let mut names = BTreeMap::new();
    for code in in_turn {
        let mut name = constant(&code.replace("%s", ""));
        if code.contains("%s") {
            name.push_str("_ANY");
        }
        let stem = name.clone();
        let mut count = 2;
        while !taken.insert(name.clone()) {
            name = format!("{stem}_{count}");
            count += 1;
        }
        names.insert(code, name);
    }
    names
}

/// The code in upper case, as far as it can be an identifier.
fn constant(code: &str) -> String {
    let letters = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { ' ' };
    let name = code.chars().map(letters).collect::<String>().to_shouty_snake_case();
    match name.chars().next() {
        None => "CODE".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("CODE_{name}"),
        Some(_) => name,
    }
}

#[cfg(test)]
mod tests {
    use super::code_constants;

    #[test]
    fn every_code_has_a_name_of_its_own() {
        let codes =
            ["InvalidParameter.%s", "InvalidParameter", "8100", "Missing%s", "A.B", "AB", "A-B", "错误"];
        let named: Vec<_> = code_constants(codes.into_iter())
            .into_iter()
            .map(|(code, name)| format!("{code} {name}"))
            .collect();
        assert_eq!(
            named,
            [
                "8100 CODE_8100",
                "A-B A_B",
                "A.B A_B_2",
                "AB AB",
                "InvalidParameter INVALID_PARAMETER",
                "InvalidParameter.%s INVALID_PARAMETER_ANY",
                "Missing%s MISSING_ANY",
                "错误 CODE",
            ]
        );
    }
}
