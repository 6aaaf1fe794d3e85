//! One playing of a case: a mock of its own, and who makes the calls.

use crate::vendor::{Library, Vendor};
use bindery::runtime::serde_json::{Value as Json, from_str, json};
use bindery::runtime::{Record, to_json};
use bindery::{Answer, Call, Config, Credentials, Error};
use bindery_mock::{Mock, MockConfig};

/// A mock and who calls it. What the caller reads from the answers is kept.
pub(crate) struct Stage {
    pub(crate) mock: Mock,
    pub(crate) caller: Caller,
    library: Library,
    /// Who makes the calls; our client, if nobody is named.
    vendor: Option<Vendor>,
    told: Vec<Json>,
}

/// Whose calls they are.
#[derive(Clone, Copy)]
pub(crate) struct Caller {
    pub(crate) id: &'static str,
    pub(crate) secret: &'static str,
    pub(crate) token: Option<&'static str>,
}

impl Caller {
    const ORDINARY: Self = Self { id: bindery_tests::ID, secret: bindery_tests::SECRET, token: None };

    /// A caller for a while, with a security token.
    pub(crate) const TEMPORARY: Self = Self {
        id: "STS.EXAMPLE-ID",
        secret: "EXAMPLE-NOT-A-SECRET-EITHER",
        token: Some("EXAMPLE-NOT-A-TOKEN+/=="),
    };

    /// A caller whose secret is wrong.
    pub(crate) const WRONG: Self = Self { secret: "EXAMPLE-NOT-THE-SECRET", ..Self::ORDINARY };

    fn credentials(self) -> Credentials {
        let credentials = Credentials::new(self.id, self.secret).expect("credentials");
        match self.token {
            Some(token) => credentials.with_token(token).expect("credentials"),
            None => credentials,
        }
    }

    /// Who may call the mock.
    fn known() -> bindery_mock::Credentials {
        let Self { id, secret, token } = Self::TEMPORARY;
        bindery_mock::Credentials::example().with_temporary(id, secret, token.expect("a token"))
    }
}

impl Stage {
    /// A fresh mock, whose ids are the same each time.
    pub(crate) async fn new(library: Library, vendor: Option<Vendor>) -> Self {
        let config = MockConfig::default().without_rates().credentials(Caller::known());
        // JPush signs no time, and the triggers of its tasks have dates.
        let config = match library {
            Library::Jpush => config.clock_at(bindery_tests::now()),
            Library::Tea | Library::Core => config,
        };
        let mock = Mock::start(config).await.expect("a mock");
        Self { mock, caller: Caller::ORDINARY, library, vendor, told: Vec::new() }
    }

    /// How our client is set up: to sign as the vendor's does, and to attempt a call once.
    pub(crate) fn config(&self) -> Config {
        Config::new(self.caller.credentials())
            .endpoint(self.mock.url())
            .clock(self.mock.clock())
            .signature(self.library.signature())
            .max_attempts(1)
    }

    /// Makes a call and gives what the caller made of it: `answer` or `refused`. Ours makes the typed call; theirs
    /// makes one to the same operation, with parameters as the vendor's client takes them.
    pub(crate) async fn call<A: Record + Default + 'static>(
        &mut self,
        ours: Call<'_, A>,
        theirs: Json,
    ) -> Json {
        let operation = ours.operation();
        let mut told = match &self.vendor {
            None => told(ours.await),
            Some(vendor) => {
                let order = json!({
                    "port": self.mock.address().port(),
                    "id": self.caller.id,
                    "secret": self.caller.secret,
                    "token": self.caller.token,
                    "version": operation.service.version,
                    "operation": operation.name,
                    "parameters": theirs,
                });
                vendor.call(order).await
            }
        };
        cut_string_to_sign(&mut told);
        self.told.push(told.clone());
        told
    }

    /// What was told, and what the mock accepted.
    pub(crate) fn end(self) -> Json {
        let entries = self.mock.ledger().entries();
        let ledger: Json = entries.iter().map(|entry| comparable(entry.to_json())).collect();
        json!({ "told": self.told, "ledger": ledger })
    }
}

/// The server's string to sign has time and nonce in it, which are no two calls' the same.
fn cut_string_to_sign(told: &mut Json) {
    if let Some(Json::String(message)) = told.pointer_mut("/refused/message")
        && let Some(at) = message.find("string to sign is:")
    {
        message.truncate(at);
    }
}

/// An entry without nonce and time.
fn comparable(mut entry: Json) -> Json {
    let members = entry.as_object_mut().expect("an object");
    members.retain(|name, _| name != "nonce" && name != "time");
    // One of the vendors' clients sends its region with every call. No operation here has such a parameter.
    if let Some(parameters) = members.get_mut("parameters").and_then(Json::as_object_mut) {
        parameters.remove("RegionId");
    }
    entry
}

/// What our client made of a call.
fn told<A: Record>(answer: Result<Answer<A>, Error>) -> Json {
    match answer {
        Ok(answer) => {
            let members: Json = from_str(&to_json(&*answer)).expect("JSON");
            json!({ "answer": members })
        }
        Err(error) => {
            let wait = error.retry_after().map(|wait| wait.as_millis());
            json!({ "refused": {
                "status": error.status().expect("an answer"),
                "code": error.code(),
                "message": error.message(),
                "request_id": error.request_id(),
                "retry_after_millis": wait.and_then(|wait| u64::try_from(wait).ok()),
            } })
        }
    }
}
