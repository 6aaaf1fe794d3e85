//! The language of a page.

use crate::drift::page::Line;

/// Words of headings in languages that are written in Latin letters.
const LATIN: [(&str, [&str; 3]); 6] = [
    ("id", ["permintaan", "elemen respons", "kode kesalahan"]),
    ("es", ["parámetros de solicitud", "parámetros de la solicitud", "códigos de error"]),
    ("fr", ["paramètres de requête", "paramètres de la requête", "codes d'erreur"]),
    ("de", ["anforderungsparameter", "antwortparameter", "fehlercodes"]),
    ("pt", ["parâmetros de solicitação", "parâmetros de resposta", "códigos de erro"]),
    ("vi", ["tham số yêu cầu", "tham số phản hồi", "mã lỗi"]),
];

/// The language that the file names, or in which the lines are written.
pub(super) fn locale(text: &str, lines: &[Line]) -> String {
    if let Some(named) = named(text) {
        return named;
    }
    let holds = |is_of: fn(char) -> bool| lines.iter().any(|(_, line)| line.chars().any(is_of));
    if holds(|letter| matches!(letter, '\u{3041}'..='\u{30ff}')) {
        return "ja".to_owned();
    }
    if holds(|letter| matches!(letter, '\u{ac00}'..='\u{d7a3}')) {
        return "ko".to_owned();
    }
    if holds(|letter| matches!(letter, '\u{4e00}'..='\u{9fff}')) {
        return "zh".to_owned();
    }
    if holds(|letter| matches!(letter, '\u{400}'..='\u{4ff}')) {
        return "ru".to_owned();
    }
    let speaks = |words: &[&str]| {
        lines.iter().any(|(_, line)| words.iter().any(|word| line.to_lowercase().contains(word)))
    };
    let found = LATIN.iter().find(|(_, words)| speaks(words));
    found.map_or("en", |(language, _)| language).to_owned()
}

/// The language of `<html lang="zh-CN">`, as far as it may be a name.
fn named(text: &str) -> Option<String> {
    let (_, tag) = text.split_once("<html")?;
    let (tag, _) = tag.split_once('>')?;
    let (_, value) = tag.split_once("lang=")?;
    let value = value.trim_start_matches(['"', '\'']);
    let plain = |letter: &char| letter.is_ascii_alphanumeric() || *letter == '-';
    let value: String = value.chars().take_while(plain).collect();
    value.starts_with(|first: char| first.is_ascii_alphabetic()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::locale;

    #[test]
    fn a_language_is_told_by_its_letters_and_words() {
        for (text, expected) in [
            ("<html lang=\"zh-CN\">", "zh-CN"),
            ("请求参数", "zh"),
            ("リクエストパラメーター", "ja"),
            ("요청 파라미터", "ko"),
            ("Parameter permintaan", "id"),
            ("Paramètres de requête", "fr"),
            ("Request parameters", "en"),
        ] {
            assert_eq!(locale(text, &[(1, text.to_owned())]), expected, "{text}");
        }
    }
}
