//! Whether a page says that something is out of use.

/// Words that say so by themselves, of whatever they stand beside.
const STRONG: [&str; 35] = [
    "废弃",
    "弃用",
    "廢棄",
    "棄用",
    "已过时",
    "deprecated",
    "obsolete",
    "discontinued",
    "phased out",
    "no longer used",
    "no longer in use",
    "no longer supported",
    "no longer maintained",
    "no longer available",
    "no longer recommended",
    "not recommended",
    "end of life",
    "usang",
    "tidak digunakan lagi",
    "tidak lagi digunakan",
    "tidak lagi didukung",
    "tidak didukung lagi",
    "tidak direkomendasikan",
    "tidak disarankan",
    "dihentikan",
    "ditinggalkan",
    "非推奨",
    "廃止",
    "더 이상 사용되지",
    "사용 중단",
    "obsoleto",
    "obsolète",
    "veraltet",
    "устарел",
    "не рекомендуется",
];

/// Words that may as well be said of a device or an account, and count only beside what a page describes.
const WEAK: [&str; 26] = [
    "下线",
    "停用",
    "停止维护",
    "不再维护",
    "停止使用",
    "停止服务",
    "停止支持",
    "不再支持",
    "不再使用",
    "不再提供",
    "不再生效",
    "不再推荐",
    "不推荐",
    "不建议使用",
    "不建议继续使用",
    "请勿使用",
    "下架",
    "retired",
    "sunset",
    "removed",
    "提供終了",
    "サポート終了",
    "使用されなくな",
    "推奨されません",
    "지원 종료",
    "지원되지 않",
];

/// Words before which another thing is what is out of use.
const OF_ANOTHER: [&str; 14] = [
    "replac",
    "替代",
    "代替",
    "取代",
    "instead of",
    "not ",
    "未",
    "并未",
    "没有",
    "不会",
    "never ",
    "会被",
    "menggantikan",
    "belum ",
];

/// Words that name the operation of the page.
const THIS_OPERATION: [&str; 34] = [
    "本接口",
    "该接口",
    "此接口",
    "本api",
    "该api",
    "此api",
    "本 api",
    "该 api",
    "此 api",
    "接口已",
    "api已",
    "接口即将",
    "api即将",
    "接口将",
    "本操作",
    "该操作",
    "this operation",
    "this api",
    "the operation",
    "this interface",
    "this method",
    "operasi ini",
    "api ini",
    "antarmuka ini",
    "このapi",
    "この api",
    "この操作",
    "이 작업",
    "이 api",
    "esta operación",
    "esta api",
    "diese operation",
    "cette opération",
    "esta operação",
];

/// Words that name the member of the row.
const THIS_MEMBER: [&str; 24] = [
    "参数",
    "字段",
    "属性",
    "取值",
    "參數",
    "欄位",
    "入参",
    "出参",
    "返回值",
    "this parameter",
    "this field",
    "the parameter",
    "the field",
    "this value",
    "parameter ini",
    "field ini",
    "bidang ini",
    "このパラメータ",
    "このフィールド",
    "이 매개변수",
    "este parámetro",
    "dieser parameter",
    "ce paramètre",
    "этот параметр",
];

/// Whether a sentence of a row says that its member is out of use.
pub(crate) fn says_deprecated(sentence: &str) -> bool {
    let sentence = sentence.to_lowercase();
    let is_strong = find(&sentence, &STRONG)
        .is_some_and(|(at, word)| !is_of_another(&sentence[..at]) && !describes_another(&sentence, at, word));
    is_strong
        || is_said_of(&sentence, &THIS_MEMBER)
        || asks_to_leave(&sentence, &THIS_MEMBER)
        || is_all(&sentence)
}

/// Whether a sentence of a page's introduction says that the operation is out of use.
pub(crate) fn operation_is_deprecated(sentence: &str, operation: &str) -> bool {
    let lower = sentence.to_lowercase();
    let operation = operation.to_lowercase();
    let names: Vec<&str> = THIS_OPERATION.iter().copied().chain([operation.as_str()]).collect();
    is_said_of(&lower, &names) || asks_to_leave(&lower, &names) || is_all(&lower) || is_marked(&lower)
}

/// Whether one of these names stands before the words, as their subject, or right after them, as their object.
fn is_said_of(sentence: &str, names: &[&str]) -> bool {
    const BETWEEN: usize = 12;
    let Some((at, word)) = find(sentence, &STRONG).or_else(|| find(sentence, &WEAK)) else { return false };
    if is_of_another(&sentence[..at]) || describes_another(sentence, at, word) {
        return false;
    }
    let after: String = sentence[at + word.len()..].chars().take(BETWEEN).collect();
    let is_asked = ["不再", "不推荐", "不建议", "停止", "请勿", "not recommended"]
        .iter()
        .any(|ask| word.starts_with(ask));
    // `do not use this operation any more`: what is asked names it behind.
    let is_object = is_asked && names.iter().any(|name| after.contains(name));
    is_object || names.iter().any(|name| holds_name(&sentence[..at], name))
}

