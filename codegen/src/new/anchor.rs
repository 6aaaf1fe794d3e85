//! The words around a number by which it is found again.

use super::material::clean;
use crate::drift::number::numbers;
use crate::drift::page::Line;
use crate::drift::region::{Region, fold};
use crate::schema::MAX_ANCHOR;
use std::ops::Range;

/// How far the words may reach on either side, in characters: few words are enough, if they lead back.
const REACHES: [usize; 6] = [6, 10, 14, 18, 22, 27];

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
        let reaches = REACHES
            .iter()
            .map(|reach| number.start.saturating_sub(*reach)..(number.end + reach).min(letters.len()));
        let mut stretches = std::iter::once(clause(&letters, number.start..number.end)).chain(reaches);
        let words = stretches.find_map(|stretch| {
            let words = clean(&letters[stretch].iter().collect::<String>());
            let words = words.trim_start_matches(['•', '·', '*', '-', ' ']).to_owned();
            leads_back(&words, value, region).then_some(words)
        })?;
        let after = folded[number.end..].iter().filter(|letter| !letter.is_whitespace()).collect();
        Some(Anchor { words, after })
    })
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
