//! The macros that generated files call, one line a member.
//!
//! Every function is `inline`: it is then compiled where it is used, and what a program does not use costs it and the
//! generated crate nothing.

/// Declares a struct and its table, a member at a time: its documentation, then its row. What callers never build,
/// because it stands in answers alone, is a `record!`; [`request!`](macro@crate::request) adds setters.
///
/// `one T` is a field `Option<T>`, `many T` a field `Option<Vec<T>>`. Everything that can be asked of such a struct
/// goes through the table.
#[macro_export]
macro_rules! record {
    (
        $(#[$doc:meta])*
        pub struct $name:ident = $shape:ident $title:literal $rules:expr;
        $($(#[$about:meta])* $how:ident $field:ident: $type:ty => $member:expr;)*
    ) => {
        $(#[$doc])*
        #[non_exhaustive]
        pub struct $name {
            $($(#[$about])* pub $field: Option<$crate::held!($how $type)>,)*
        }

        #[doc = concat!("The members of [`", stringify!($name), "`].")]
        pub static $shape: $crate::table::Shape = $crate::table::Shape::new($title, &[$($member),*], $rules);

        impl $crate::Record for $name {
            #[inline]
            fn shape(&self) -> &'static $crate::table::Shape {
                &$shape
            }

            #[inline]
            fn field(&self, index: usize) -> Option<&dyn $crate::record::Field> {
                $crate::pick!([&] self index; $($field)*)
            }

            #[inline]
            fn field_mut(&mut self, index: usize) -> Option<&mut dyn $crate::record::Field> {
                $crate::pick!([&mut] self index; $($field)*)
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

/// Declares a struct that callers build: a [`record!`](macro@crate::record) with a setter for each field.
#[macro_export]
macro_rules! request {
    (
        $(#[$doc:meta])*
        pub struct $name:ident = $shape:ident $title:literal $rules:expr;
        $($(#[$about:meta])* $how:ident $field:ident: $type:ty => $member:expr;)*
    ) => {
        $crate::record! {
            $(#[$doc])*
            pub struct $name = $shape $title $rules;
            $($(#[$about])* $how $field: $type => $member;)*
        }

        impl $name {
            $($crate::setter!($how $field: $type);)*
        }
    };
}

/// What a field holds, if it holds anything.
#[doc(hidden)]
#[macro_export]
macro_rules! held {
    (one $type:ty) => {
        $type
    };
    (many $type:ty) => {
        Vec<$type>
    };
}

/// One consuming setter.
#[doc(hidden)]
#[macro_export]
macro_rules! setter {
    (one $field:ident: $type:ty) => {
        /// Sets the field of this name.
        pub fn $field(mut self, value: impl Into<$type>) -> Self {
            self.$field = Some(value.into());
            self
        }
    };
    (many $field:ident: $type:ty) => {
        /// Sets the field of this name.
        pub fn $field(mut self, values: impl IntoIterator<Item = impl Into<$type>>) -> Self {
            self.$field = Some(values.into_iter().map(Into::into).collect());
            self
        }
    };
}

/// The field at an index. Macros cannot count, so the fields are taken eight at a time.
#[doc(hidden)]
#[macro_export]
macro_rules! pick {
    ([$($by:tt)+] $self:ident $at:expr; $a:ident $b:ident $c:ident $d:ident $e:ident $f:ident $g:ident $h:ident $($more:ident)+) => {
        match $at {
            0 => Some($($by)+ $self.$a),
            1 => Some($($by)+ $self.$b),
            2 => Some($($by)+ $self.$c),
            3 => Some($($by)+ $self.$d),
            4 => Some($($by)+ $self.$e),
            5 => Some($($by)+ $self.$f),
            6 => Some($($by)+ $self.$g),
            7 => Some($($by)+ $self.$h),
            later => $crate::pick!([$($by)+] $self (later - 8); $($more)+),
        }
    };
    ([$($by:tt)+] $self:ident $at:expr;) => {{
        let _ = $at;
        None
    }};
    ([$($by:tt)+] $self:ident $at:expr; $a:ident) => {
        match $at {
            0 => Some($($by)+ $self.$a),
            _ => None,
        }
    };
    ([$($by:tt)+] $self:ident $at:expr; $a:ident $b:ident) => {
        match $at {
            0 => Some($($by)+ $self.$a),
            1 => Some($($by)+ $self.$b),
            _ => None,
        }
    };
    ([$($by:tt)+] $self:ident $at:expr; $a:ident $b:ident $c:ident) => {
        match $at {
            0 => Some($($by)+ $self.$a),
            1 => Some($($by)+ $self.$b),
            2 => Some($($by)+ $self.$c),
            _ => None,
        }
    };
    ([$($by:tt)+] $self:ident $at:expr; $a:ident $b:ident $c:ident $d:ident) => {
        match $at {
            0 => Some($($by)+ $self.$a),
            1 => Some($($by)+ $self.$b),
            2 => Some($($by)+ $self.$c),
            3 => Some($($by)+ $self.$d),
            _ => None,
        }
    };
    ([$($by:tt)+] $self:ident $at:expr; $a:ident $b:ident $c:ident $d:ident $e:ident) => {
        match $at {
            0 => Some($($by)+ $self.$a),
            1 => Some($($by)+ $self.$b),
            2 => Some($($by)+ $self.$c),
            3 => Some($($by)+ $self.$d),
            4 => Some($($by)+ $self.$e),
            _ => None,
        }
    };
    ([$($by:tt)+] $self:ident $at:expr; $a:ident $b:ident $c:ident $d:ident $e:ident $f:ident) => {
        match $at {
            0 => Some($($by)+ $self.$a),
            1 => Some($($by)+ $self.$b),
            2 => Some($($by)+ $self.$c),
            3 => Some($($by)+ $self.$d),
            4 => Some($($by)+ $self.$e),
            5 => Some($($by)+ $self.$f),
            _ => None,
        }
    };
    ([$($by:tt)+] $self:ident $at:expr; $a:ident $b:ident $c:ident $d:ident $e:ident $f:ident $g:ident) => {
        match $at {
            0 => Some($($by)+ $self.$a),
            1 => Some($($by)+ $self.$b),
            2 => Some($($by)+ $self.$c),
            3 => Some($($by)+ $self.$d),
            4 => Some($($by)+ $self.$e),
            5 => Some($($by)+ $self.$f),
            6 => Some($($by)+ $self.$g),
            _ => None,
        }
    };
    ([$($by:tt)+] $self:ident $at:expr; $a:ident $b:ident $c:ident $d:ident $e:ident $f:ident $g:ident $h:ident) => {
        match $at {
            0 => Some($($by)+ $self.$a),
            1 => Some($($by)+ $self.$b),
            2 => Some($($by)+ $self.$c),
            3 => Some($($by)+ $self.$d),
            4 => Some($($by)+ $self.$e),
            5 => Some($($by)+ $self.$f),
            6 => Some($($by)+ $self.$g),
            7 => Some($($by)+ $self.$h),
            _ => None,
        }
    };
}

/// Declares an operation: the method of the file's `Client`, and the table behind it. Named are the table, the name on
/// the wire, and the tables of what it takes and gives; what follows are the table's fields that are not as in
/// [`Operation::new`](crate::table::Operation::new).
#[macro_export]
macro_rules! operation {
    (
        $(#[$doc:meta])*
        pub fn $method:ident($request:ident) -> $answer:ident = $table:ident $name:literal $takes:ident $gives:ident;
        $($field:ident: $value:expr,)*
    ) => {
        #[doc = concat!("The table of [`Client::", stringify!($method), "`].")]
        pub static $table: $crate::table::Operation = $crate::table::Operation {
            $($field: $value,)*
            ..$crate::table::Operation::new($name, &SERVICE, &$takes, &$gives)
        };

        impl Client {
            $(#[$doc])*
            #[doc(alias = $name)]
            // Compiled where it is called, and with it all that a request's type needs.
            #[inline]
            pub fn $method<'a>(&'a self, request: &'a $request) -> $crate::Call<'a, $answer> {
                $crate::Call::new(&self.core, &$table, request)
            }
        }
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
