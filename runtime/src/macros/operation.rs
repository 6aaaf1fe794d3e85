//! Operations and their error codes.

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
