//! What goes wrong: by chance, which a seed decides, or on demand.

use crate::error::Error;
use std::collections::{HashMap, VecDeque};
use std::time::Duration;

/// One thing that goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The answer comes so much later.
    Delay(Duration),
    /// The connection is reset, and the call was not carried out.
    ResetBeforeCommit,
    /// The call is carried out, and then the connection is reset.
    ResetAfterCommit,
    /// The call is carried out, and the answer breaks off in the middle of its body.
    Truncate,
    /// The service fails with status 503, and the call was not carried out.
    ServerError,
    /// The call is refused as one too many.
    Throttle,
}

/// What goes wrong by chance. The same seed and the same order of requests give the same faults.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Faults {
    seed: u64,
    chances: Vec<(Fault, f64)>,
}

impl Faults {
    /// Nothing goes wrong yet; what will, this seed decides.
    pub fn seeded(seed: u64) -> Self {
        Self { seed, chances: Vec::new() }
    }

    /// Also this fault, in this share of the requests. A request has one fault at most, the first that
    /// strikes it in the order in which they were named; a delay comes on top.
    ///
    /// # Errors
    ///
    /// If the share is not between 0 and 1.
    pub fn with(mut self, fault: Fault, share: f64) -> Result<Self, Error> {
        if !(0.0..=1.0).contains(&share) {
            return Err(Error::NotAProbability(share));
        }
        self.chances.push((fault, share));
        Ok(self)
    }

    /// What strikes the request of this number.
    fn strike(&self, request: u64) -> Struck {
        let mut struck = Struck::default();
        for (at, (fault, share)) in (0u64..).zip(&self.chances) {
            if chance(self.seed, request, at) < *share {
                struck.add(*fault);
            }
        }
        struck
    }
}

/// A number from 0 up to 1, always the same for the same three numbers.
fn chance(seed: u64, request: u64, at: u64) -> f64 {
    const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;
    let start = seed ^ request.wrapping_mul(GOLDEN) ^ at.wrapping_mul(GOLDEN.rotate_left(32));
    let bits = mixed(mixed(start.wrapping_add(GOLDEN)).wrapping_add(GOLDEN));
    // 53 bits are as many as a floating point number holds.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit exactly")]
    let share = (bits >> 11) as f64 / (1u64 << 53) as f64;
    share
}

/// The mixing step of the generator `SplitMix64`.
fn mixed(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

/// What strikes one request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Struck {
    pub(crate) delay: Option<Duration>,
    pub(crate) fault: Option<Fault>,
}

impl Struck {
    fn add(&mut self, fault: Fault) {
        match fault {
            Fault::Delay(delay) => self.delay = self.delay.or(Some(delay)),
            fault => self.fault = self.fault.or(Some(fault)),
        }
    }
}

/// The faults of a running mock: those of chance, and those that were ordered for an operation's next calls.
#[derive(Debug, Default)]
pub(crate) struct Weather {
    pub(crate) faults: Faults,
    ordered: HashMap<&'static str, VecDeque<(Fault, u32)>>,
    requests: u64,
}

impl Weather {
    pub(crate) fn new(faults: Faults) -> Self {
        Self { faults, ..Self::default() }
    }

    /// Changes what goes wrong by chance. The requests are counted from the start again.
    pub(crate) fn set(&mut self, faults: Faults) {
        self.faults = faults;
        self.requests = 0;
    }

    pub(crate) fn order(&mut self, operation: &'static str, fault: Fault, times: u32) {
        self.ordered.entry(operation).or_default().push_back((fault, times));
    }

    /// What strikes the next request, a call of one of these operations.
    pub(crate) fn next(&mut self, operations: &[&'static str]) -> Struck {
        let request = self.requests;
        self.requests += 1;
        let ordered = operations.iter().find_map(|name| take(self.ordered.get_mut(name)?));
        match ordered {
            Some(fault) => {
                let mut struck = Struck::default();
                struck.add(fault);
                struck
            }
            None => self.faults.strike(request),
        }
    }
}

/// Takes one off what was ordered first.
pub(crate) fn take<T: Clone>(queue: &mut VecDeque<(T, u32)>) -> Option<T> {
    loop {
        let (first, times) = queue.front_mut()?;
        if *times > 0 {
            *times -= 1;
            return Some(first.clone());
        }
        queue.pop_front();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(seed: u64) -> Vec<Struck> {
        let faults = Faults::seeded(seed)
            .with(Fault::Delay(Duration::from_millis(1)), 0.5)
            .and_then(|faults| faults.with(Fault::ResetAfterCommit, 0.2))
            .and_then(|faults| faults.with(Fault::Throttle, 0.2))
            .unwrap();
        let mut weather = Weather::new(faults);
        (0..10_000).map(|_| weather.next(&[])).collect()
    }

    #[test]
    fn a_seed_always_gives_the_same_faults_and_about_as_many_as_demanded() {
        assert_eq!(run(7), run(7));
        assert_ne!(run(7), run(8));
        let count = |wanted: Option<Fault>| run(7).iter().filter(|struck| struck.fault == wanted).count();
        assert!((1900..2100).contains(&count(Some(Fault::ResetAfterCommit))));
        assert!((1500..1700).contains(&count(Some(Fault::Throttle))), "of those that were not reset");
        assert!((4800..5200).contains(&run(7).iter().filter(|struck| struck.delay.is_some()).count()));
    }

    #[test]
    fn new_faults_begin_from_the_start() {
        let faults = Faults::seeded(7).with(Fault::Throttle, 0.5).unwrap();
        let mut weather = Weather::new(faults.clone());
        let mut run = || -> Vec<Struck> {
            weather.set(faults.clone());
            (0..100).map(|_| weather.next(&[])).collect()
        };
        assert_eq!(run(), run());
    }

    #[test]
    fn an_ordered_fault_strikes_its_operation_alone_and_as_often_as_ordered() {
        let mut weather = Weather::default();
        weather.order("A", Fault::Truncate, 2);
        weather.order("A", Fault::Throttle, 1);
        let struck: Vec<_> = ["B", "A", "A", "A", "A"].map(|name| weather.next(&[name]).fault).into();
        let expected = [None, Some(Fault::Truncate), Some(Fault::Truncate), Some(Fault::Throttle), None];
        assert_eq!(struck, expected);
    }

    #[test]
    fn a_share_is_between_none_and_all() {
        for share in [-0.1, 1.1, f64::NAN] {
            assert!(Faults::seeded(1).with(Fault::Truncate, share).is_err());
        }
    }
}
