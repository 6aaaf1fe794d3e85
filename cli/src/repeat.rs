//! Whether a repeat of a call is safe, in words.

use bindery::Error;
use bindery::runtime::table::{Class, Effect, Idempotency, Operation};

/// What a repeat would do after an error code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Repeat {
    /// It may succeed, and cannot take effect twice.
    Safe,
    /// It may succeed, and cannot take effect twice if the call carried its idempotency token.
    SafeWithToken,
    /// It may take effect twice.
    Unsafe,
    /// It gets the same answer until something else is changed.
    Useless,
    /// Nothing is documented of what it would do.
    Unknown,
}

impl Repeat {
    /// After a code of this class, answered by this operation. It is what the runtime decides for an error.
    pub(crate) fn after(class: Class, operation: &Operation) -> Self {
        match class {
            Class::Throttled | Class::Resign => Repeat::Safe,
            Class::Server => match (operation.effect, operation.idempotency) {
                (Effect::Read, _) | (_, Idempotency::Natural) => Repeat::Safe,
                (Effect::Write, Idempotency::Token { .. }) => Repeat::SafeWithToken,
                (Effect::Write, Idempotency::None) => Repeat::Unsafe,
            },
            Class::Caller | Class::Auth | Class::Quota => Repeat::Useless,
            Class::Unknown => Repeat::Unknown,
        }
    }

    /// One word, for scripts.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Repeat::Safe => "safe",
            Repeat::SafeWithToken => "safe_with_token",
            Repeat::Unsafe => "unsafe",
            Repeat::Useless => "useless",
            Repeat::Unknown => "unknown",
        }
    }

    /// What it means after this class, for people.
    pub(crate) fn words(self, class: Class) -> &'static str {
        match (self, class) {
            (Repeat::Safe, Class::Throttled) => "safe, after a pause: the call was not carried out",
            (Repeat::Safe, Class::Resign) => "safe, newly signed: the call was not carried out",
            (Repeat::Safe, _) => "safe: it cannot take effect twice",
            (Repeat::SafeWithToken, _) => "safe only if the call carried its idempotency token",
            (Repeat::Unsafe, _) => "not safe: it may take effect twice",
            (Repeat::Useless, Class::Quota) => "of no use until the quota is renewed",
            (Repeat::Useless, Class::Auth) => "of no use: credentials or permission are wrong",
            (Repeat::Useless, _) => "of no use: it gets the same answer",
            (Repeat::Unknown, _) => "not known to be safe: the code is documented without a meaning",
        }
    }
}

/// Whether a repeat is safe after this very error, which knows whether the call carried a token.
pub(crate) fn of_error(error: &Error) -> &'static str {
    if error.is_retryable() {
        return "safe: it may succeed and cannot take effect twice";
    }
    match error.row().map(|row| row.class) {
        Some(class @ (Class::Caller | Class::Auth | Class::Quota)) => Repeat::Useless.words(class),
        Some(Class::Unknown) => Repeat::Unknown.words(Class::Unknown),
        _ if error.may_have_taken_effect() => Repeat::Unsafe.words(Class::Server),
        _ => "not known to be safe",
    }
}

/// The name of a class, as specifications write it.
pub(crate) fn class_name(class: Class) -> &'static str {
    match class {
        Class::Caller => "caller",
        Class::Auth => "auth",
        Class::Throttled => "throttled",
        Class::Quota => "quota",
        Class::Resign => "resign",
        Class::Server => "server",
        Class::Unknown => "unknown",
    }
}
