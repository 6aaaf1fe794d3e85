//! A first draft of a service's specification, out of the metadata that Alibaba Cloud publishes for its command
//! line.
//!
//! The metadata names operations, parameters and types. It knows no limit, no error code, no answer and no effect,
//! so a draft says of each operation that these are unread. What the draft cannot hold is left out and told, with
//! the reason; what it holds, [`lower`](crate::lower) takes.

mod accept;
mod left_out;
mod metadata;
mod operation;
mod parameter;
mod product;
mod words;

pub use self::left_out::{LeftOut, Reason};
pub use self::product::{Product, catalogue};

use self::metadata::Metadata;
use crate::draft::TypeNames;
use crate::output::Output;
use crate::source::Source;

/// The specification of one product, and what is not in it.
#[derive(Debug, Default)]
pub struct Imported {
    /// The files, below the folder of specifications; none if the product has no operation that can be written.
    pub files: Vec<Output>,
    /// How many operations they describe.
    pub operations: usize,
    /// Operations and parameters that they do not, in the order of their names.
    pub left_out: Vec<LeftOut>,
}

/// Drafts the specification of a product from its files: those below `metadatas/<product>/`,
/// `en-US/<product>/` and `zh-CN/<product>/`, with these paths.
pub fn import(product: &Product, files: &[Source]) -> Imported {
    let metadata = Metadata::new(&product.folder, files);
    let mut imported = Imported::default();
    let mut names = TypeNames::default();
    let mut drafted = Vec::new();
    for file in metadata.operations() {
        match operation::draft(file, product, &metadata, &mut names, &mut imported.left_out) {
            Ok(operation) => drafted.push(operation),
            Err(reason) => imported.left_out.push(LeftOut::operation(&metadata::stem(&file.path), reason)),
        }
    }
    accept::accept(product, drafted, &mut imported);
    imported.left_out.sort();
    imported
}
