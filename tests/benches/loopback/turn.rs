//! One turn: so many calls, so many of them in flight.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// What a turn took.
pub(super) struct Turn {
    calls: usize,
    time: Duration,
    cpu: Duration,
}

impl Turn {
    /// A turn of so many calls that took this time by the clock and of the processor.
    pub(super) fn new(calls: usize, time: Duration, cpu: Duration) -> Self {
        Self { calls, time, cpu }
    }

    /// Calls a second.
    #[expect(clippy::cast_precision_loss, reason = "there are not that many calls")]
    pub(super) fn rate(&self) -> f64 {
        self.calls as f64 / self.time.as_secs_f64()
    }

    /// Seconds of the client's processor for each call.
    #[expect(clippy::cast_precision_loss, reason = "there are not that many calls")]
    pub(super) fn cpu_per_call(&self) -> f64 {
        self.cpu.as_secs_f64() / self.calls as f64
    }
}

/// Makes the calls, after a tenth as many to warm up. It runs on one thread, whose time is counted.
#[expect(clippy::disallowed_methods, reason = "a benchmark takes time")]
pub(super) async fn take_turn<C: Future<Output = ()> + Send + 'static>(
    in_flight: usize,
    calls: usize,
    call: impl Fn() -> C + Clone + Send + 'static,
) -> Turn {
    make(in_flight, calls / 10, call.clone()).await;
    let (began, cpu) = (Instant::now(), thread_time());
    make(in_flight, calls, call).await;
    Turn::new(calls, began.elapsed(), thread_time().saturating_sub(cpu))
}

async fn make<C: Future<Output = ()> + Send + 'static>(
    in_flight: usize,
    calls: usize,
    call: impl Fn() -> C + Clone + Send + 'static,
) {
    let left = Arc::new(AtomicUsize::new(calls));
    let mut workers = JoinSet::new();
    for _ in 0..in_flight {
        let (left, call) = (Arc::clone(&left), call.clone());
        workers.spawn(async move {
            while left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok()
            {
                call().await;
            }
        });
    }
    workers.join_all().await;
}

/// The processor's time of this thread, as Linux counts it; nothing elsewhere.
fn thread_time() -> Duration {
    let counted = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanos = counted.split(' ').next().and_then(|nanos| nanos.parse().ok());
    Duration::from_nanos(nanos.unwrap_or_default())
}

/// The middle one.
pub(super) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
