//! The shape of a specification: which keys an object takes, and what stands under each.
//!
//! There is one table of keys, in [`keys`](super::keys). The reader checks files against it, and the
//! JSON Schemas for editors are written from it, so the two cannot differ.

/// An object of the format.
#[derive(Debug)]
pub struct Form {
    /// What it is called in messages and in the schema: `limit`.
    pub name: &'static str,
    /// What it is, in one sentence.
    pub doc: &'static str,
    /// The keys that it takes.
    pub keys: &'static [Key],
    /// Of these keys exactly one must be there; empty if there is no such choice.
    pub one_of: &'static [&'static str],
}

impl Form {
    /// Its name with the article that English wants.
    pub fn with_article(&self) -> String {
        let article = if self.name.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
        format!("{article} {}", self.name)
    }

    /// The key of this name.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

/// A key of an object.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// The key as it is written.
    pub name: &'static str,
    /// What it is, in one sentence.
    pub doc: &'static str,
    /// What stands under it.
    pub takes: Takes,
    /// Whether the object must have it.
    pub required: bool,
    /// The keys of which one must stand beside it; empty if it may stand alone.
    pub beside: &'static [&'static str],
    /// Whether those keys in turn need this one.
    pub needed: bool,
}

impl Key {
    /// An optional key.
    pub const fn new(name: &'static str, takes: Takes, doc: &'static str) -> Self {
        Self { name, doc, takes, required: false, beside: &[], needed: false }
    }

    /// The same key, required.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The same key, which has a meaning only beside one of these.
    pub const fn beside(mut self, keys: &'static [&'static str]) -> Self {
        self.beside = keys;
        self
    }

    /// The same key, which each of those beside it needs.
    pub const fn needed(mut self) -> Self {
        self.needed = true;
        self
    }
}

/// Most characters of an anchor. It has to be found again on its page, not to be read instead of it.
pub const MAX_ANCHOR: u32 = 60;

/// What stands under a key.
#[derive(Clone, Copy, Debug)]
pub enum Takes {
    /// Text of one line, not empty.
    Text,
    /// A few words of a page: text of one line with at most [`MAX_ANCHOR`] characters.
    Anchor,
    /// Any text, line breaks and emptiness included.
    Content,
    /// This text and no other.
    Exactly(&'static str),
    /// One of these words.
    Word(&'static [&'static str]),
    /// `true`; its absence is the other case.
    True,
    /// `true` or `false`.
    Flag,
    /// A whole number from this to 4,294,967,295.
    Count(u32),
    /// A whole number of 64 bits.
    Integer,
    /// A number.
    Number,
    /// Any value: an example or default.
    Any,
    /// A list of at least one of these.
    List(&'static Takes),
    /// A list of any number of these, none included.
    Some(&'static Takes),
    /// An object with free keys.
    Map(&'static Takes),
    /// An object of this form.
    Object(&'static Form),
    /// One of these, told apart by their JSON types.
    Either(&'static [Takes]),
}

impl Takes {
    /// What it takes, in words that follow "expected".
    pub fn words(&self) -> String {
        match self {
            Takes::Text | Takes::Anchor | Takes::Content | Takes::Exactly(_) | Takes::Word(_) => {
                "text".to_owned()
            }
            Takes::True => "`true`".to_owned(),
            Takes::Flag => "`true` or `false`".to_owned(),
            Takes::Count(_) | Takes::Integer => "a whole number".to_owned(),
            Takes::Number => "a number".to_owned(),
            Takes::Any => "any value".to_owned(),
            Takes::List(_) | Takes::Some(_) => "a list".to_owned(),
            Takes::Map(_) | Takes::Object(_) => "an object".to_owned(),
            Takes::Either(choices) => {
                let choices: Vec<String> = choices.iter().map(Takes::words).collect();
                choices.join(" or ")
            }
        }
    }
}
