//! Two texts line by line, next to each other.

/// A line and its number, from 1.
type Line<'t> = (usize, &'t str);

/// A row of a table with two sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Row<'t> {
    /// A line of both texts.
    Same(Line<'t>, Line<'t>),
    /// Lines of only one text each.
    Other(Option<Line<'t>>, Option<Line<'t>>),
    /// So many lines that are alike and far from all that differ.
    Skipped(usize),
}

/// Lines that are shown around what differs.
const AROUND: usize = 3;

/// The rows of two texts.
pub(super) fn rows<'t>(old: &'t str, new: &'t str) -> Vec<Row<'t>> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let first = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let rest = old.len().min(new.len()) - first;
    let last = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(old, new)| old == new).count();
    let (old_end, new_end) = (old.len() - last, new.len() - last);
    let same = |old_at: usize, new_at: usize| Row::Same((old_at + 1, old[old_at]), (new_at + 1, new[new_at]));
    let mut rows: Vec<Row<'t>> = (0..first).map(|at| same(at, at)).collect();
    let (mut old_at, mut new_at) = (first, first);
    for (old_next, new_next) in common(&old[first..old_end], &new[first..new_end]) {
        let (old_next, new_next) = (first + old_next, first + new_next);
        others(&mut rows, (&old, old_at..old_next), (&new, new_at..new_next));
        rows.push(same(old_next, new_next));
        (old_at, new_at) = (old_next + 1, new_next + 1);
    }
    others(&mut rows, (&old, old_at..old_end), (&new, new_at..new_end));
    rows.extend((0..last).map(|at| same(old_end + at, new_end + at)));
    shortened(rows)
}

type Part<'l, 't> = (&'l [&'t str], std::ops::Range<usize>);

/// Lines that differ, side by side as far as both have any.
fn others<'t>(rows: &mut Vec<Row<'t>>, (old, old_part): Part<'_, 't>, (new, new_part): Part<'_, 't>) {
    for at in 0..old_part.len().max(new_part.len()) {
        let line = |lines: &[&'t str], part: &std::ops::Range<usize>| {
            (at < part.len()).then(|| (part.start + at + 1, lines[part.start + at]))
        };
        rows.push(Row::Other(line(old, &old_part), line(new, &new_part)));
    }
}

/// The longest sequence of lines that both have, as positions.
fn common(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    // Beyond this the table would be larger than any change that is read line by line.
    const CELLS: usize = 1 << 24;
    let width = new.len() + 1;
    if (old.len() + 1).saturating_mul(width) > CELLS {
        return Vec::new();
    }
    let mut lengths = vec![0_u32; (old.len() + 1) * width];
    for at in (0..old.len()).rev() {
        for other in (0..new.len()).rev() {
            lengths[at * width + other] = if old[at] == new[other] {
                lengths[(at + 1) * width + other + 1] + 1
            } else {
                lengths[(at + 1) * width + other].max(lengths[at * width + other + 1])
            };
        }
    }
    let (mut at, mut other, mut pairs) = (0, 0, Vec::new());
    while at < old.len() && other < new.len() {
        if old[at] == new[other] {
            pairs.push((at, other));
            (at, other) = (at + 1, other + 1);
        } else if lengths[(at + 1) * width + other] >= lengths[at * width + other + 1] {
            at += 1;
        } else {
            other += 1;
        }
    }
    pairs
}

/// The rows without what is far from all that differs.
fn shortened(rows: Vec<Row<'_>>) -> Vec<Row<'_>> {
    let is_other: Vec<bool> = rows.iter().map(|row| matches!(row, Row::Other(..))).collect();
    let is_near = |at: usize| {
        let end = (at + AROUND + 1).min(is_other.len());
        is_other[at.saturating_sub(AROUND)..end].contains(&true)
    };
    let mut kept = Vec::new();
    for (at, row) in rows.into_iter().enumerate() {
        if is_near(at) {
            kept.push(row);
        } else if let Some(Row::Skipped(count)) = kept.last_mut() {
            *count += 1;
        } else {
            kept.push(Row::Skipped(1));
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::{Row, rows};

    #[test]
    fn lines_stand_beside_what_they_became() {
        let old = "a\nb\nc\nd\ne\nf\ng";
        let new = "a\nb\nc\nd\nx\nf\ny\ng";
        assert_eq!(
            rows(old, new),
            [
                Row::Skipped(1),
                Row::Same((2, "b"), (2, "b")),
                Row::Same((3, "c"), (3, "c")),
                Row::Same((4, "d"), (4, "d")),
                Row::Other(Some((5, "e")), Some((5, "x"))),
                Row::Same((6, "f"), (6, "f")),
                Row::Other(None, Some((7, "y"))),
                Row::Same((7, "g"), (8, "g")),
            ]
        );
        assert_eq!(rows("", ""), []);
        assert_eq!(rows("a", ""), [Row::Other(Some((1, "a")), None)]);
    }
}
