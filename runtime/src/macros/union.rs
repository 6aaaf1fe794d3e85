//! Unions.

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
