//! Names of types that drafts make.

use crate::names::{Role, is_taken};
use heck::ToPascalCase as _;
use std::collections::HashSet;

/// Longest name of a type, in characters, with room for a number.
const LONGEST_TYPE: usize = 60;

/// The names of a service's types, each once, whatever letter case a file system sees.
#[derive(Debug, Default)]
pub(crate) struct TypeNames {
    seen: HashSet<String>,
}

impl TypeNames {
    /// A name for the item of this parameter that no other type has.
    pub(crate) fn free(&mut self, path: &str) -> String {
        self.ending(path, "Item")
    }

    /// A name for what this path leads to that no other type has.
    pub(crate) fn ending(&mut self, path: &str, end: &str) -> String {
        let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { ' ' };
        let mut name: String = path.chars().map(plain).collect::<String>().to_pascal_case();
        name.truncate(LONGEST_TYPE - end.len());
        name.push_str(end);
        let numbered = (2..u32::MAX).map(|number| format!("{name}{number}"));
        let free = std::iter::once(name.clone()).chain(numbered).find(|name| !self.has(name));
        let free = free.unwrap_or(name);
        self.seen.insert(free.to_lowercase());
        free
    }

    /// Keeps a name for another use.
    pub(crate) fn keep(&mut self, name: &str) {
        self.seen.insert(name.to_lowercase());
    }

    fn has(&self, name: &str) -> bool {
        self.seen.contains(&name.to_lowercase()) || is_taken(name, Role::Type)
    }
}

#[cfg(test)]
mod tests {
    use super::TypeNames;

    #[test]
    fn types_have_names_of_their_own() {
        let mut names = TypeNames::default();
        assert_eq!(names.free("RunInstances.Tag"), "RunInstancesTagItem");
        assert_eq!(names.free("RunInstances.tag"), "RunInstancesTagItem2");
        assert_eq!(names.ending("Error", ""), "Error2");
        let long = names.free(&format!("Run.{}", "A".repeat(90)));
        assert_eq!(long.len(), 60);
        assert_ne!(names.free(&format!("Run.{}", "A".repeat(91))), long);
    }
}
