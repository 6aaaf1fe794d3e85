//! Finding the number of a limit on a page by the limit's anchors.

use super::region::{Beside, Region};
use crate::tree::Node;

/// Where limits are looked for.
pub(super) struct Places<'a> {
    /// The ids of the page.
    pub(super) pages: &'a [&'a str],
    /// The stretches of the page, the closest to the member first.
    pub(super) regions: &'a [&'a Region],
}

/// Whether a limit, rule or quota was read on this page.
pub(super) fn is_read_here(owner: &Node<'_>, pages: &[&str]) -> bool {
    let source = owner.get("source");
    source.and_then(|source| source.text("page")).is_some_and(|page| pages.contains(&page))
}

/// The number that the page now has where this one was read. Anchors that merely name the member are left
/// out in its own row.
pub(super) fn look_up(
    owner: &Node<'_>,
    value: i64,
    seconds: bool,
    name: &str,
    places: &Places<'_>,
) -> Option<Beside> {
    if !is_read_here(owner, places.pages) {
        return None;
    }
    let anchors = owner.get("source")?.texts("anchors");
    let own: Vec<&str> = anchors.iter().copied().filter(|anchor| *anchor != name).collect();
    let last = places.regions.len().checked_sub(1)?;
    places.regions.iter().enumerate().find_map(|(index, region)| {
        let anchors = if index == last && last > 0 { &anchors } else { &own };
        region.beside(anchors, value, seconds)
    })
}

/// Whether an error row, whose source is a page alone, was read on this page.
pub(super) fn is_source(row: &Node<'_>, pages: &[&str]) -> bool {
    row.text("source").is_some_and(|page| pages.contains(&page))
}
