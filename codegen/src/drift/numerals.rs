//! Numbers in digits, with their separators, and in Chinese characters.

/// The digits from here on, with their separators; no value for what is no number, such as a version.
pub(super) fn digits(text: &[char], start: usize) -> (Option<f64>, usize) {
    let mut end = start + run(text, start);
    let mut digits: String = text[start..end].iter().collect();
    let first = end - start;
    if first <= 3 && text[start] != '0' {
        while let Some(separator) = text.get(end)
            && matches!(separator, ',' | '.' | ' ' | '，' | '\'' | '’')
            && run(text, end + 1) == 3
            && (!matches!(separator, ' ' | '，') || text[end + 1..end + 4] == ['0'; 3])
        {
            digits.extend(&text[end + 1..end + 4]);
            end += 4;
        }
    }
    if text.get(end) == Some(&'.') && run(text, end + 1) > 0 {
        let fraction = run(text, end + 1);
        digits.push('.');
        digits.extend(&text[end + 1..=end + fraction]);
        end += 1 + fraction;
        if text.get(end) == Some(&'.') && run(text, end + 1) > 0 {
            // A version.
            let rest = text.iter().skip(end).take_while(|next| next.is_ascii_digit() || **next == '.');
            return (None, end + rest.count());
        }
    }
    (digits.parse().ok(), end)
}

fn run(text: &[char], start: usize) -> usize {
    text.iter().skip(start).take_while(|character| character.is_ascii_digit()).count()
}

/// Whether the digits end a name, such as `base64` or `iso-8601`.
pub(super) fn in_a_word(text: &[char], start: usize) -> bool {
    let before = |by: usize| start.checked_sub(by).map(|index| text[index]);
    match before(1) {
        Some(last) if last.is_ascii_alphanumeric() || last == '_' || last == '@' => true,
        Some('-' | '.' | '/') => {
            before(2).is_some_and(|last| last.is_ascii_alphanumeric() && !last.is_ascii_digit())
        }
        _ => false,
    }
}

/// A number in Chinese characters.
pub(super) fn chinese(text: &[char], start: usize) -> Option<(f64, usize)> {
    let digit = |character: char| "零一二三四五六七八九".chars().position(|digit| digit == character);
    let (mut total, mut pending, mut end) = (0_usize, None, start);
    while let Some(&character) = text.get(end) {
        let character = if character == '两' { '二' } else { character };
        if let Some(digit) = digit(character) {
            pending = Some(digit);
        } else {
            let unit = match character {
                '十' => 10,
                '百' => 100,
                '千' => 1000,
                '万' if total + pending.unwrap_or(0) > 0 => {
                    total = (total + pending.take().unwrap_or(0)) * 10_000;
                    end += 1;
                    continue;
                }
                _ => break,
            };
            total += pending.take().unwrap_or(1) * unit;
        }
        end += 1;
        if end - start > 8 {
            return None;
        }
    }
    let value = u32::try_from(total + pending.unwrap_or(0)).ok()?;
    (end > start).then_some((f64::from(value), end))
}
