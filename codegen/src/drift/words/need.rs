//! What a cell says of whether a parameter is required.

const REQUIRED: [&str; 34] = [
    "是",
    "必须",
    "必填",
    "必选",
    "必需",
    "必传",
    "必須",
    "必填项",
    "yes",
    "y",
    "required",
    "mandatory",
    "true",
    "√",
    "✓",
    "✔",
    "ya",
    "wajib",
    "harus",
    "diperlukan",
    "はい",
    "예",
    "필수",
    "sí",
    "si",
    "oui",
    "obligatorio",
    "obligatoire",
    "ja",
    "sim",
    "да",
    "có",
    "ใช่",
    "evet",
];

const OPTIONAL: [&str; 46] = [
    "否",
    "可选",
    "可選",
    "选填",
    "選填",
    "非必填",
    "非必须",
    "非必選",
    "非必选",
    "非必需",
    "非必传",
    "非必須",
    "不必填",
    "不必须",
    "不是必须",
    "特殊可选",
    "可空",
    "可为空",
    "no",
    "n",
    "optional",
    "not required",
    "false",
    "✗",
    "✘",
    "×",
    "tidak",
    "opsional",
    "tidak wajib",
    "tidak diperlukan",
    "いいえ",
    "任意",
    "オプション",
    "아니요",
    "아니오",
    "선택",
    "non",
    "opcional",
    "facultatif",
    "optionnel",
    "nein",
    "não",
    "нет",
    "không",
    "ไม่",
    "hayır",
];

/// Whether a cell says that a parameter is required.
pub(in crate::drift) fn required(cell: &str) -> Option<bool> {
    let lower =
        cell.trim().trim_matches(['*', '`', '【', '】', '[', ']', '(', ')', '。', '.', ' ']).to_lowercase();
    let one = |word: &str| {
        let is_of = |words: &[&str]| words.contains(&word);
        if is_of(&REQUIRED) { Some(true) } else { is_of(&OPTIONAL).then_some(false) }
    };
    // What stands in brackets explains the word before.
    let first = lower.split(['(', '（', '[', '【', '，', ',', '/']).next().unwrap_or_default().trim();
    one(&lower).or_else(|| one(first))
}

#[cfg(test)]
mod tests {
    use super::required;

    #[test]
    fn every_language_has_its_words() {
        for word in ["是", "必须", "YES", "Ya", "はい", "예", "Oui", "Да", "**是**", "是（条件必填）"]
        {
            assert_eq!(required(word), Some(true), "{word}");
        }
        for word in
            ["否", "非必填", "选填", "No (optional)", "Tidak", "いいえ", "Não", "Opsional", "特殊可选"]
        {
            assert_eq!(required(word), Some(false), "{word}");
        }
        for word in ["", "-", "string", "nothing", "yesterday", "0"] {
            assert_eq!(required(word), None, "{word}");
        }
    }
}
