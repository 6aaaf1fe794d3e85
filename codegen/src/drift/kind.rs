//! The types that pages name, and which of them a specification's type is.

/// The type of a member as a page names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Text.
    Text,
    /// An integer of 32 bits.
    Int32,
    /// An integer of 64 bits.
    Int64,
    /// A number without a stated width.
    Number,
    /// A number with a fraction.
    Float,
    /// True or false.
    Bool,
    /// A list of this, if the page says of what.
    List(Option<Box<Kind>>),
    /// An object.
    Object,
    /// A map with text keys.
    Map,
    /// A file.
    File,
    /// Nothing that is understood, and so nothing that can differ.
    Unknown,
}

impl Kind {
    /// The type of this name, if it is a name of a type.
    pub(crate) fn named(text: &str) -> Option<Self> {
        let lower = text.trim().trim_matches(['`', '*']).to_lowercase();
        if let Some(inner) = lower.strip_suffix("[]") {
            let inner = inner.trim();
            let kind = if inner == "byte" { Self::File } else { Self::list(inner) };
            return (!inner.is_empty()).then_some(kind);
        }
        let inner = ["array<", "list<", "array of ", "list of ", "set<"]
            .iter()
            .find_map(|start| lower.strip_prefix(start));
        if let Some(inner) = inner {
            return Some(Self::list(inner.trim_end_matches('>').trim_end_matches('s')));
        }
        Some(match lower.as_str() {
            "string" | "str" | "text" | "date" | "datetime" | "timestamp" | "字符串" | "文本" | "文字列"
            | "chaîne" | "cadena" | "varchar" => Self::Text,
            "integer" | "int" | "int32" | "整型" | "整数" | "整數" | "整数型" | "정수" | "entier"
            | "entero" | "bilangan bulat" => Self::Int32,
            "long" | "int64" | "长整型" | "長整數" | "bigint" => Self::Int64,
            "number" | "numeric" | "price" | "数字" | "数值" => Self::Number,
            "float" | "double" | "decimal" | "浮点型" | "浮点数" => Self::Float,
            "boolean" | "bool" | "布尔" | "布尔型" | "布尔值" | "布林" | "booléen" | "booleano"
            | "ブール値" | "부울" => Self::Bool,
            "array" | "list" | "数组" | "列表" | "數組" | "陣列" | "配列" | "배열" => {
                Self::List(None)
            }
            "object" | "struct" | "对象" | "結構" | "结构体" | "物件" | "オブジェクト" | "개체" | "objet"
            | "objeto" => Self::Object,
            "map" | "dict" => Self::Map,
            "file" | "binary" => Self::File,
            "any" | "json" => Self::Unknown,
            other if other.starts_with("map<") || other.starts_with("object<") => Self::Map,
            _ => return None,
        })
    }

    fn list(inner: &str) -> Self {
        Self::List(Some(Box::new(Self::named(inner).unwrap_or(Self::Object))))
    }

    /// The type as a specification writes it.
    pub(crate) fn spec_type(&self) -> String {
        let word = match self {
            Self::Text => "string",
            Self::Int32 => "int32",
            Self::Int64 | Self::Number => "int64",
            Self::Float => "double",
            Self::Bool => "bool",
            Self::File => "file",
            Self::List(inner) => {
                let inner = inner.as_ref().map_or_else(|| "string".to_owned(), |inner| inner.spec_type());
                return format!("list<{inner}>");
            }
            Self::Object => "object",
            Self::Map => "map<string>",
            Self::Unknown => "json",
        };
        word.to_owned()
    }
}
