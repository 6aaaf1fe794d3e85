//! Operations: one file of metadata becomes one of a specification, and the types that it needs.

use super::left_out::{LeftOut, Reason};
use super::metadata::{Metadata, read, stem};
use super::parameter::Parameters;
use super::product::Product;
use crate::draft::{Draft, TypeNames};
use crate::output::Output;
use crate::source::Source;
use crate::tree::Node;

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
    check_style(&tree)?;
    if !product.has_hosts() {
        return Err(Reason::Homeless);
    }
    let described = metadata.described(&name);
    let words: Vec<&[Node<'_>]> = described.iter().map(|tree| tree.list("parameters")).collect();
    let mut parameters = Parameters { types: Vec::new(), left_out: Vec::new(), names, operation: &name };
    let members = parameters.members(tree.list("parameters"), &words, "")?;
    let Parameters { types, left_out: gone, .. } = parameters;
    let gone: Vec<LeftOut> =
        gone.into_iter().map(|(path, reason)| LeftOut::parameter(&name, &path, reason)).collect();
    let at = |path: String, draft: &Draft| Output {
        path: format!("{}/{path}", product.service),
        text: draft.file(),
    };
    let own = at(format!("{name}.json"), &operation(&name, members, &gone, metadata));
    left_out.extend(gone);
    let types = types.iter().map(|(name, draft)| at(format!("types/{name}.json"), draft));
    let files = std::iter::once(own).chain(types).collect();
    Ok(Drafted { name, files })
}

fn operation(name: &str, members: Vec<Draft>, gone: &[LeftOut], metadata: &Metadata<'_>) -> Draft {
    let title = metadata.title(name).unwrap_or_else(|| name.to_owned());
    let summary = metadata.summary(name).unwrap_or_else(|| "Not described.".to_owned());
    let gone = gone
        .iter()
        .filter_map(|it| Some(format!("`{}` is left out: it {}.", it.parameter.as_ref()?, it.reason)));
    let doc: Vec<String> = std::iter::once(summary).chain(gone).collect();
    let draft = Draft::object([
        ("$schema", Draft::text("../schema/operation.schema.json")),
        ("operation", Draft::text(name)),
        ("title", Draft::Text(title)),
        ("doc", Draft::texts(doc.iter().map(String::as_str))),
        ("effect", Draft::text("write")),
        ("idempotency", Draft::text("none")),
        ("parameters", Draft::List(members)),
        ("errors_known", Draft::text("unknown")),
        ("unread", Draft::texts(["answer", "effect", "errors", "limits"])),
    ]);
    if metadata.is_deprecated(name) {
        return draft.with("deprecated", Draft::text("the metadata names nothing to use instead"));
    }
    draft
}

/// Only what is called by name, posted, and answered at once can be written.
fn check_style(tree: &Node<'_>) -> Result<(), Reason> {
    if tree.text("pathPattern").is_some_and(|path| !path.is_empty()) {
        return Err(Reason::Roa);
    }
    let methods = tree.text("method").unwrap_or_default();
    if !methods.split('|').any(|method| method == "POST") {
        return Err(Reason::Method(methods.replace('|', " or ")));
    }
    if tree.text("protocol").is_some_and(|protocols| protocols.split('|').any(|one| one == "SSE")) {
        return Err(Reason::Stream);
    }
    Ok(())
}
