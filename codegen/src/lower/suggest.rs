//! "Did you mean": the known word that is nearest to an unknown one.

/// Longer words than this are not compared, so that hostile ones cost nothing.
const LONGEST: usize = 64;

/// The known word that differs least, if it differs by little enough to be meant.
pub(super) fn did_you_mean<'w>(word: &str, known: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    if word.len() > LONGEST {
        return None;
    }
    let near = known.map(|known| (distance(word, known), known)).min_by_key(|(distance, _)| *distance);
    near.filter(|(distance, known)| {
        *distance <= known.len().min(word.len()) / 3 + 1 && *distance < known.len()
    })
    .map(|(_, known)| known)
}

/// How many letters must be changed, added, taken away or swapped, letter case aside.
fn distance(left: &str, right: &str) -> usize {
    let fold = |text: &str| -> Vec<char> { text.chars().map(|letter| letter.to_ascii_lowercase()).collect() };
    let (left, right) = (fold(left), fold(right));
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (row, &one) in left.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, &other) in right.iter().enumerate() {
            let mut least = (above[column] + usize::from(one != other))
                .min(above[column + 1] + 1)
                .min(current[column] + 1);
            let swapped = row > 0 && column > 0 && one == right[column - 1] && left[row - 1] == other;
            if swapped {
                least = least.min(before[column - 1] + 1);
            }
            current.push(least);
        }
        before = std::mem::replace(&mut above, current);
    }
    above[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_meant_and_far_ones_are_not() {
        let known = ["max_length", "min_length", "pattern", "source"];
        let meant = |word| did_you_mean(word, known.into_iter());
        assert_eq!(meant("max_lenght"), Some("max_length"));
        assert_eq!(meant("Source"), Some("source"));
        assert_eq!(meant("patern"), Some("pattern"));
        assert_eq!(meant("quota"), None);
        assert_eq!(meant(""), None);
    }
}