/// Whether it is advised to use one of these no longer.
fn asks_to_leave(sentence: &str, names: &[&str]) -> bool {
    let asked = ["no longer use", "do not use", "stop using", "jangan gunakan"];
    let after = asked.iter().find_map(|ask| sentence.split_once(ask)).map(|(_, after)| after.trim_start());
    after.is_some_and(|after| names.iter().any(|name| after.starts_with(name)))
}

/// Whether a text holds a name as a word of its own.
fn holds_name(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let is_part = |next: char| next.is_ascii_alphanumeric() || next == '_';
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        !before.is_some_and(|next| is_part(next) && name.is_ascii())
            && !after.is_some_and(|next| is_part(next) && name.is_ascii())
    })
}

/// The first of these words, and where it stands.
fn find(sentence: &str, words: &[&'static str]) -> Option<(usize, &'static str)> {
    words.iter().filter_map(|word| sentence.find(word).map(|at| (at, *word))).min()
}

fn is_of_another(before: &str) -> bool {
    OF_ANOTHER.iter().any(|word| before.contains(word))
}

/// Whether the words describe another thing: `已废弃的设备`, `deprecated topics`.
fn describes_another(sentence: &str, at: usize, word: &str) -> bool {
    const OWN: [&str; 16] = [
        "参数",
        "字段",
        "接口",
        "api",
        "parameter",
        "field",
        "operation",
        "method",
        "interface",
        "since",
        "and",
        "use",
        "in",
        "as",
        "by",
        "for",
    ];
    let after = &sentence[at + word.len()..];
    let before = sentence[..at].trim_end();
    let is_predicate = [" is", " are", " be", " been", " was", " ini", " sudah", " telah"]
        .iter()
        .any(|verb| before.ends_with(verb));
    let rest = after.strip_prefix('的').or_else(|| {
        let is_adjective = matches!(word, "deprecated" | "obsolete" | "discontinued" | "retired" | "usang");
        after.strip_prefix(' ').filter(|_| is_adjective && !is_predicate)
    });
    rest.is_some_and(|rest| {
        rest.starts_with(char::is_alphabetic) && !OWN.iter().any(|word| rest.starts_with(word))
    })
}

/// Whether a sentence has nothing but these words and their marks, such as `【已下线】`.
fn is_all(sentence: &str) -> bool {
    let Some((at, word)) = find(sentence, &STRONG).or_else(|| find(sentence, &WEAK)) else { return false };
    let is_mark = |next: char| !next.is_alphanumeric();
    let before = sentence[..at].trim_matches(is_mark).trim_start_matches(['即', '将', '已', '经', '被']);
    let after = sentence[at + word.len()..].trim_start_matches(['使', '用', '了']);
    before.is_empty()
        && !after.starts_with(|next: char| next.is_alphanumeric() || next == ' ')
        && !describes_another(sentence, at, word)
}

/// Whether a sentence begins with strong words in marks, or with such words and a colon.
fn is_marked(sentence: &str) -> bool {
    let Some((at, word)) = find(sentence, &STRONG).or_else(|| find(sentence, &WEAK)) else { return false };
    let before = sentence[..at].trim_end_matches(['已', '即', '将', '经', '被']);
    let after = sentence[at + word.len()..].trim_start();
    let is_open = before.ends_with(['【', '[', '(', '（']) && after.starts_with(['】', ']', ')', '）']);
    is_open || (before.trim().is_empty() && after.starts_with([':', '：', ',', '，']))
}

#[cfg(test)]
mod tests {
    use super::{operation_is_deprecated, says_deprecated};

    #[test]
    fn an_operation_is_out_of_use_if_the_page_says_it_of_itself() {
        for sentence in [
            "本接口已废弃",
            "【已废弃】",
            "该接口将于 2030 年下线",
            "SwitchLamps 接口已停用，请使用 DimLamps",
            "不推荐使用本接口",
            "This operation is deprecated",
            "[Deprecated]",
            "Deprecated: use DimLamps",
            "Operasi ini sudah usang",
            "We recommend that you no longer use this operation",
            "此API即将下线",
            "SwitchLamps is obsolete",
            "已废弃",
        ] {
            assert!(operation_is_deprecated(sentence, "SwitchLamps"), "{sentence}");
        }
        for sentence in [
            "旧接口 OldLamps 已废弃，请使用本接口",
            "本接口替代了已废弃的 OldLamps 接口",
            "已废弃的灯会被忽略",
            "灯已下线时不开",
            "Deprecated lamps are ignored",
            "This operation is not deprecated",
            "The old Lamps operation is deprecated",
            "本接口未废弃",
            "过期后消息会被废弃",
        ] {
            assert!(!operation_is_deprecated(sentence, "SwitchLamps"), "{sentence}");
        }
    }

    #[test]
    fn a_member_is_out_of_use_if_its_row_says_so() {
        for sentence in [
            "（已废弃）",
            "该参数已下线",
            "已弃用，请勿使用",
            "This parameter is no longer used",
            "Usang",
            "不再使用",
            "字段已停用",
            "不推荐使用，灯的编号",
        ] {
            assert!(says_deprecated(sentence), "{sentence}");
        }
        for sentence in [
            "设备已下线返回 false",
            "已下线的灯不返回",
            "已废弃的灯",
            "灯已停用时为 1",
            "未废弃",
            "deprecated lamps",
        ] {
            assert!(!says_deprecated(sentence), "{sentence}");
        }
    }
}
