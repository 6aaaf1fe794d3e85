//! Enumerations of texts.

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
