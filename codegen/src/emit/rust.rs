//! Rust names and types.

use crate::model::RustType;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};
use std::fmt::{self, Debug, Write};

/// The identifier of this name, which may be raw (`r#type`).
pub(super) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(name) => Ident::new_raw(name, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// The name of an enum's variant: the first word that its derived `Debug` prints.
pub(super) fn variant(value: impl Debug) -> Ident {
    let mut word = FirstWord::default();
    // An error ends the printing behind the word.
    let _ = write!(word, "{value:?}");
    ident(&word.0)
}

/// Takes what is printed up to the first character that is no letter or digit.
#[derive(Default)]
struct FirstWord(String);

impl Write for FirstWord {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = text.find(|letter: char| !letter.is_ascii_alphanumeric());
        self.0.push_str(&text[..end.unwrap_or(text.len())]);
        if end.is_some() { Err(fmt::Error) } else { Ok(()) }
    }
}

/// `Some(…)` or `None`.
pub(super) fn option(value: Option<impl ToTokens>) -> TokenStream {
    value.map_or_else(|| quote!(None), |value| quote!(Some(#value)))
}

/// A list of texts.
pub(super) fn texts(texts: &[&str]) -> TokenStream {
    quote!(&[#(#texts),*])
}

/// A whole number without a suffix, its digits in groups if there are many.
pub(super) fn int(number: impl Into<i64>) -> Literal {
    let number = number.into();
    let plain = || Literal::i64_unsuffixed(number);
    if number < 10_000 { plain() } else { grouped(number, '_').parse().unwrap_or_else(|_| plain()) }
}

/// The number with this mark between groups of three digits, if it has more than four digits.
pub(super) fn grouped(number: i64, mark: char) -> String {
    let digits = number.to_string();
    if digits.len() < 5 || number < 0 {
        return digits;
    }
    let mut text = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(mark);
        }
        text.push(digit);
    }
    text
}

impl RustType {
    /// The type as a field holds it, shared types being found in `types`.
    pub(super) fn field(&self, types: &Ident) -> TokenStream {
        match self {
            RustType::Record(_) => {
                let record = self.item(types);
                quote!(Box<#record>)
            }
            _ => self.item(types),
        }
    }

    /// The type as a list holds it: records are not boxed.
    pub(super) fn item(&self, types: &Ident) -> TokenStream {
        match self {
            RustType::Bool => quote!(bool),
            RustType::Int => quote!(i64),
            RustType::Float => quote!(f64),
            RustType::Text => quote!(String),
            RustType::File => quote!(bindery_runtime::File),
            RustType::Json => quote!(bindery_runtime::serde_json::Value),
            RustType::Map => quote!(bindery_runtime::Map),
            RustType::Record(name) | RustType::Word(name) | RustType::Union(name) => {
                let name = ident(name);
                quote!(#types::#name)
            }
            RustType::List(item) => {
                let item = item.item(types);
                quote!(Vec<#item>)
            }
        }
    }

    /// Whether a shared type stands in it.
    pub(super) fn is_shared(&self) -> bool {
        match self {
            RustType::Record(_) | RustType::Word(_) | RustType::Union(_) => true,
            RustType::List(item) => item.is_shared(),
            _ => false,
        }
    }

    /// The name of the enumeration that it is, or is a list of.
    pub(super) fn word(&self) -> Option<&str> {
        match self {
            RustType::Word(name) => Some(name),
            RustType::List(item) => item.word(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{grouped, int};

    #[test]
    fn long_numbers_have_groups() {
        assert_eq!(
            [1000, 65_536, 1_000_000, -100_000].map(|number| grouped(number, ',')),
            ["1000", "65,536", "1,000,000", "-100000"]
        );
        assert_eq!([-5, 0, 12_345].map(|number| int(number).to_string()), ["-5", "0", "12_345"]);
    }
}
