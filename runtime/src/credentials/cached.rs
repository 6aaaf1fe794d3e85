//! Credentials that expire: kept until shortly before, and fetched once for all who wait.

use super::{BoxFuture, Credentials, CredentialsProvider};
use crate::clock::{Clock, SystemClock};
use crate::error::{Error, Result};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};
use tokio::time::timeout;

/// Credentials and the time at which they expire.
#[derive(Clone, Debug)]
pub struct Temporary {
    /// The credentials.
    pub credentials: Credentials,
    /// When they expire.
    pub expires: SystemTime,
}

/// A place to fetch temporary credentials from, such as STS or the metadata service of a machine.
pub trait CredentialsLoader: Send + Sync {
    /// Fetches credentials that are good from now on.
    ///
    /// # Cancel safety
    ///
    /// The future is dropped when the call that waits for it is; the next call that needs credentials fetches
    /// them again.
    fn load(&self) -> BoxFuture<'_, Result<Temporary>>;
}

/// A provider that keeps temporary credentials until five minutes before they expire.
///
/// Then one call fetches new ones while the others go on with the old; if there are none to go on with, the others
/// wait for that one fetch and share what comes of it, its failure too. A fetch that fails or is slow while the old
/// ones are still good is not an error, and is tried again after ten seconds.
///
/// ```
/// use bindery_runtime::{BoxFuture, CachedCredentials, Config, Credentials, CredentialsLoader, Result, Temporary};
/// use std::sync::Arc;
/// use std::time::{Duration, SystemTime};
///
/// struct Sts;
///
/// impl CredentialsLoader for Sts {
///     fn load(&self) -> BoxFuture<'_, Result<Temporary>> {
///         Box::pin(async {
///             let credentials = Credentials::new("STS.EXAMPLE", "EXAMPLE-NOT-A-SECRET")?.with_token("EXAMPLE")?;
///             Ok(Temporary { credentials, expires: SystemTime::now() + Duration::from_secs(3600) })
///         })
///     }
/// }
///
/// let config = Config::with_provider(Arc::new(CachedCredentials::new(Sts)));
/// ```
pub struct CachedCredentials<L> {
    loader: L,
    clock: Arc<dyn Clock>,
    /// Held by the call that fetches.
    fetching: tokio::sync::Mutex<()>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    held: Option<(Arc<Credentials>, SystemTime)>,
    /// How many fetches have ended.
    fetches: u64,
    /// Why the last fetch failed, if it did.
    failure: Option<String>,
    /// No early fetch before then.
    rest_until: Option<SystemTime>,
}

/// How long before they expire credentials are renewed.
const EARLY: Duration = Duration::from_secs(5 * 60);

/// How long an early fetch may keep a call waiting.
const PATIENCE: Duration = Duration::from_secs(2);

/// How long after the start of an early fetch there is no other.
const REST: Duration = Duration::from_secs(10);

impl<L: CredentialsLoader> CachedCredentials<L> {
    /// Keeps what this loader fetches.
    pub fn new(loader: L) -> Self {
        Self {
            loader,
            clock: Arc::new(SystemClock),
            fetching: tokio::sync::Mutex::default(),
            state: Mutex::default(),
        }
    }

    /// Another clock than the computer's.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    async fn get(&self) -> Result<Arc<Credentials>> {
        let began = self.state().fetches;
        match (self.good_for(EARLY), self.good_for(Duration::ZERO)) {
            (Some(held), _) => Ok(held),
            (None, Some(held)) => Ok(self.renew(held).await),
            (None, None) => {
                let _fetching = self.fetching.lock().await;
                match self.fetched_since(began) {
                    Some(outcome) => outcome,
                    None => self.fetch().await,
                }
            }
        }
    }

    /// Fetches new credentials while those at hand are still good, unless someone else is at it.
    async fn renew(&self, held: Arc<Credentials>) -> Arc<Credentials> {
        let Ok(_fetching) = self.fetching.try_lock() else {
            return held;
        };
        if let Some(renewed) = self.good_for(EARLY) {
            return renewed;
        }
        let now = self.clock.now();
        if self.state().rest_until.is_some_and(|until| now < until) {
            return held;
        }
        self.state().rest_until = now.checked_add(REST);
        // Nobody waits long for what is not needed yet.
        match timeout(PATIENCE, self.fetch()).await {
            Ok(Ok(renewed)) => renewed,
            Ok(Err(_)) | Err(_) => held,
        }
    }

    async fn fetch(&self) -> Result<Arc<Credentials>> {
        let loaded = self.loader.load().await;
        let mut state = self.state();
        state.fetches += 1;
        match loaded {
            Ok(Temporary { credentials, expires }) => {
                let credentials = Arc::new(credentials);
                state.held = Some((Arc::clone(&credentials), expires));
                state.failure = None;
                Ok(credentials)
            }
            Err(error) => {
                state.failure = Some(error.to_string());
                Err(error)
            }
        }
    }

    /// What came of a fetch that ended while this call waited. Its credentials are used even if they have expired by
    /// our clock, which may be wrong; another fetch would bring no others.
    fn fetched_since(&self, began: u64) -> Option<Result<Arc<Credentials>>> {
        let state = self.state();
        if state.fetches == began {
            return None;
        }
        match (&state.failure, &state.held) {
            (Some(why), _) => {
                let message = format!("the fetch that this call waited for failed: {why}");
                Some(Err(Error::credentials(message)))
            }
            (None, Some((held, _))) => Some(Ok(Arc::clone(held))),
            (None, None) => None,
        }
    }

    /// The credentials that are held, if they do not expire in this time.
    fn good_for(&self, time: Duration) -> Option<Arc<Credentials>> {
        let state = self.state();
        let (credentials, expires) = state.held.as_ref()?;
        let is_good = self.clock.now().checked_add(time).is_some_and(|then| then < *expires);
        is_good.then(|| Arc::clone(credentials))
    }

    /// A panic cannot leave the state half changed, so that a poisoned lock is as good as another.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<L: CredentialsLoader> CredentialsProvider for CachedCredentials<L> {
    fn credentials(&self) -> BoxFuture<'_, Result<Arc<Credentials>>> {
        Box::pin(self.get())
    }
}

impl<L> fmt::Debug for CachedCredentials<L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CachedCredentials").finish_non_exhaustive()
    }
}
