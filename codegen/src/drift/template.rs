//! An anchor with a number in it, and where on a page its words stand around another number.

use super::number::{Number, Unit};
use super::region::Region;

/// An anchor with a number in it: the words around, and which of its numbers is meant.
#[derive(Debug)]
pub(super) struct Template {
    /// The words before, between and after the numbers, without blanks.
    words: Vec<Vec<char>>,
    /// Which number is meant.
    target: usize,
    /// The unit of the number that is meant.
    unit: Unit,
}

impl Template {
    pub(super) fn new(anchor: &str, value: i64, seconds: bool) -> Option<Self> {
        let region = Region::new([(0, anchor)]);
        let is_meant = |number: &Number| number.readings(seconds).contains(&value);
        // The later one of a range such as 1~1 would be as good.
        let target = region.all_numbers().iter().position(is_meant)?;
        let mut words = Vec::new();
        let mut from = 0;
        for number in region.all_numbers() {
            let extent = region.extent(number);
            words.push(region.dense()[from..extent.start].to_vec());
            from = extent.end;
        }
        words.push(region.dense()[from..].to_vec());
        Some(Self { words, target, unit: region.all_numbers()[target].unit })
    }

    /// How many letters there are around the number; signs say nothing of where it is.
    pub(super) fn words(&self) -> usize {
        self.words.iter().flatten().filter(|character| character.is_alphanumeric()).count()
    }

    pub(super) fn has_unit(&self) -> bool {
        self.unit != Unit::Plain
    }

    /// Whether the number of this index stands where the anchor says.
    pub(super) fn fits(&self, region: &Region, index: usize) -> bool {
        let Some(first) = index.checked_sub(self.target) else { return false };
        let count = self.words.len() - 1;
        let Some(numbers) = region.all_numbers().get(first..first + count) else { return false };
        let meant = &numbers[self.target];
        let is_alike = match self.unit {
            Unit::Time(_) => matches!(meant.unit, Unit::Time(_)),
            Unit::Plain => self.words() > 0 || !matches!(meant.unit, Unit::Time(_)) || count > 1,
            Unit::Size(_) => !matches!(meant.unit, Unit::Time(_)),
        };
        let extents: Vec<_> = numbers.iter().map(|number| region.extent(number)).collect();
        let (Some(start), Some(end)) = (extents.first(), extents.last()) else { return false };
        let between = extents.windows(2).zip(&self.words[1..]);
        is_alike
            && region.dense()[..start.start].ends_with(&self.words[0])
            && region.dense()[end.end..].starts_with(&self.words[count])
            && between
                .into_iter()
                .all(|(pair, words)| alike(&region.dense()[pair[0].end..pair[1].start], words))
    }
}

/// Whether the words between two numbers are the same; the signs of a range are.
fn alike(here: &[char], wanted: &[char]) -> bool {
    let is_range = |words: &[char]| matches!(words, ['~' | '-' | '至' | '到'] | ['t', 'o']);
    here == wanted || (is_range(here) && is_range(wanted))
}
