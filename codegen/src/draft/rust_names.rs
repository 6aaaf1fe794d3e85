//! Rust names for members whose wire names make none, or one that is taken.

use crate::names::{Names, Role, is_identifier, is_taken};
use std::collections::HashSet;

/// The Rust names of one object's members.
#[derive(Debug, Default)]
pub(crate) struct RustNames {
    names: Names,
    seen: HashSet<String>,
}

impl RustNames {
    /// What `rust_name` must say for this member, if anything; members are asked for in their order.
    pub(crate) fn chosen(&mut self, wire: &str) -> Option<String> {
        let name = self.names.field(wire);
        if self.is_free(&name) {
            self.seen.insert(name);
            return None;
        }
        let stem = Self::stem(&name);
        let free = (2..u32::MAX).map(|number| format!("{stem}_{number}")).find(|name| self.is_free(name))?;
        self.seen.insert(free.clone());
        Some(free)
    }

    fn is_free(&self, name: &str) -> bool {
        is_identifier(name) && !is_taken(name, Role::Field) && !self.seen.contains(name)
    }

    /// The name as far as it is plain.
    fn stem(name: &str) -> String {
        let plain = |letter: &char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || *letter == '_';
        let name = name.strip_prefix("r#").unwrap_or(name);
        let stem: String = name.chars().filter(plain).collect();
        let stem = stem.trim_matches('_');
        if stem.starts_with(|first: char| first.is_ascii_lowercase()) {
            stem.to_owned()
        } else {
            format!("parameter_{stem}").trim_end_matches('_').to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RustNames;

    #[test]
    fn collisions_and_taken_names_are_numbered() {
        let mut names = RustNames::default();
        for (wire, chosen) in [
            ("Key", None),
            ("key", Some("key_2")),
            ("KEY", Some("key_3")),
            ("Type", None),
            ("type", Some("type_2")),
            ("Default", Some("default_2")),
            ("_", Some("parameter_2")),
            ("-1", None),
        ] {
            assert_eq!(names.chosen(wire).as_deref(), chosen, "{wire}");
        }
    }
}
