//! Operations.

use super::{ErrorRow, Page, Service, Shape};

/// Everything that is known about one operation.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// The name on the wire.
    pub name: &'static str,
    /// The service it belongs to.
    pub service: &'static Service,
    /// HTTP method.
    pub method: Method,
    /// Which of the service's base URLs it is under.
    pub base: &'static str,
    /// Path below the base URL, with `{name}` for path parameters.
    pub path: &'static str,
    /// Query parameters that are always the same.
    pub fixed_query: &'static [(&'static str, &'static str)],
    /// What it takes.
    pub parameters: &'static Shape,
    /// What it answers.
    pub answer: &'static Shape,
    /// Where a successful HTTP status may still carry an error code.
    pub body_status: Option<BodyStatus>,
    /// Its own error codes; the service's apply too.
    pub errors: &'static [ErrorRow],
    /// How often it may be called.
    pub quotas: &'static [Quota],
    /// Limits on the objects it works on.
    pub object_limits: &'static [ObjectLimit],
    /// Most items on one page of a list.
    pub page_size: Option<u32>,
    /// Whether it changes anything.
    pub effect: Effect,
    /// What makes a repeat harmless.
    pub idempotency: Idempotency,
    /// Whether it needs the user's session.
    pub session: Session,
}

impl Operation {
    /// The defaults that generated tables leave out: a POST to `/` that takes and answers nothing.
    pub const fn new(
        name: &'static str,
        service: &'static Service,
        parameters: &'static Shape,
        answer: &'static Shape,
    ) -> Self {
        Self {
            name,
            service,
            method: Method::Post,
            base: "",
            path: "",
            fixed_query: &[],
            parameters,
            answer,
            body_status: None,
            errors: &[],
            quotas: &[],
            object_limits: &[],
            page_size: None,
            effect: Effect::Write,
            idempotency: Idempotency::None,
            session: Session::None,
        }
    }

    /// Whether it changes anything on the server.
    pub fn writes(&self) -> bool {
        self.effect == Effect::Write
    }

    /// The error rows that apply, the operation's own first.
    pub fn error_rows(&self) -> impl Iterator<Item = &'static ErrorRow> {
        self.errors.iter().chain(self.service.errors)
    }
}

impl PartialEq for Operation {
    /// Operations are statics: one is equal to itself alone.
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// GET, without a body.
    Get,
    /// POST.
    Post,
    /// PUT.
    Put,
    /// DELETE, without a body where its protocol says nothing else.
    Delete,
    /// PATCH.
    Patch,
}

impl Method {
    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Delete => "DELETE",
            Method::Patch => "PATCH",
        }
    }

    /// Whether a request of this method has a body, where its protocol says nothing else.
    pub fn has_body(self) -> bool {
        match self {
            Method::Get | Method::Delete => false,
            Method::Post | Method::Put | Method::Patch => true,
        }
    }
}

/// Whether an operation changes anything on the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It only reads.
    Read,
    /// It changes something.
    Write,
}

/// What makes a repeat of an operation harmless.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idempotency {
    /// Nothing: a repeat may take effect twice.
    None,
    /// Its nature: a repeat leaves the same state.
    Natural,
    /// A token: calls that carry the same one within the window take effect once.
    Token {
        /// Parameter that carries the token.
        parameter: &'static str,
        /// How long the service remembers it.
        window_seconds: u32,
        /// Who makes it.
        form: TokenForm,
    },
}

/// Who makes an idempotency token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenForm {
    /// The caller: any UUID. A client fills one in when the caller gave none.
    Uuid,
    /// The service, in an answer to another call. A client never asks for one behind the caller's back.
    Issued,
}

/// Whether an operation needs the session of a user who authorised the application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Session {
    /// No.
    None,
    /// It may be given.
    Optional,
    /// It must be given.
    Required,
}

/// How often an operation may be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// So many calls
    pub calls: u32,
    /// in so many seconds,
    pub window_seconds: u32,
    /// counted over this.
    pub scope: Scope,
    /// Where the quota was read.
    pub page: &'static Page,
}

/// What a [`Quota`] is counted over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Calls of this operation by one account.
    Account,
    /// Calls of this operation for one application.
    Application,
    /// Calls from one IP address, over all the service's operations.
    Address,
    /// Calls of all the operations that name this pool.
    Pool(&'static str),
}

/// A limit on the objects that an operation works on. The service checks it; we cannot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ObjectLimit {
    /// What kind of object, usually the parameter that names it.
    pub object: &'static str,
    /// Most calls for one object.
    pub max_calls: Option<u32>,
    /// How long an object lives.
    pub lifetime_seconds: Option<u32>,
    /// Most objects at one time.
    pub max_objects: Option<u32>,
    /// Where the limit was read.
    pub page: &'static Page,
}

/// Members of a successful answer that may still tell of an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyStatus {
    /// Member with the code.
    pub code: &'static str,
    /// Member with the message.
    pub message: &'static str,
    /// Codes that mean success.
    pub success: &'static [&'static str],
}
