//! The types that the members of a page need: each has a file of its own.

use super::known::Known;
use super::marked::Marked;
use super::member::{Drafting, Place, Side};
use crate::draft::{Draft, TypeNames};
use crate::drift::page::Row;
use std::collections::{BTreeMap, BTreeSet};

/// The types that were made, and the names that are taken.
pub(super) struct Objects<'a> {
    known: Option<&'a Known<'a>>,
    names: TypeNames,
    /// Names and files, in the order in which they were begun.
    files: Vec<(String, Option<Draft>)>,
    /// What the types that the page names are called here.
    made: BTreeMap<String, String>,
}

impl<'a> Objects<'a> {
    pub(super) fn new(known: Option<&'a Known<'a>>, idents: impl IntoIterator<Item = String>) -> Self {
        let mut names = TypeNames::default();
        let types = known.iter().flat_map(|known| known.types.keys());
        for name in types.cloned().chain(idents) {
            names.keep(&name);
        }
        Self { known, names, files: Vec::new(), made: BTreeMap::new() }
    }

    /// The files.
    pub(super) fn into_files(self) -> impl Iterator<Item = (String, Draft)> {
        self.files.into_iter().filter_map(|(name, file)| Some((name, file?)))
    }

    /// The name of an enumeration, if there is one to make.
    pub(super) fn enumeration(&mut self, path: &str, file: impl Fn(&str) -> Option<Draft>) -> Option<String> {
        file("Name")?;
        let name = self.names.ending(path, "");
        let file = file(&name)?;
        self.files.push((name.clone(), Some(file)));
        Some(name)
    }

    /// The type of this name that the service has already, if it is the same.
    fn is_known(&self, name: &str, row: &Row) -> bool {
        let listed: BTreeSet<&str> = row.children.rows.iter().map(|row| row.name.as_str()).collect();
        let known = self.known.and_then(|known| known.types.get(name));
        known.is_some_and(|known| known.iter().map(String::as_str).collect::<BTreeSet<_>>() == listed)
    }
}

impl Drafting<'_> {
    /// The name of the type of an object, whose file is made if it is new.
    pub(super) fn object(
        &mut self,
        row: &Row,
        place: Place<'_>,
        path: &str,
        is_item: bool,
        member: &mut Marked,
    ) -> String {
        let named = named(&row.type_text);
        if let Some(name) = named {
            if self.objects.is_known(name, row) {
                return name.to_owned();
            }
            if let Some(made) = self.objects.made.get(name) {
                let is_open = self.objects.files.iter().any(|(file, draft)| file == made && draft.is_none());
                if is_open {
                    member.decide("type", &format!("`{name}` contains itself, which no type may"));
                    return "json".to_owned();
                }
                return made.clone();
            }
        }
        let name = match named {
            Some(name) => self.objects.names.ending(name, ""),
            None => self.objects.names.ending(path, if is_item { "Item" } else { "" }),
        };
        if let Some(named) = named {
            self.objects.made.insert(named.to_owned(), name.clone());
        }
        let at = self.objects.files.len();
        self.objects.files.push((name.clone(), None));
        let file = self.file(row, place, path, &name);
        self.objects.files[at].1 = Some(file);
        name
    }

    fn file(&mut self, row: &Row, place: Place<'_>, path: &str, name: &str) -> Draft {
        // A type with a name may stand in requests too, wherever it is met first.
        let side = if named(&row.type_text).is_some() { Side::Request } else { place.side };
        let sample = super::example::below(place.sample, &row.name);
        let inner = Place { side, path, is_outermost: false, is_flat: place.is_flat, sample };
        let members = self.members(&row.children.rows, inner);
        let mut file = Marked::default();
        file.text("$schema", "../../schema/type.schema.json");
        file.text("type", name);
        file.put("doc", Draft::List(vec![Draft::Text(format!("What `{}` holds.", row.name))]));
        file.decide("doc", "say what it is in words of our own");
        file.put("members", Draft::List(members));
        if row.children.open {
            file.decide("members", "what else does it have? The page does not show all");
        }
        if place.is_flat {
            file.decide("members", "do all these belong to it? The page does not draw where the object ends");
        }
        file.draft()
    }
}

/// The name of a type that the page itself gives: `TmcPublishMessage []`, `*Period`.
fn named(type_text: &str) -> Option<&str> {
    let name = type_text.trim_matches(['*', '[', ']', ' ']);
    let is_name = name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.chars().all(|next| next.is_ascii_alphanumeric())
        && name.chars().any(|next| next.is_ascii_lowercase());
    let is_built_in = crate::drift::kind::Kind::named(name).is_some();
    (is_name && !is_built_in).then_some(name)
}
