//! Structs: their fields, tables and setters.

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
