//! Wire names as Rust names.

mod codes;
mod taken;

pub use self::codes::code_constants;
pub use self::taken::{Role, is_taken};

use heck::{ToPascalCase as _, ToShoutySnakeCase as _, ToSnakeCase as _};
use std::borrow::Cow;

/// Words whose letters do not tell where they end, and how they are written in Rust.
///
/// One that a single service uses belongs in the `names` of its `service.json`.
const ODD_WORDS: &[(&str, &str)] = &[
    ("APIs", "apis"),
    ("APNs", "apns"),
    ("IDs", "ids"),
    ("IPs", "ips"),
    ("IPv4", "ipv4"),
    ("IPv6", "ipv6"),
    ("MeiZu", "meizu"),
    ("OAuth", "oauth"),
    ("QoS", "qos"),
    ("URLs", "urls"),
    ("VoIP", "voip"),
    ("WiFi", "wifi"),
    ("XiaoMi", "xiaomi"),
    ("iOS", "ios"),
];

/// Words of the language that a raw identifier may be.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Words of the language that not even a raw identifier may be.
const HARD_KEYWORDS: &[&str] = &["_", "Self", "crate", "self", "super"];

/// Turns wire names into Rust names, with the odd words of one service.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Longest first, so that a word within another is not found in its place.
    odd: Vec<(String, String)>,
}

impl Names {
    /// The rule for a service with these odd words: how they are written on the wire and in Rust.
    pub fn new<'w>(words: impl IntoIterator<Item = (&'w str, &'w str)>) -> Self {
        let common = ODD_WORDS.iter().copied();
        let mut odd: Vec<(String, String)> =
            common.chain(words).map(|(wire, rust)| (wire.to_owned(), rust.to_owned())).collect();
        odd.sort_by(|left, right| right.0.len().cmp(&left.0.len()).then_with(|| left.cmp(right)));
        Self { odd }
    }

    /// A field or function: `content-available` becomes `content_available`, `type` becomes `r#type`.
    pub fn field(&self, wire: &str) -> String {
        raw(lead(self.split(wire).to_snake_case()))
    }

    /// A module, which is a file as well and so cannot be a raw identifier: `move` becomes `move_`.
    pub fn module(&self, wire: &str) -> String {
        let name = lead(self.split(wire).to_snake_case());
        let is_word = KEYWORDS.contains(&&*name) || HARD_KEYWORDS.contains(&&*name);
        if is_word { name + "_" } else { name }
    }

    /// A type or variant: `time-sensitive` becomes `TimeSensitive`.
    pub fn pascal(&self, wire: &str) -> String {
        let name = lead(self.split(wire).to_pascal_case());
        if HARD_KEYWORDS.contains(&&*name) { name + "_" } else { name }
    }

    /// A static: `send-message` becomes `SEND_MESSAGE`.
    pub fn shouty(&self, wire: &str) -> String {
        lead(self.split(wire).to_shouty_snake_case())
    }

    /// The name with its odd words set apart, so that their letters cut no words.
    fn split<'w>(&self, wire: &'w str) -> Cow<'w, str> {
        if !self.odd.iter().any(|(odd, _)| wire.contains(&**odd)) {
            return Cow::Borrowed(wire);
        }
        let mut split = String::with_capacity(wire.len() + 8);
        let mut rest = wire;
        while let Some(next) = rest.chars().next() {
            let odd =
                self.odd.iter().find(|(odd, _)| rest.starts_with(&**odd) && stands_alone(wire, rest, odd));
            if let Some((odd, rust)) = odd {
                split.extend(["_", rust, "_"]);
                rest = &rest[odd.len()..];
            } else {
                split.push(next);
                rest = &rest[next.len_utf8()..];
            }
        }
        Cow::Owned(split)
    }
}

/// Whether the odd word that the rest begins with is a word there, and not a part of a longer one.
fn stands_alone(wire: &str, rest: &str, odd: &str) -> bool {
    let before = wire[..wire.len() - rest.len()].chars().next_back();
    let after = rest[odd.len()..].chars().next();
    let same_case = |beside: Option<char>, edge: Option<char>| match (beside, edge) {
        (Some(beside), Some(edge)) => {
            beside.is_lowercase() && edge.is_lowercase() || beside.is_uppercase() && edge.is_uppercase()
        }
        _ => false,
    };
    !same_case(before, odd.chars().next()) && !after.is_some_and(char::is_lowercase)
}

