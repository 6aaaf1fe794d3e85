//! Who may call.

use std::collections::BTreeMap;
use std::fmt;

/// Who may call: ids with their secrets, and tokens or sessions. The same hold for all services.
#[derive(Clone, Default)]
pub struct Credentials {
    by_id: BTreeMap<String, Secrets>,
    /// Tokens of no id in particular: the sessions of users.
    sessions: Vec<String>,
}

#[derive(Clone, Default)]
struct Secrets {
    secret: String,
    token: Option<String>,
}

impl Credentials {
    /// Nobody.
    pub fn none() -> Self {
        Self::default()
    }

    /// The credentials of the mock's documentation and tests: obviously false.
    pub fn example() -> Self {
        Self::none().with("EXAMPLE-ID", "EXAMPLE-NOT-A-SECRET").with_session("EXAMPLE-NOT-A-SESSION")
    }

    /// Also this access key id or app key, with its secret.
    pub fn with(mut self, id: impl Into<String>, secret: impl Into<String>) -> Self {
        self.by_id.insert(id.into(), Secrets { secret: secret.into(), token: None });
        self
    }

    /// Also this temporary access key id, which is taken only together with its security token.
    pub fn with_temporary(
        mut self,
        id: impl Into<String>,
        secret: impl Into<String>,
        token: impl Into<String>,
    ) -> Self {
        self.by_id.insert(id.into(), Secrets { secret: secret.into(), token: Some(token.into()) });
        self
    }

    /// Also this session of a user, for TOP.
    pub fn with_session(mut self, session: impl Into<String>) -> Self {
        self.sessions.push(session.into());
        self
    }

    /// The secret of an id, if it is known.
    pub(crate) fn secret(&self, id: &str) -> Option<&str> {
        self.by_id.get(id).map(|secrets| secrets.secret.as_str())
    }

    /// Whether this id goes with this security token, or without one.
    pub(crate) fn has_token(&self, id: &str, token: Option<&str>) -> bool {
        self.by_id.get(id).is_some_and(|secrets| secrets.token.as_deref() == token)
    }

    pub(crate) fn has_session(&self, session: &str) -> bool {
        self.sessions.iter().any(|known| known == session)
    }
}

/// The ids alone.
impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").field("ids", &self.by_id.keys()).finish_non_exhaustive()
    }
}
