//! Operations: one file of metadata becomes one of a specification, and the types that it needs.

use super::draft::Draft;
use super::left_out::{LeftOut, Reason};
use super::metadata::{Metadata, read, stem};
use super::parameter::Parameters;
use super::product::Product;
use crate::output::Output;
use crate::source::Source;
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

/// Drafts the operation of this file, or says why there can be none.
pub(super) fn draft(
    file: &Source,
    product: &Product,
    metadata: &Metadata<'_>,
    names: &mut TypeNames,
    left_out: &mut Vec<LeftOut>,
) -> Result<Drafted, Reason> {
    let tree = read(file).map_err(Reason::Unreadable)?;
    let name = stem(&file.path);
    let method = method(&tree)?;
    if !product.has_hosts() {
        return Err(Reason::Homeless);
    }
    let described = metadata.described(&name);
    let words: Vec<&[Node<'_>]> = described.iter().map(|tree| tree.list("parameters")).collect();
    let mut parameters = Parameters {
        types: Vec::new(),
        left_out: Vec::new(),
        names,
        operation: &name,
        is_posted: method.has_body(),
    };
    let members = parameters.members(tree.list("parameters"), &words, "")?;
    let Parameters { types, left_out: gone, .. } = parameters;
    let gone: Vec<LeftOut> =
        gone.into_iter().map(|(path, reason)| LeftOut::parameter(&name, &path, reason)).collect();
    let at = |path: String, draft: &Draft| Output {
        path: format!("{}/{path}", product.service),
        text: draft.file(),
    };
    let own = at(format!("{name}.json"), &operation(&name, method, members, &gone, metadata));
    left_out.extend(gone);
    let types = types.iter().map(|(name, draft)| at(format!("types/{name}.json"), draft));
    let files = std::iter::once(own).chain(types).collect();
    Ok(Drafted { name, files })
}

fn operation(
    name: &str,
    method: Method,
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
    if method != Method::Post {
        draft = draft.with("http", Draft::object([("method", Draft::text(method.as_str()))]));
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

/// The method to call it with: POST where it may be, for a URL is not for everything. Only what is called by name
/// and answered at once can be written.
fn method(tree: &Node<'_>) -> Result<Method, Reason> {
    if tree.text("pathPattern").is_some_and(|path| !path.is_empty()) {
        return Err(Reason::Roa);
    }
    if tree.text("protocol").is_some_and(|protocols| protocols.split('|').any(|one| one == "SSE")) {
        return Err(Reason::Stream);
    }
    let methods = tree.text("method").unwrap_or_default();
    let takes = |method: &Method| methods.split('|').any(|one| one == method.as_str());
    let known = [Method::Post, Method::Get].into_iter().find(takes);
    known.ok_or_else(|| Reason::Method(methods.replace('|', " or ")))
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
