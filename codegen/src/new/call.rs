//! Method and path of an operation that has its own, and what travels in them.

use super::known::Known;
use crate::draft::Draft;
use crate::drift::page::{Row, Stated};
use crate::tree::Node;
use heck::ToSnakeCase as _;

/// Where an operation is under HTTP.
#[derive(Debug, Default)]
pub(super) struct Call {
    method: String,
    base: Option<String>,
    path: String,
    /// The parameters that stand in the path.
    in_path: Vec<String>,
}

impl Call {
    /// The call of this method and path, whose `{…}` are called as the parameters are.
    pub(super) fn new(method: &str, path: &str, stated: &Stated, known: Option<&Known<'_>>) -> Self {
        let mut call = Self { method: method.to_owned(), ..Self::default() };
        let parts: Vec<String> = path.split('/').map(|part| call.part(part, stated)).collect();
        let path = parts.join("/");
        let (base, path) = known.and_then(|known| below(known, &path)).unwrap_or((None, path));
        (call.base, call.path) = (base, path);
        call
    }

    fn part(&mut self, part: &str, stated: &Stated) -> String {
        let Some(inner) = part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) else {
            return part.to_owned();
        };
        let name = inner.to_snake_case();
        let rows = || stated.parameters.rows.iter().filter(|row| !self.in_path.contains(&row.name));
        let named = rows().find(|row| row.name == inner || row.name == name);
        // An argument stands on the line of the method, the members of a struct elsewhere.
        let first = || rows().find(|row| row.line == stated.line && row.children.rows.is_empty());
        let name = named.or_else(first).map_or(name, |row| row.name.clone());
        self.in_path.push(name.clone());
        format!("{{{name}}}")
    }

    /// The names in the path that are no parameters of the page.
    pub(super) fn missing<'c>(&'c self, rows: &'c [Row]) -> impl Iterator<Item = &'c str> {
        let missing = self.in_path.iter().filter(|name| !rows.iter().any(|row| row.name == **name));
        missing.map(String::as_str)
    }

    /// Where a parameter travels, if not in the body.
    pub(super) fn place(&self, name: &str) -> Option<&'static str> {
        if self.in_path.iter().any(|known| known == name) {
            return Some("path");
        }
        matches!(&*self.method, "GET" | "DELETE").then_some("query")
    }

    /// The key `http`.
    pub(super) fn draft(&self) -> Draft {
        let mut http = Draft::object([("method", Draft::text(&self.method))]);
        if let Some(base) = &self.base {
            http = http.with("base", Draft::text(base));
        }
        if self.path.is_empty() { http } else { http.with("path", Draft::text(&self.path)) }
    }
}

/// The base of the service that the path is below, and what is left of the path: the longest base that fits.
fn below(known: &Known<'_>, path: &str) -> Option<(Option<String>, String)> {
    let endpoint = known.node.list("endpoints").first()?;
    let bases = endpoint.get("bases").map_or(&[][..], Node::entries);
    let fitting = bases.iter().filter_map(|base| {
        let (_, url) = base.value.as_text()?.split_once("://")?;
        let own = url.find('/').map_or("", |at| &url[at..]);
        let rest = path.strip_prefix(own)?;
        let is_whole = rest.is_empty() || rest.starts_with('/');
        let name = (!base.key.is_empty()).then(|| base.key.clone().into_owned());
        is_whole.then(|| (own.len(), (name, rest.to_owned())))
    });
    fitting.max_by_key(|(length, _)| *length).map(|(_, found)| found)
}
