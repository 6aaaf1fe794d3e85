//! What generated types implement: a struct gives access to its fields by index, and everything else
//! (checking, encoding, decoding, printing, comparing) is done once, here in the runtime.

mod print;
mod reach;

pub use self::print::debug;
pub(crate) use self::print::{Shown, debug_ref};
pub(crate) use self::reach::{has_secrets, shapes};

use crate::table::Shape;
use crate::value::{Content, File, FileRef, ListRef, Map, RecordRef, Value};
use std::fmt;

/// An object with known members. Implemented by [`record!`](macro@crate::record).
pub trait Record: Send + Sync + fmt::Debug {
    /// The table of its members.
    fn shape(&self) -> &'static Shape;

    /// The field at this index of the table.
    fn field(&self, index: usize) -> Option<&dyn Field>;

    /// The field at this index of the table, to be filled.
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Field>;
}

/// A field of a [`Record`]: a value, or none.
pub trait Field {
    /// The value, to be read.
    fn value(&self) -> Value<'_>;

    /// The value, to be filled. It is there from now on.
    fn fill(&mut self) -> Target<'_>;

    /// Becomes a field without a value again, when what was to fill it turned out to be unreadable.
    fn clear(&mut self);
}

impl<T: Element> Field for Option<T> {
    fn value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Absent, Element::value)
    }

    fn fill(&mut self) -> Target<'_> {
        self.get_or_insert_with(T::empty).target()
    }

    fn clear(&mut self) {
        *self = None;
    }
}

/// The type of a field's value or of a list's item.
pub trait Element: Sized {
    /// The value, to be read.
    fn value(&self) -> Value<'_>;

    /// The value, to be filled.
    fn target(&mut self) -> Target<'_>;

    /// A value to start from.
    fn empty() -> Self;
}

/// A value to be filled from an answer.
#[derive(Debug)]
pub enum Target<'a> {
    /// True or false.
    Bool(&'a mut bool),
    /// A whole number.
    Int(&'a mut i64),
    /// A number with a fraction.
    Float(&'a mut f64),
    /// Text.
    Text(&'a mut String),
    /// Text out of an enumeration.
    Word(&'a mut dyn Word),
    /// A file.
    File(&'a mut File),
    /// Any JSON.
    Json(&'a mut serde_json::Value),
    /// An object with free keys.
    Map(&'a mut Map),
    /// An object with known members.
    Record(&'a mut dyn Record),
    /// A list.
    List(&'a mut dyn Grow),
    /// One of several kinds.
    Choice(&'a mut dyn Choice),
}

/// A list to be read.
pub trait List: Send + Sync + fmt::Debug {
    /// How many items there are.
    fn len(&self) -> usize;

    /// Whether there are no items.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The item at this index; absent past the end.
    fn get(&self, index: usize) -> Value<'_>;
}

/// A list to be filled.
pub trait Grow: fmt::Debug {
    /// Adds an item and gives it to be filled.
    fn grow(&mut self) -> Target<'_>;
}

/// Text out of an enumeration that keeps what it does not know. Implemented by
/// [`text_enum!`](macro@crate::text_enum).
pub trait Word: fmt::Debug {
    /// Becomes what this text stands for.
    fn set(&mut self, text: &str);
}

/// A value of one of several kinds. Implemented by [`union!`](macro@crate::union).
pub trait Choice: fmt::Debug {
    /// The kinds.
    fn union(&self) -> &'static crate::table::Union;

    /// Becomes the variant at this index of the table and gives its value to be filled, if it has one.
    /// `None` stands for a value of no known kind, which is kept as JSON.
    fn choose(&mut self, variant: Option<usize>) -> Option<Target<'_>>;
}

/// Writes an element for a type whose value is a copy or a borrow of itself.
macro_rules! element {
    ($type:ty, $target:ident, |$this:ident| $value:expr) => {
        impl Element for $type {
            fn value(&self) -> Value<'_> {
                let $this = self;
                $value
            }

            fn target(&mut self) -> Target<'_> {
                Target::$target(self)
            }

            fn empty() -> Self {
                Self::default()
            }
        }
    };
}

element!(bool, Bool, |this| Value::Bool(*this));
element!(i64, Int, |this| Value::Int(*this));
element!(f64, Float, |this| Value::Float(*this));
element!(String, Text, |this| Value::Text(this));
element!(serde_json::Value, Json, |this| Value::Json(this));
element!(Map, Map, |this| Value::Map(this));
element!(File, File, |this| Value::File(FileRef {
    name: &this.name,
    content: Content::Bytes(&this.content),
}));

/// A record in a box is the same record.
impl<R: Record> Record for Box<R> {
    fn shape(&self) -> &'static Shape {
        (**self).shape()
    }

    fn field(&self, index: usize) -> Option<&dyn Field> {
        (**self).field(index)
    }

    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Field> {
        (**self).field_mut(index)
    }
}

impl<R: Record + Default> Element for R {
    fn value(&self) -> Value<'_> {
        Value::Record(RecordRef::Typed(self))
    }

    fn target(&mut self) -> Target<'_> {
        Target::Record(self)
    }

    fn empty() -> Self {
        Self::default()
    }
}

impl<T: Element + Send + Sync + fmt::Debug> Element for Vec<T> {
    fn value(&self) -> Value<'_> {
        Value::List(ListRef::Typed(self))
    }

    fn target(&mut self) -> Target<'_> {
        Target::List(self)
    }

    fn empty() -> Self {
        Self::new()
    }
}

impl<T: Element + Send + Sync + fmt::Debug> List for Vec<T> {
    fn len(&self) -> usize {
        Vec::len(self)
    }

    fn get(&self, index: usize) -> Value<'_> {
        <[T]>::get(self, index).map_or(Value::Absent, Element::value)
    }
}

impl<T: Element + fmt::Debug> Grow for Vec<T> {
    fn grow(&mut self) -> Target<'_> {
        let at = Vec::len(self);
        self.push(T::empty());
        self[at].target()
    }
}

/// Whether two records of one type hold equal values.
pub fn equal(left: &dyn Record, right: &dyn Record) -> bool {
    RecordRef::Typed(left) == RecordRef::Typed(right)
}
