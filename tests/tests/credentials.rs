//! Temporary credentials: fetched once for all who wait, and never used when they have expired.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use bindery::runtime::{
    BoxFuture, CachedCredentials, Client, Clock, CredentialsLoader, CredentialsProvider, Temporary,
};
use bindery::{Config, Credentials, Error, ErrorKind, Result, SendState};
use bindery_tests::{Act, Scripted, block_on_fake_time, now, object, service};
use serde_json::json;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};
use tokio::task::JoinSet;

/// A clock that the test sets.
#[derive(Clone, Debug)]
struct Settable(Arc<Mutex<SystemTime>>);

impl Settable {
    fn advance(&self, by: Duration) {
        *self.0.lock().unwrap() += by;
    }
}

impl Clock for Settable {
    fn now(&self) -> SystemTime {
        *self.0.lock().unwrap()
    }
}

/// Hands out keys for an hour, a new one each time, and takes its time about it.
#[derive(Clone)]
struct Loader {
    clock: Settable,
    loads: Arc<AtomicUsize>,
    fails: Arc<AtomicBool>,
    /// In milliseconds.
    delay: Arc<AtomicU64>,
}

impl CredentialsLoader for Loader {
    fn load(&self) -> BoxFuture<'_, Result<Temporary>> {
        Box::pin(async {
            let load = self.loads.fetch_add(1, Ordering::SeqCst) + 1;
            tokio::time::sleep(Duration::from_millis(self.delay.load(Ordering::SeqCst))).await;
            if self.fails.load(Ordering::SeqCst) {
                return Err(Error::credentials("no answer from STS"));
            }
            let credentials = Credentials::new(format!("STS-{load}"), "EXAMPLE-NOT-A-SECRET")?;
            Ok(Temporary { credentials, expires: self.clock.now() + Duration::from_secs(3600) })
        })
    }
}

fn loader() -> Loader {
    Loader {
        clock: Settable(Arc::new(Mutex::new(now()))),
        loads: Arc::default(),
        fails: Arc::default(),
        delay: Arc::new(AtomicU64::new(50)),
    }
}

fn cached(loader: &Loader) -> Arc<CachedCredentials<Loader>> {
    Arc::new(CachedCredentials::new(loader.clone()).clock(loader.clock.clone()))
}

/// A thousand callers at once; the ids that they got, or why not.
async fn thousand(provider: &Arc<CachedCredentials<Loader>>) -> Vec<std::result::Result<String, String>> {
    let mut callers = JoinSet::new();
    for _ in 0..1000 {
        let provider = Arc::clone(provider);
        callers.spawn(async move {
            let credentials = provider.credentials().await;
            credentials.map(|one| one.id().to_owned()).map_err(|error| error.to_string())
        });
    }
    callers.join_all().await
}

#[test]
fn a_thousand_callers_at_expiry_make_one_fetch() {
    let loader = loader();
    let provider = cached(&loader);
    block_on_fake_time(async {
        for load in 1..=3 {
            let ids = thousand(&provider).await;
            assert!(ids.iter().all(|id| id.as_deref() == Ok(format!("STS-{load}").as_str())), "{ids:?}");
            assert_eq!(loader.loads.load(Ordering::SeqCst), load);
            loader.clock.advance(Duration::from_secs(3600));
        }
    });
}

#[test]
fn shortly_before_expiry_one_fetches_and_the_others_go_on() {
    let loader = loader();
    let provider = cached(&loader);
    block_on_fake_time(async {
        thousand(&provider).await;
        loader.clock.advance(Duration::from_secs(3600 - 299));
        let ids = thousand(&provider).await;
        let renewed = ids.iter().filter(|id| id.as_deref() == Ok("STS-2")).count();
        assert_eq!((renewed, loader.loads.load(Ordering::SeqCst)), (1, 2));
        // A fetch that fails is no error while the old ones are good.
        loader.clock.advance(Duration::from_secs(3600 - 299));
        loader.fails.store(true, Ordering::SeqCst);
        assert!(thousand(&provider).await.iter().all(|id| id.as_deref() == Ok("STS-2")));
    });
}

