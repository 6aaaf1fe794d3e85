//! A stretch of a page, and the number that stands beside a limit's anchor words.

use super::number::{Number, Unit, numbers};
use super::page::Line;
use super::template::Template;

/// Longest way from an anchor word to its number, in characters without blanks.
const REACH: usize = 40;

/// A stretch of a page.
#[derive(Debug, Default)]
pub(crate) struct Region {
    /// The text in one form of its letters.
    text: Vec<char>,
    /// First character of each line, and the line's number on the page.
    lines: Vec<(usize, usize)>,
    /// The text without blanks.
    dense: Vec<char>,
    /// For each character of the text how many characters of `dense` come before it.
    rank: Vec<usize>,
    /// The numbers of the text.
    numbers: Vec<Number>,
}

/// A number beside anchor words.
#[derive(Debug)]
pub(crate) struct Beside {
    /// What it may mean, the likeliest first.
    pub(crate) readings: Vec<i64>,
    /// The line it stands on.
    pub(super) line: usize,
    /// The text after it, without blanks.
    pub(super) after: String,
    /// The number as the page writes it, with its unit.
    pub(super) written: String,
}

/// A letter in the form in which texts are compared.
pub(crate) fn fold(character: char) -> char {
    match character {
        '，' => '，',
        '\u{ff01}'..='\u{ff5e}' => {
            let code = u32::from(character) - 0xfee0;
            char::from_u32(code).unwrap_or(character).to_ascii_lowercase()
        }
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' | '\t' => ' ',
        '–' | '—' => '-',
        other => other.to_lowercase().next().unwrap_or(other),
    }
}

/// A text without blanks, in the form in which texts are compared.
fn dense(text: &str) -> Vec<char> {
    text.chars().map(fold).filter(|character| !character.is_whitespace()).map(plain_comma).collect()
}

fn plain_comma(character: char) -> char {
    if character == '，' { ',' } else { character }
}

/// The anchor with this text in place of the number that it has, if it has it.
pub(super) fn renumbered(anchor: &str, value: i64, seconds: bool, written: &str) -> Option<String> {
    let text: Vec<char> = anchor.chars().collect();
    let folded: Vec<char> = text.iter().copied().map(fold).collect();
    let number = numbers(&folded).into_iter().find(|number| number.readings(seconds).contains(&value))?;
    let (before, after) = (&text[..number.start], &text[number.end..]);
    Some(before.iter().copied().chain(written.chars()).chain(after.iter().copied()).collect())
}

