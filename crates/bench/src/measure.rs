//! Taking times. The machine may be busy: short things are done often and their median counts, long ones a few times
//! and the fastest counts, for nothing but other work makes it slower.

use std::time::{Duration, Instant};

/// The time now, for a difference.
pub(crate) fn now() -> Instant {
    #[expect(clippy::disallowed_methods, reason = "measuring time is what this program is for")]
    Instant::now()
}

/// Processor time since some moment, of this thread or of all of the process's. It does not grow while other programs
/// have the processor. Zero where the system does not tell.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Processor {
    /// This thread.
    Thread,
    /// The whole process.
    Process,
}

impl Processor {
    #[cfg(unix)]
    pub(crate) fn now(self) -> Duration {
        use rustix::time::{ClockId, clock_gettime};
        let time = clock_gettime(match self {
            Self::Thread => ClockId::ThreadCPUTime,
            Self::Process => ClockId::ProcessCPUTime,
        });
        Duration::new(time.tv_sec.try_into().unwrap_or_default(), time.tv_nsec.try_into().unwrap_or_default())
    }

    #[cfg(not(unix))]
    pub(crate) fn now(self) -> Duration {
        Duration::ZERO
    }

    /// What was used since.
    pub(crate) fn since(self, then: Duration) -> Duration {
        self.now().saturating_sub(then)
    }
}

/// What was measured, in no order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Samples(Vec<Duration>);

impl Samples {
    pub(crate) fn add(&mut self, sample: Duration) {
        self.0.push(sample);
    }

    /// The sample at that share of the sorted ones, in milliseconds: 0.5 is the median.
    pub(crate) fn quantile(&self, share: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let last = sorted.len().saturating_sub(1);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a place in a list"
        )]
        let place = (share * last as f64).round() as usize;
        sorted.get(place).map_or(f64::NAN, |sample| milliseconds(*sample))
    }

    pub(crate) fn median(&self) -> f64 {
        self.quantile(0.5)
    }

    pub(crate) fn p99(&self) -> f64 {
        self.quantile(0.99)
    }

    pub(crate) fn fastest(&self) -> f64 {
        self.quantile(0.0)
    }
}

pub(crate) fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Runs `work` once and gives what it made, and how long it took.
pub(crate) async fn timed<T>(work: impl Future<Output = T>) -> (T, Duration) {
    let start = now();
    let made = work.await;
    (made, start.elapsed())
}

/// Times `work` that often.
pub(crate) fn repeated<E>(times: usize, mut work: impl FnMut() -> Result<(), E>) -> Result<Samples, E> {
    let mut samples = Samples::default();
    for _ in 0..times {
        let start = now();
        work()?;
        samples.add(start.elapsed());
    }
    Ok(samples)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_places_in_the_sorted_samples() {
        let mut samples = Samples::default();
        (1..=101).rev().for_each(|ms| samples.add(Duration::from_millis(ms)));
        assert_eq!((samples.fastest(), samples.median(), samples.p99()), (1.0, 51.0, 100.0));
        assert!(Samples::default().median().is_nan());
    }
}