#[test]
fn a_failure_is_shared_by_those_who_waited_for_it_and_by_nobody_else() {
    let loader = loader();
    let provider = cached(&loader);
    loader.fails.store(true, Ordering::SeqCst);
    block_on_fake_time(async {
        let ids = thousand(&provider).await;
        assert!(ids.iter().all(|id| id.as_ref().is_err_and(|why| why.contains("no answer from STS"))));
        assert_eq!(loader.loads.load(Ordering::SeqCst), 1);
        loader.fails.store(false, Ordering::SeqCst);
        assert!(thousand(&provider).await.iter().all(std::result::Result::is_ok));
        assert_eq!(loader.loads.load(Ordering::SeqCst), 2);
    });
}

#[test]
fn a_slow_fetch_keeps_nobody_waiting_while_the_old_ones_are_good() {
    let loader = loader();
    let provider = cached(&loader);
    block_on_fake_time(async {
        thousand(&provider).await;
        loader.clock.advance(Duration::from_secs(3600 - 299));
        loader.delay.store(60_000, Ordering::SeqCst);
        let began = tokio::time::Instant::now();
        for _ in 0..10 {
            assert!(thousand(&provider).await.iter().all(|id| id.as_deref() == Ok("STS-1")));
        }
        // Tried once, for two seconds, and then left alone for a while.
        assert_eq!((began.elapsed(), loader.loads.load(Ordering::SeqCst)), (Duration::from_secs(2), 2));
    });
}

#[test]
fn credentials_that_look_expired_at_once_are_shared_all_the_same() {
    let loader = loader();
    // Our clock is a day ahead of the one by which they expire.
    let provider = Arc::new(
        CachedCredentials::new(loader.clone())
            .clock(Settable(Arc::new(Mutex::new(now() + Duration::from_secs(86_400))))),
    );
    block_on_fake_time(async {
        assert!(thousand(&provider).await.iter().all(|id| id.as_deref() == Ok("STS-1")));
        assert_eq!(loader.loads.load(Ordering::SeqCst), 1);
    });
}

#[test]
fn whatever_a_provider_says_nothing_was_sent() {
    struct Odd;
    impl CredentialsProvider for Odd {
        fn credentials(&self) -> BoxFuture<'_, Result<Arc<Credentials>>> {
            Box::pin(async { Err(Error::transport("the vault hung up")) })
        }
    }
    let config = Config::with_provider(Arc::new(Odd)).region("cn-shanghai").transport(Scripted::new([]));
    let parameters = object(json!({"InstanceId": "i", "MqttTopic": "t", "Payload": "p"}));
    let error = block_on_fake_time(async {
        let client = Client::new(service("mqtt"), config).unwrap();
        client.call("SendMessage", &parameters).unwrap().await.unwrap_err()
    });
    assert_eq!((error.kind(), error.send_state()), (ErrorKind::Credentials, SendState::NotSent));
}

#[test]
fn a_caller_that_gives_up_does_not_take_the_fetch_with_it() {
    let loader = loader();
    let provider = cached(&loader);
    block_on_fake_time(async {
        let first = tokio::time::timeout(Duration::from_millis(10), provider.credentials()).await;
        assert!(first.is_err());
        provider.credentials().await.unwrap();
    });
}

#[test]
fn every_attempt_is_signed_with_credentials_that_are_good() {
    let loader = loader();
    let scripted = Scripted::new([Act::Refuse, Act::answer(200, "{}")]);
    let config = Config::with_provider(cached(&loader)).region("cn-shanghai").clock(loader.clock.clone());
    let parameters = object(json!({"InstanceId": "i", "MqttTopic": "t", "Payload": "p"}));
    block_on_fake_time(async {
        let client = Client::new(service("mqtt"), config.transport(scripted.clone())).unwrap();
        client.call("SendMessage", &parameters).unwrap().await.unwrap();
        loader.clock.advance(Duration::from_secs(3600));
        client.call("SendMessage", &parameters).unwrap().await.unwrap();
    });
    let ids: Vec<bool> = scripted
        .requests()
        .iter()
        .map(|request| request.headers()["authorization"].to_str().unwrap().contains("Credential=STS-2"))
        .collect();
    assert_eq!(ids, [false, false, true]);
}
