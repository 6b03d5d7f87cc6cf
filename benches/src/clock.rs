//! Two clocks: the time that passed, and the time that this process worked.

use std::time::{Duration, Instant};
use std::{fs, thread};

/// What something took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Taken {
    /// The time that passed.
    pub(crate) time: Duration,
    /// The time that all threads of this process were on a processor; a server's are not counted.
    ///
    /// What else runs on the machine hardly changes it. Zero where the system does not tell.
    pub(crate) cpu: Duration,
}

/// Both clocks, running.
#[derive(Debug)]
pub(crate) struct Clock {
    cpu: Duration,
    start: Instant,
}

impl Clock {
    pub(crate) fn start() -> Self {
        settle();
        Self { cpu: cpu(), start: Instant::now() }
    }

    pub(crate) fn stop(self) -> Taken {
        let time = self.start.elapsed();
        settle();
        Taken { time, cpu: cpu().saturating_sub(self.cpu) }
    }
}

/// Lets the system add up this thread's time, which it else does at its next tick only.
fn settle() {
    thread::yield_now();
}

/// The processor time of all threads that live, to the nanosecond.
fn cpu() -> Duration {
    let Ok(threads) = fs::read_dir("/proc/self/task") else { return Duration::ZERO };
    let nanos = threads.filter_map(|thread| {
        let text = fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse::<u64>().ok()
    });
    Duration::from_nanos(nanos.sum())
}
