//! The words around a number by which it is found again.

use super::material::clean;
use crate::drift::number::{Number, numbers};
use crate::drift::page::Line;
use crate::drift::region::{Region, fold};
use crate::schema::MAX_ANCHOR;
use std::ops::Range;

/// How far the words may reach on either side, in characters: few words are enough, if they lead back.
const REACHES: [usize; 6] = [6, 10, 14, 18, 22, 27];

/// Up to so many characters the words between two signs are kept as they are.
const SHORT: usize = 24;

/// A number of a page and the words around it.
pub(super) struct Anchor {
    /// The words, the number among them.
    pub(super) words: String,
    /// What follows the number on its line, in the form in which texts are compared.
    pub(super) after: String,
}

/// The words around this number in one of the lines, from which the region leads back to it.
pub(super) fn anchor(lines: &[Line], line: usize, value: i64, region: &Region) -> Option<Anchor> {
    lines.iter().filter(|(number, _)| *number == line).find_map(|(_, text)| in_line(text, value, region))
}

fn in_line(text: &str, value: i64, region: &Region) -> Option<Anchor> {
    let letters: Vec<char> = text.chars().collect();
    let folded: Vec<char> = letters.iter().copied().map(fold).collect();
    let found = numbers(&folded).into_iter().filter(|number| number.readings(false).contains(&value));
    found.into_iter().find_map(|number| {
        let words = stretches(&letters, &number).into_iter().find_map(|stretch| {
            let words = clean(&letters[stretch].iter().collect::<String>());
            let words = words.trim_start_matches(['•', '·', '*', '-', ' ']).to_owned();
            leads_back(&words, value, region).then_some(words)
        })?;
        let after = folded[number.end..].iter().filter(|letter| !letter.is_whitespace()).collect();
        Some(Anchor { words, after })
    })
}

/// What may be an anchor, the best first: the words before the number, for a unit behind it may change; then words
/// on both sides, and those beyond the signs that part it from others.
fn stretches(letters: &[char], number: &Number) -> Vec<Range<usize>> {
    let clause = clause(letters, number.start..number.end);
    let before = clause.start..number.end;
    let mut stretches: Vec<_> =
        Some(before.clone()).filter(|before| before.len() <= SHORT).into_iter().collect();
    for bounds in [before, clause, 0..letters.len()] {
        stretches.extend(REACHES.iter().map(|reach| whole_words(letters, number, *reach, bounds.clone())));
    }
    stretches
}

/// The number and what is as near, but no part of a word, and nothing beyond these bounds.
fn whole_words(letters: &[char], number: &Number, reach: usize, bounds: Range<usize>) -> Range<usize> {
    let cuts = |at: usize| letters[at - 1].is_ascii_alphanumeric() && letters[at].is_ascii_alphanumeric();
    let mut start = number.start.saturating_sub(reach).max(bounds.start);
    while start > bounds.start && cuts(start) {
        start -= 1;
    }
    let mut end = (number.end + reach).min(bounds.end);
    while end < bounds.end && cuts(end) {
        end += 1;
    }
    start..end
}

/// The number with the words up to the signs that part it from others.
fn clause(letters: &[char], number: Range<usize>) -> Range<usize> {
    let parts = |letter: &char| matches!(letter, '。' | '，' | '；' | ',' | ';' | '：' | '、' | '！');
    let stops = |at: usize| letters[at] == '.' && letters.get(at + 1).is_none_or(|next| next.is_whitespace());
    let is_end = |at: &usize| parts(&letters[*at]) || stops(*at);
    let start = (0..number.start).rev().find(is_end).map_or(0, |at| at + 1);
    let end = (number.end..letters.len()).find(is_end).unwrap_or(letters.len());
    start..end
}

fn leads_back(words: &str, value: i64, region: &Region) -> bool {
    let is_short = words.chars().count() <= MAX_ANCHOR as usize;
    let beside = region.beside(&[words], value, false);
    is_short && beside.is_some_and(|beside| beside.readings.first() == Some(&value))
}
