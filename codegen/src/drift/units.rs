//! The units and multipliers behind the numbers of a page.

/// A year may be meant with 366 days, and is then still the same year.
pub(super) const YEAR: i64 = 31_536_000;
/// A year with a day more.
pub(super) const LEAP_YEAR: i64 = 31_622_400;
/// A month of thirty days.
pub(super) const MONTH: i64 = 2_592_000;

const MULTIPLIERS: [(&str, f64); 13] = [
    ("thousand", 1e3),
    ("million", 1e6),
    ("ribu", 1e3),
    ("juta", 1e6),
    ("万", 1e4),
    ("萬", 1e4),
    ("만", 1e4),
    ("亿", 1e8),
    ("億", 1e8),
    ("千", 1e3),
    ("천", 1e3),
    ("百", 1e2),
    ("백", 1e2),
];

const SIZES: [(&str, u32); 9] =
    [("kib", 1), ("mib", 2), ("gib", 3), ("kb", 1), ("mb", 2), ("gb", 3), ("k", 1), ("m", 2), ("g", 3)];

const TIMES: [(&str, i64); 73] = [
    ("seconds", 1),
    ("second", 1),
    ("secs", 1),
    ("sec", 1),
    ("detik", 1),
    ("秒钟", 1),
    ("秒", 1),
    ("초", 1),
    ("minutes", 60),
    ("minute", 60),
    ("mins", 60),
    ("min", 60),
    ("menit", 60),
    ("分钟", 60),
    ("分鐘", 60),
    ("分間", 60),
    ("分", 60),
    ("분", 60),
    ("hours", 3600),
    ("hour", 3600),
    ("jam", 3600),
    ("小时", 3600),
    ("小時", 3600),
    ("時間", 3600),
    ("시간", 3600),
    ("days", 86400),
    ("day", 86400),
    ("hari", 86400),
    ("天", 86400),
    ("日間", 86400),
    ("日", 86400),
    ("일", 86400),
    ("weeks", 604_800),
    ("week", 604_800),
    ("minggu", 604_800),
    ("周", 604_800),
    ("months", MONTH),
    ("month", MONTH),
    ("bulan", MONTH),
    ("个月", MONTH),
    ("heures", 3600),
    ("heure", 3600),
    ("horas", 3600),
    ("hora", 3600),
    ("stunden", 3600),
    ("stunde", 3600),
    ("часов", 3600),
    ("часа", 3600),
    ("час", 3600),
    ("giờ", 3600),
    ("hrs", 3600),
    ("hr", 3600),
    ("h", 3600),
    ("jours", 86400),
    ("jour", 86400),
    ("días", 86400),
    ("día", 86400),
    ("dias", 86400),
    ("tage", 86400),
    ("tag", 86400),
    ("дней", 86400),
    ("дня", 86400),
    ("день", 86400),
    ("ngày", 86400),
    ("วัน", 86400),
    ("ชั่วโมง", 3600),
    ("d", 86400),
    ("s", 1),
    ("years", YEAR),
    ("year", YEAR),
    ("tahun", YEAR),
    ("年", YEAR),
    ("년", YEAR),
];

/// What the number that ends here is multiplied by, and where the word for it ends.
pub(super) fn multiplier(text: &[char], end: usize) -> (f64, usize) {
    let at = skip_blanks(text, end);
    let found = MULTIPLIERS.iter().find(|(word, _)| starts(text, at, word));
    found.map_or((1.0, end), |(word, factor)| (*factor, at + word.chars().count()))
}

/// The seconds of the unit of time behind a number, and where it ends.
pub(super) fn time(text: &[char], end: usize) -> Option<(i64, usize)> {
    let mut at = skip_blanks(text, end);
    if text.get(at) == Some(&'-') {
        at += 1;
    }
    if matches!(text.get(at), Some('个' | '個')) && text.get(at + 1) != Some(&'月') {
        at = skip_blanks(text, at + 1);
    }
    let (word, seconds) = TIMES.iter().find(|(word, _)| is_unit(text, at, word))?;
    Some((*seconds, at + word.chars().count()))
}

/// The power of a thousand of the unit of size behind a number, and where it ends.
pub(super) fn size(text: &[char], end: usize) -> Option<(u32, usize)> {
    let at = skip_blanks(text, end);
    let (word, power) = SIZES.iter().find(|(word, _)| is_unit(text, at, word))?;
    Some((*power, at + word.len()))
}

fn is_unit(text: &[char], at: usize, word: &str) -> bool {
    let end = at + word.chars().count();
    starts(text, at, word) && !(word.is_ascii() && word_goes_on(text, end))
}

/// Whether a letter or digit follows.
pub(super) fn word_goes_on(text: &[char], end: usize) -> bool {
    text.get(end).is_some_and(|next| next.is_ascii_alphanumeric() || *next == '_')
}

/// Whether the text has this word here.
pub(super) fn starts(text: &[char], at: usize, word: &str) -> bool {
    let mut rest = text.iter().skip(at);
    word.chars().all(|character| rest.next() == Some(&character))
}

/// Where the blanks from here on end.
pub(super) fn skip_blanks(text: &[char], at: usize) -> usize {
    at + text.iter().skip(at).take_while(|character| **character == ' ').count()
}
