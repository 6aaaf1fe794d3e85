//! Why two signatures differ, told from the two texts that were signed.

/// How much of each text is shown from the first difference on, in characters.
const SHOWN: usize = 32;

/// Says where the text that we signed first differs from the one that the server signed, or that the secret is
/// wrong because the texts do not differ.
///
/// The excerpts are parts of what was given: take secrets out of both texts first.
///
/// ```
/// use bindery_runtime::protocol::explain_difference;
///
/// let ours = "GET&%2F&AccessKeyId%3DEXAMPLE-ID%26Action%3DPush";
/// assert_eq!(explain_difference(ours, ours), "the server signed the same text: the secret is wrong");
/// assert_eq!(
///     explain_difference(ours, "POST&%2F&AccessKeyId%3DEXAMPLE-ID%26Action%3DPush"),
///     "the signed texts differ from character 1 on: ours has \"GET&%2F&AccessKeyId%3DEXAMPLE-ID\", \
///      the server's has \"POST&%2F&AccessKeyId%3DEXAMPLE-I\"",
/// );
/// ```
pub fn explain_difference(ours: &str, theirs: &str) -> String {
    if ours == theirs {
        return "the server signed the same text: the secret is wrong".to_owned();
    }
    let same = ours.chars().zip(theirs.chars()).take_while(|(our, their)| our == their);
    let (count, length) = same.fold((0, 0), |(count, length), (c, _)| (count + 1, length + c.len_utf8()));
    let (ours, theirs) = (rest(&ours[length..]), rest(&theirs[length..]));
    let at = count + 1;
    format!("the signed texts differ from character {at} on: ours has {ours}, the server's has {theirs}")
}

/// What follows the first difference, quoted.
fn rest(text: &str) -> String {
    if text.is_empty() {
        return "ended".to_owned();
    }
    let shown: String = text.chars().take(SHOWN).collect();
    format!("{shown:?}")
}

#[cfg(test)]
mod tests {
    use super::explain_difference;

    #[test]
    fn a_text_that_ends_early_is_told() {
        assert_eq!(
            explain_difference("a=1&b=2", "a=1"),
            "the signed texts differ from character 4 on: ours has \"&b=2\", the server's has ended",
        );
    }

    #[test]
    fn characters_are_counted_not_bytes() {
        let explained = explain_difference("推送a", "推送b");
        assert!(explained.contains("from character 3 on"), "{explained}");
    }
}