impl Region {
    /// A stretch of these lines.
    pub(crate) fn new<'t>(lines: impl IntoIterator<Item = (usize, &'t str)>) -> Self {
        let mut region = Self::default();
        for (number, line) in lines {
            region.lines.push((region.text.len(), number));
            region.text.extend(line.chars().map(fold));
            region.text.push('\n');
        }
        for &character in &region.text {
            region.rank.push(region.dense.len());
            if !character.is_whitespace() {
                region.dense.push(plain_comma(character));
            }
        }
        region.rank.push(region.dense.len());
        region.numbers = numbers(&region.text);
        region
    }

    /// A stretch of lines of a page.
    pub(super) fn of<'t>(lines: impl IntoIterator<Item = &'t Line>) -> Self {
        Self::new(lines.into_iter().map(|(line, text)| (*line, text.as_str())))
    }

    /// The numbers and where they stand, without blanks.
    pub(super) fn numbers(&self) -> impl Iterator<Item = (&Number, std::ops::Range<usize>)> {
        self.numbers.iter().map(|number| (number, self.extent(number)))
    }

    /// The numbers.
    pub(super) fn all_numbers(&self) -> &[Number] {
        &self.numbers
    }

    /// The text without blanks.
    pub(super) fn dense(&self) -> &[char] {
        &self.dense
    }

    fn written(&self, number: &Number) -> String {
        self.text[number.start..number.end].iter().collect()
    }

    /// Where a number stands, without blanks.
    pub(super) fn extent(&self, number: &Number) -> std::ops::Range<usize> {
        self.rank[number.start]..self.rank[number.end]
    }

    /// The line on which a number stands.
    pub(super) fn line_of(&self, number: &Number) -> usize {
        let line = self.lines.iter().rev().find(|(start, _)| *start <= number.start);
        line.map_or(0, |(_, line)| *line)
    }

    /// Where the words stand, without blanks.
    fn places(&self, words: &[char]) -> Vec<usize> {
        if words.is_empty() {
            return Vec::new();
        }
        let windows = self.dense.windows(words.len()).enumerate();
        windows.filter(|(_, window)| *window == words).map(|(at, _)| at).collect()
    }

    /// The number that now stands where the anchors say that this value stood.
    pub(crate) fn beside(&self, anchors: &[&str], value: i64, seconds: bool) -> Option<Beside> {
        let mut templates: Vec<Template> =
            anchors.iter().filter_map(|anchor| Template::new(anchor, value, seconds)).collect();
        // The one with most words says best where the number is.
        templates.sort_by_key(|template| std::cmp::Reverse(template.words()));
        let words = self.words(anchors, value, seconds);
        templates.iter().find_map(|template| self.fitting(template, &words, seconds))
    }

    /// The number between two stretches of words, and its line.
    pub(super) fn between(&self, before: &str, after: &str) -> Option<(i64, usize)> {
        let (before, after) = (dense(before), dense(after));
        let stands = |number: &&Number| {
            let extent = self.extent(number);
            self.dense[..extent.start].ends_with(&before) && self.dense[extent.end..].starts_with(&after)
        };
        let number = self.numbers.iter().find(stands)?;
        Some((number.readings(false).first().copied()?, self.line_of(number)))
    }

    /// Whether the text holds this number, in whatever spelling.
    pub(super) fn holds(&self, value: i64, seconds: bool) -> bool {
        self.numbers.iter().any(|number| number.readings(seconds).contains(&value))
    }

    /// The time that stands nearest to these words, in seconds.
    pub(super) fn time_near(&self, cue: &str) -> Option<Beside> {
        let words = dense(cue);
        let places = self.places(&words);
        let times = self.numbers.iter().filter(|number| matches!(number.unit, Unit::Time(_)));
        let near =
            times.filter_map(|number| Some((distance(&self.extent(number), words.len(), &places)?, number)));
        let (_, number) =
            near.filter(|(distance, _)| *distance <= REACH).min_by_key(|(distance, _)| *distance)?;
        Some(Beside {
            readings: number.readings(true),
            line: self.line_of(number),
            after: String::new(),
            written: self.written(number),
        })
    }

    /// Whether the words stand on the line of this number, before the sentence ends.
    pub(super) fn names_on_line(&self, line: usize, words: &str) -> bool {
        let own = self.lines.iter().position(|(_, number)| *number == line);
        let Some(index) = own else { return false };
        let start = self.rank[self.lines[index].0];
        let end = self.lines.get(index + 1).map_or(self.dense.len(), |(next, _)| self.rank[*next]);
        let words = dense(words);
        !words.is_empty() && self.dense[start..end].windows(words.len()).any(|window| window == words)
    }

    /// The anchors without a number of their own, and where each stands.
    fn words(&self, anchors: &[&str], value: i64, seconds: bool) -> Vec<(usize, Vec<usize>)> {
        let others = anchors.iter().filter(|anchor| Template::new(anchor, value, seconds).is_none());
        let (bare, numbered): (Vec<&str>, Vec<&str>) =
            others.partition(|anchor| !anchor.chars().any(|character| character.is_ascii_digit()));
        let chosen = if bare.is_empty() { numbered } else { bare };
        let found = chosen.into_iter().map(|anchor| {
            let words = dense(anchor);
            (words.len(), self.places(&words))
        });
        found.filter(|(_, places)| !places.is_empty()).collect()
    }

    fn fitting(&self, template: &Template, words: &[(usize, Vec<usize>)], seconds: bool) -> Option<Beside> {
        let candidates = (0..self.numbers.len()).filter(|index| template.fits(self, *index));
        let near = |index: &usize| {
            let extent = self.extent(&self.numbers[*index]);
            let nearest: Vec<usize> =
                words.iter().filter_map(|(length, places)| distance(&extent, *length, places)).collect();
            if template.words() == 0 && !template.has_unit() {
                let closest = *nearest.iter().min()?;
                if closest > REACH || self.line_breaks(&extent, words) {
                    return None;
                }
            }
            Some(nearest.iter().sum::<usize>())
        };
        let best = candidates.filter_map(|index| Some((near(&index)?, index))).min()?;
        let number = &self.numbers[best.1];
        let after = self.dense.iter().skip(self.rank[number.end]).take(30).collect();
        Some(Beside {
            readings: number.readings(seconds),
            line: self.line_of(number),
            after,
            written: self.written(number),
        })
    }

    /// Whether a full stop parts the number from every anchor.
    fn line_breaks(&self, extent: &std::ops::Range<usize>, words: &[(usize, Vec<usize>)]) -> bool {
        !words.iter().any(|(length, places)| {
            places.iter().any(|place| {
                let end = place + length;
                let between = if end <= extent.start {
                    end..extent.start
                } else {
                    extent.end..(*place).max(extent.end)
                };
                !self.dense.get(between).is_some_and(|between| between.contains(&'。'))
            })
        })
    }
}

/// How far a number is from the nearest of these places. What follows the words is nearer.
fn distance(extent: &std::ops::Range<usize>, length: usize, places: &[usize]) -> Option<usize> {
    let each = places.iter().map(|place| {
        let end = place + length;
        if end <= extent.start {
            extent.start - end
        } else if *place >= extent.end {
            (place - extent.end) * 2 + 1
        } else {
            0
        }
    });
    each.min()
}
