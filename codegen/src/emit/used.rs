//! Which of the names that tables are made of a file uses, and so must import.

use std::collections::BTreeSet;

/// The modules of a service that its operations name.
const MODULES: [&str; 2] = ["pages", "types"];

/// What generated tables name without a path, out of `bindery_runtime::table`; sorted.
const TABLE_NAMES: [&str; 31] = [
    "Accept",
    "BodyStatus",
    "Check",
    "Code",
    "Condition",
    "Effect",
    "Encoding",
    "Endpoint",
    "Environment",
    "Format",
    "Idempotency",
    "Kind",
    "Limit",
    "Member",
    "Method",
    "Number",
    "ObjectLimit",
    "Page",
    "Pattern",
    "Place",
    "Quota",
    "Rule",
    "RuleKind",
    "Scope",
    "Service",
    "Session",
    "Shape",
    "TokenForm",
    "Union",
    "Unit",
    "Variant",
];

/// The names without a path before them that must be imported.
#[derive(Default)]
pub(super) struct Used(BTreeSet<&'static str>);

impl Used {
    /// Notes a name that is used; one that needs no import is passed over.
    pub(super) fn note(&mut self, name: &str) {
        let known = TABLE_NAMES.binary_search(&name).map(|at| TABLE_NAMES[at]).ok();
        self.0.extend(known.or_else(|| MODULES.into_iter().find(|module| *module == name)));
    }

    /// Whether this name is used.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    /// Those out of `bindery_runtime::table`, sorted.
    pub(super) fn of_tables(&self) -> impl Iterator<Item = &'static str> {
        TABLE_NAMES.into_iter().filter(|name| self.has(name))
    }
}

#[cfg(test)]
mod tests {
    use super::TABLE_NAMES;

    #[test]
    fn names_are_sorted() {
        assert!(TABLE_NAMES.is_sorted());
    }
}
