//! Operations: one file of metadata becomes one of a specification, and the types that it needs.

use super::call::{Call, Style};
use super::draft::Draft;
use super::left_out::{LeftOut, Reason};
use super::metadata::Metadata;
use super::parameter::Parameters;
use super::product::Service;
use crate::output::Output;
use crate::tree::Node;
use bindery_runtime::table::Method;
use heck::ToPascalCase as _;
use std::collections::HashSet;

/// Longest name of a type, in characters, with room for a number.
const LONGEST_TYPE: usize = 60;

/// A drafted operation.
pub(super) struct Drafted {
    pub(super) name: String,
    /// Its own file first, then those of its types.
    pub(super) files: Vec<Output>,
}

/// Drafts this operation, or says why there can be none.
pub(super) fn draft(
    name: &str,
    tree: &Node<'_>,
    service: &Service<'_>,
    metadata: &Metadata<'_>,
    names: &mut TypeNames,
    left_out: &mut Vec<LeftOut>,
) -> Result<Drafted, Reason> {
    let call = Call::of(tree)?;
    if !service.product.has_hosts() {
        return Err(Reason::Homeless);
    }
    let described = metadata.described(name);
    let words: Vec<&[Node<'_>]> = described.iter().map(|tree| tree.list("parameters")).collect();
    let mut parameters = Parameters::new(name, &call, names);
    let members = parameters.members(tree.list("parameters"), &words, "")?;
    let Parameters { types, left_out: gone, .. } = parameters;
    let gone: Vec<LeftOut> =
        gone.into_iter().map(|(path, reason)| LeftOut::parameter(name, &path, reason)).collect();
    let at =
        |path: String, draft: &Draft| Output { path: format!("{}/{path}", service.name), text: draft.file() };
    let own = at(format!("{name}.json"), &operation(name, &call, members, &gone, metadata));
    left_out.extend(gone);
    let types = types.iter().map(|(name, draft)| at(format!("types/{name}.json"), draft));
    let files = std::iter::once(own).chain(types).collect();
    Ok(Drafted { name: name.to_owned(), files })
}

fn operation(
    name: &str,
    call: &Call,
    members: Vec<Draft>,
    gone: &[LeftOut],
    metadata: &Metadata<'_>,
) -> Draft {
    let title = metadata.title(name).unwrap_or_else(|| name.to_owned());
    let summary = metadata.summary(name).unwrap_or_else(|| "Not described.".to_owned());
    let gone = gone
        .iter()
        .filter_map(|it| Some(format!("`{}` is left out: it {}.", it.parameter.as_ref()?, it.reason)));
    let doc: Vec<String> = std::iter::once(summary).chain(gone).collect();
    let mut draft = Draft::object([
        ("$schema", Draft::text("../schema/operation.schema.json")),
        ("operation", Draft::text(name)),
        ("title", Draft::Text(title)),
        ("doc", Draft::texts(doc.iter().map(String::as_str))),
    ]);
    let method = ("method", Draft::text(call.method.as_str()));
    match call.style {
        Style::Rpc if call.method == Method::Post => {}
        Style::Rpc => draft = draft.with("http", Draft::object([method])),
        Style::Roa => draft = draft.with("http", Draft::object([method, ("path", Draft::text(&call.path))])),
    }
    let draft = draft
        .with("effect", Draft::text("write"))
        .with("idempotency", Draft::text("none"))
        .with("parameters", Draft::List(members))
        .with("errors_known", Draft::text("unknown"))
        .with("unread", Draft::texts(["answer", "effect", "errors", "limits"]));
    if metadata.is_deprecated(name) {
        return draft.with("deprecated", Draft::text("the metadata names nothing to use instead"));
    }
    draft
}

/// The names of a service's types, each once, whatever letter case a file system sees.
#[derive(Debug, Default)]
pub(super) struct TypeNames {
    seen: HashSet<String>,
}

impl TypeNames {
    /// A name for the item of this parameter that no other type has.
    pub(super) fn free(&mut self, path: &str) -> String {
        let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { ' ' };
        let mut name: String = path.chars().map(plain).collect::<String>().to_pascal_case();
        name.truncate(LONGEST_TYPE - "Item".len());
        name.push_str("Item");
        let numbered = (2..u32::MAX).map(|number| format!("{name}{number}"));
        let free = std::iter::once(name.clone()).chain(numbered).find(|name| !self.has(name));
        let free = free.unwrap_or(name);
        self.seen.insert(free.to_lowercase());
        free
    }

    fn has(&self, name: &str) -> bool {
        self.seen.contains(&name.to_lowercase())
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
        let long = names.free(&format!("Run.{}", "A".repeat(90)));
        assert_eq!(long.len(), 60);
        assert_ne!(names.free(&format!("Run.{}", "A".repeat(91))), long);
    }
}
