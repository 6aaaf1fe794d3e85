//! The macros that generated files call, one line a member.
//!
//! Every function is `inline`: it is then compiled where it is used, and what a program does not use costs it and the
//! generated crate nothing.

/// Declares the table of a generated struct, one line a member, and gives the struct its setters and
/// everything that goes through the table.
///
/// `one T` is a single value, `many T` a list of them. The fields stand in the order of the table.
#[macro_export]
macro_rules! record {
    (
        $name:ident = $shape:ident $title:literal $rules:expr;
        $($how:ident $field:ident: $type:ty => $member:expr;)*
    ) => {
        #[doc = concat!("The members of [`", stringify!($name), "`].")]
        pub static $shape: $crate::table::Shape = {
            const NAMES: &[&str] = &[$(stringify!($field)),*];
            static MEMBERS: [$crate::table::Member; NAMES.len()] = [$($member),*];
            static ORDER: [u16; NAMES.len()] = $crate::table::order(&MEMBERS);
            $crate::table::Shape {
                name: $title,
                members: &MEMBERS,
                order: &ORDER,
                rules: $rules,
            }
        };

        impl $name {
            $($crate::setter!($how $field: $type);)*

            /// The JSON text of this value, sensitive members included.
            #[inline]
            pub fn to_json(&self) -> String {
                $crate::json::write_record(self)
            }

            /// Reads a value from JSON text as tolerantly as an answer is read.
            #[inline]
            pub fn from_json(text: &str) -> ::core::result::Result<Self, $crate::json::ReadError> {
                let mut value = <Self as Default>::default();
                $crate::json::read_record(text.as_bytes(), &mut value)?;
                Ok(value)
            }
        }

        impl $crate::Record for $name {
            #[inline]
            fn shape(&self) -> &'static $crate::table::Shape {
                &$shape
            }

            #[allow(non_upper_case_globals, reason = "the positions are named for the fields")]
            #[inline]
            fn field(&self, index: usize) -> Option<&dyn $crate::record::Field> {
                $crate::index!($($field)*);
                match index {
                    $($field => Some(&self.$field),)*
                    _ => None,
                }
            }

            #[allow(non_upper_case_globals, reason = "the positions are named for the fields")]
            #[inline]
            fn field_mut(&mut self, index: usize) -> Option<&mut dyn $crate::record::Field> {
                $crate::index!($($field)*);
                match index {
                    $($field => Some(&mut self.$field),)*
                    _ => None,
                }
            }
        }

        impl Clone for $name {
            #[inline]
            fn clone(&self) -> Self {
                Self { $($field: self.$field.clone()),* }
            }
        }

        impl Default for $name {
            #[inline]
            fn default() -> Self {
                Self { $($field: None),* }
            }
        }

        impl $crate::record::Element for $name {
            #[inline]
            fn value(&self) -> $crate::Value<'_> {
                $crate::Value::Record($crate::RecordRef::Typed(self))
            }

            #[inline]

            fn target(&mut self) -> $crate::record::Target<'_> {
                $crate::record::Target::Record(self)
            }

            #[inline]

            fn empty() -> Self {
                <Self as Default>::default()
            }
        }

        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::record::debug(self, f)
            }
        }

        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::record::equal(self, other)
            }
        }
    };
}

/// One consuming setter.
#[doc(hidden)]
#[macro_export]
macro_rules! setter {
    (one $field:ident: $type:ty) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        pub fn $field(mut self, value: impl Into<$type>) -> Self {
            self.$field = Some(value.into());
            self
        }
    };
    (many $field:ident: $type:ty) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        pub fn $field(mut self, values: impl IntoIterator<Item = impl Into<$type>>) -> Self {
            self.$field = Some(values.into_iter().map(Into::into).collect());
            self
        }
    };
}

/// Names the positions of the fields, so that a `match` can be written by name.
#[doc(hidden)]
#[macro_export]
macro_rules! index {
    ($($field:ident)*) => {
        #[allow(non_camel_case_types, dead_code, reason = "named for the fields")]
        enum At {
            $($field,)*
        }
        $(const $field: usize = At::$field as usize;)*
    };
}

/// Gives a generated enumeration of texts its conversions. Its last variant, `Other`, keeps what this
/// version does not know.
#[macro_export]
macro_rules! text_enum {
    ($name:ident, $($variant:ident = $text:literal),* $(,)?) => {
        impl $name {
            /// The texts that the documentation lists.
            pub const VALUES: &'static [&'static str] = &[$($text),*];

            /// The text on the wire.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Other(text) => text,
                }
            }
        }

        impl From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    _ => Self::Other(text.to_owned()),
                }
            }
        }

        impl From<String> for $name {
            #[inline]
            fn from(text: String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::record::Word for $name {
            #[inline]
            fn set(&mut self, text: &str) {
                *self = Self::from(text);
            }
        }

        impl $crate::record::Element for $name {
            #[inline]
            fn value(&self) -> $crate::Value<'_> {
                $crate::Value::Text(self.as_str())
            }

            #[inline]

            fn target(&mut self) -> $crate::record::Target<'_> {
                $crate::record::Target::Word(self)
            }

            #[inline]

            fn empty() -> Self {
                Self::Other(String::new())
            }
        }
    };
}