/// A name that begins with a digit gets an underscore before it.
fn lead(name: String) -> String {
    if name.starts_with(|first: char| first.is_ascii_digit()) { format!("_{name}") } else { name }
}

fn raw(name: String) -> String {
    if KEYWORDS.contains(&&*name) {
        format!("r#{name}")
    } else if HARD_KEYWORDS.contains(&&*name) {
        name + "_"
    } else {
        name
    }
}

/// Puts a Rust name that a specification chose itself into the form of an identifier.
pub fn chosen(name: &str) -> String {
    raw(name.to_owned())
}

/// Whether the name is an identifier of ASCII letters, so that it neither breaks the code nor looks
/// like another.
pub fn is_identifier(name: &str) -> bool {
    let name = name.strip_prefix("r#").unwrap_or(name);
    let mut bytes = name.bytes();
    let first =
        bytes.next().is_some_and(|first| first.is_ascii_alphabetic() || (first == b'_' && name.len() > 1));
    first && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        Names::new([("*", "star"), ("HmOS", "hmos")])
    }

    #[test]
    fn fields_are_snake_case() {
        for (wire, rust) in [
            ("fooBar", "foo_bar"),
            ("content-available", "content_available"),
            ("auditResponse", "audit_response"),
            ("iOSBadge", "ios_badge"),
            ("AndroidXiaoMiActivity", "android_xiaomi_activity"),
            ("voip_extraData", "voip_extra_data"),
            ("MessageId", "message_id"),
            ("QoSLevel", "qos_level"),
            ("iOSApnsEnv", "ios_apns_env"),
            ("APNsEnv", "apns_env"),
            ("AndroidOPPOCategory", "android_oppo_category"),
            ("MsgIDs", "msg_ids"),
            ("PushIDsOf", "push_ids_of"),
            ("notification_3rd_ver", "notification_3rd_ver"),
            ("launch-image", "launch_image"),
            ("HmOSAction", "hmos_action"),
            ("a.b", "a_b"),
            ("3rd", "_3rd"),
            ("type", "r#type"),
            ("Match", "r#match"),
            ("self", "self_"),
            ("Crate", "crate_"),
            ("URL", "url"),
        ] {
            assert_eq!(names().field(wire), rust);
        }
    }

    #[test]
    fn types_and_variants_are_pascal_case() {
        for (wire, rust) in [
            ("time-sensitive", "TimeSensitive"),
            ("DEVICE_REMINDER", "DeviceReminder"),
            ("iOS", "Ios"),
            ("IosAlert", "IosAlert"),
            ("first_ospush", "FirstOspush"),
            ("*", "Star"),
            ("self", "Self_"),
            ("0", "_0"),
            ("message.produce", "MessageProduce"),
        ] {
            assert_eq!(names().pascal(wire), rust);
        }
    }

    #[test]
    fn statics_and_modules_have_their_case() {
        assert_eq!(names().shouty("send-message"), "SEND_MESSAGE");
        assert_eq!(names().module("Move"), "move_");
        assert_eq!(names().module("taobao.tmc.message.produce"), "taobao_tmc_message_produce");
    }

    #[test]
    fn odd_words_inside_longer_ones_are_left_alone() {
        assert_eq!(names().field("QoSet"), "qo_set");
        assert_eq!(names().field("radiOSet"), "radi_o_set");
    }

    #[test]
    fn keywords_are_those_of_the_language() {
        // syn does not know yet that the edition of 2024 keeps `gen`.
        for word in KEYWORDS.iter().chain(HARD_KEYWORDS).filter(|word| **word != "gen") {
            assert!(syn::parse_str::<syn::Ident>(word).is_err(), "{word}");
        }
        for word in KEYWORDS {
            assert!(syn::parse_str::<syn::Ident>(&raw((*word).to_owned())).is_ok(), "{word}");
        }
    }

    #[test]
    fn identifiers_are_plain_ascii() {
        assert!(is_identifier("r#type") && is_identifier("_3rd"));
        for name in ["", "_", "r#", "a b", "北京", "1a", "a\"", "a*/"] {
            assert!(!is_identifier(name), "{name}");
        }
    }
}
