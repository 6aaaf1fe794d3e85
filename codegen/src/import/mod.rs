//! A first draft of a service's specification, out of the metadata that Alibaba Cloud publishes for its command
//! line.
//!
//! The metadata names operations, parameters and types. It knows no limit, no error code, no answer and no effect,
//! so a draft says of each operation that these are unread. What the draft cannot hold is left out and told, with
//! the reason; what it holds, [`lower`](crate::lower) takes.

mod accept;
mod call;
mod draft;
mod left_out;
mod metadata;
mod operation;
mod parameter;
mod place;
mod product;
mod rust_names;
mod secret;
mod words;

pub use self::left_out::{LeftOut, Reason};
pub use self::product::{Product, catalogue};

use self::call::Style;
use self::metadata::{Metadata, read, stem};
use self::operation::TypeNames;
use crate::output::Output;
use crate::source::Source;
use crate::tree::Node;
use std::collections::BTreeMap;

/// The specification of one service, and what is not in it.
#[derive(Debug, Default)]
pub struct Imported {
    /// The service's name, which is that of its folder.
    pub service: String,
    /// The files, below the folder of specifications; none if the service has no operation that can be written.
    pub files: Vec<Output>,
    /// How many operations they describe.
    pub operations: usize,
    /// Operations and parameters that they do not, in the order of their names.
    pub left_out: Vec<LeftOut>,
}

/// An operation's name, and its file or why there is none.
type Read<'s> = (String, Result<Node<'s>, Reason>);

/// Drafts the specification of a product from its files: those below `metadatas/<product>/`,
/// `en-US/<product>/` and `zh-CN/<product>/`, with these paths. A service speaks one protocol, so a product whose
/// operations are called in both styles becomes two.
pub fn import(product: &Product, files: &[Source]) -> Vec<Imported> {
    let metadata = Metadata::new(&product.folder, files);
    let mut read: Vec<Read<'_>> = metadata
        .operations()
        .map(|file| (stem(&file.path), read(file).map_err(Reason::Unreadable)))
        .collect();
    refuse_own_hosts(&mut read);
    let style = |(_, tree): &Read<'_>| tree.as_ref().ok().map(Style::of);
    let has = |wanted| read.iter().any(|one| style(one) == Some(wanted));
    let is_mixed = has(Style::Rpc) && has(Style::Roa);
    // What cannot be read has no style, and is told with the others.
    let first = if has(Style::Roa) && !is_mixed { Style::Roa } else { Style::Rpc };
    let mut styles: BTreeMap<Style, Vec<Read<'_>>> = BTreeMap::new();
    for one in read {
        styles.entry(style(&one).unwrap_or(first)).or_default().push(one);
    }
    styles.into_iter().map(|(style, read)| service(product, style, is_mixed, read, &metadata)).collect()
}

fn service(
    product: &Product,
    style: Style,
    is_mixed: bool,
    read: Vec<Read<'_>>,
    metadata: &Metadata<'_>,
) -> Imported {
    let service = product.service(style, is_mixed);
    let mut imported = Imported { service: service.name.clone(), ..Imported::default() };
    let mut names = TypeNames::default();
    let mut drafted = Vec::new();
    for (name, tree) in read {
        let draft = |tree: Node<'_>| {
            operation::draft(&name, &tree, &service, metadata, &mut names, &mut imported.left_out)
        };
        match tree.and_then(draft) {
            Ok(operation) => drafted.push(operation),
            Err(reason) => imported.left_out.push(LeftOut::operation(&name, reason)),
        }
    }
    accept::accept(&service, drafted, &mut imported);
    imported.left_out.sort();
    imported
}

/// A product that is called at a host of the caller's own is not behind the common gateway, so no operation of it is
/// called by a protocol that is.
fn refuse_own_hosts(read: &mut [Read<'_>]) {
    let in_host = |node: &Node<'_>| node.text("position") == Some("Host");
    let has_own =
        |(_, tree): &Read<'_>| tree.as_ref().is_ok_and(|tree| tree.list("parameters").iter().any(in_host));
    if read.iter().any(has_own) {
        for (_, tree) in read.iter_mut().filter(|(_, tree)| tree.is_ok()) {
            *tree = Err(Reason::OwnHosts);
        }
    }
}