/// Declares the table of a generated union, one line a variant, and gives the enum its conversions.
///
/// `constant Name = "text"` variants come first; then `text Name: String`, `record Name: T` (boxed),
/// `one Name: T` and `many Name: T` (a list). The enum's last variant, `Other`, keeps what is of no
/// known kind.
#[macro_export]
macro_rules! union {
    ($name:ident = $union:ident; $($rows:tt)*) => {
        $crate::union_of! { $name $union [] [] $($rows)* }
    };
}

/// Sorts the rows of a union into constants and values, then writes it.
#[doc(hidden)]
#[macro_export]
macro_rules! union_of {
    (
        $name:ident $union:ident [$($constants:tt)*] [$($values:tt)*]
        constant $constant:ident = $text:literal; $($rows:tt)*
    ) => {
        $crate::union_of! { $name $union [$($constants)* ($constant $text)] [$($values)*] $($rows)* }
    };
    (
        $name:ident $union:ident [$($constants:tt)*] [$($values:tt)*]
        $how:ident $variant:ident: $type:ty => $row:expr; $($rows:tt)*
    ) => {
        $crate::union_of! {
            $name $union [$($constants)*] [$($values)* ($how $variant {$type} {$row})] $($rows)*
        }
    };
    (
        $name:ident $union:ident
        [$(($constant:ident $text:literal))*]
        [$(($how:ident $variant:ident {$type:ty} {$row:expr}))*]
    ) => {
        #[doc = concat!("The variants of [`", stringify!($name), "`].")]
        pub static $union: $crate::table::Union = $crate::table::Union {
            name: stringify!($name),
            variants: &[$($crate::table::Variant::constant($text),)* $($row,)*],
        };

        impl $crate::record::Element for $name {
            #[inline]
            fn value(&self) -> $crate::Value<'_> {
                match self {
                    $(Self::$constant => $crate::Value::Text($text),)*
                    $(Self::$variant(value) => $crate::record::Element::value(value),)*
                    Self::Other(value) => $crate::Value::Json(value),
                }
            }

            #[inline]

            fn target(&mut self) -> $crate::record::Target<'_> {
                $crate::record::Target::Choice(self)
            }

            #[inline]

            fn empty() -> Self {
                Self::Other($crate::serde_json::Value::Null)
            }
        }

        impl $crate::record::Choice for $name {
            #[inline]
            fn union(&self) -> &'static $crate::table::Union {
                &$union
            }

            #[inline]

            fn choose(&mut self, variant: Option<usize>) -> Option<$crate::record::Target<'_>> {
                let variants: &[fn() -> Self] = &[
                    $(|| Self::$constant,)*
                    $(|| Self::$variant($crate::record::Element::empty()),)*
                ];
                let chosen = variant.and_then(|variant| variants.get(variant));
                *self = chosen.map_or_else($crate::record::Element::empty, |make| make());
                match self {
                    $(Self::$constant => None,)*
                    $(Self::$variant(value) => Some($crate::record::Element::target(value)),)*
                    Self::Other(value) => Some($crate::record::Target::Json(value)),
                }
            }
        }

        $($crate::variant_from!($how $name $variant: $type);)*
    };
}

/// Conversions into a union's variant.
#[doc(hidden)]
#[macro_export]
macro_rules! variant_from {
    (text $name:ident $variant:ident: $type:ty) => {
        impl From<&str> for $name {
            #[inline]
            fn from(value: &str) -> Self {
                Self::$variant(value.to_owned())
            }
        }

        impl From<String> for $name {
            #[inline]
            fn from(value: String) -> Self {
                Self::$variant(value)
            }
        }
    };
    (record $name:ident $variant:ident: $type:ty) => {
        impl From<$type> for $name {
            #[inline]
            fn from(value: $type) -> Self {
                Self::$variant(Box::new(value))
            }
        }
    };
    (one $name:ident $variant:ident: $type:ty) => {
        impl From<$type> for $name {
            #[inline]
            fn from(value: $type) -> Self {
                Self::$variant(value)
            }
        }
    };
    (many $name:ident $variant:ident: $type:ty) => {
        impl<T: Into<$type>, const N: usize> From<[T; N]> for $name {
            #[inline]
            fn from(values: [T; N]) -> Self {
                Self::$variant(values.into_iter().map(Into::into).collect())
            }
        }

        impl From<Vec<$type>> for $name {
            #[inline]
            fn from(values: Vec<$type>) -> Self {
                Self::$variant(values)
            }
        }
    };
}

/// Declares a table of error codes, one line a code: `400 "Code" Caller "what it means" pages::A_PAGE;`, with
/// `-` in place of the status where none is documented. The page is the static that it was read from.
#[macro_export]
macro_rules! errors {
    ($name:ident; $($status:tt $code:literal $class:ident $meaning:literal $page:expr;)*) => {
        const $name: &[$crate::table::ErrorRow] = &[
            $($crate::table::ErrorRow {
                status: $crate::status!($status),
                code: $crate::table::Code($code),
                class: $crate::table::Class::$class,
                meaning: $meaning,
                page: &$page,
            },)*
        ];
    };
}

/// A documented status, or `-`.
#[doc(hidden)]
#[macro_export]
macro_rules! status {
    (-) => {
        None
    };
    ($status:literal) => {
        Some($status)
    };
}
