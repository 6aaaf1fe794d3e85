//! The texts that an HTML page shows of both sides: specifications, generated files, requests on the wire.

use crate::trees::Tree;
use bindery_codegen::diff::Pane;
use bindery_codegen::{Failure, generate};
use std::collections::BTreeMap;

/// Every text of either side, specifications first.
pub(crate) fn panes(old: &Tree, new: &Tree) -> Result<Vec<Pane>, Failure> {
    let (mut before, after) = (texts(old)?, texts(new)?);
    let mut panes: BTreeMap<(usize, String), Pane> = BTreeMap::new();
    for (key, text) in after {
        let old = before.remove(&key).unwrap_or_default();
        panes.insert(key.clone(), Pane { title: key.1, old, new: text });
    }
    for (key, text) in before {
        panes.insert(key.clone(), Pane { title: key.1, old: text, new: String::new() });
    }
    Ok(panes.into_values().collect())
}

/// The texts of one side, by sort and title.
fn texts(tree: &Tree) -> Result<BTreeMap<(usize, String), String>, Failure> {
    let specs =
        tree.sources.iter().map(|source| ((0, format!("specs/{}", source.path)), source.text.clone()));
    let generated = generate(&tree.sources)?;
    let generated =
        generated.into_iter().map(|output| ((1, format!("generated/src/{}", output.path)), output.text));
    let wire = tree.wire.iter().map(|(name, text)| ((2, format!("on the wire: {name}")), text.clone()));
    Ok(specs.chain(generated).chain(wire).collect())
}
