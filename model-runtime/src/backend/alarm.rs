//! The time that a statement has.
//!
//! ```text
//! Alarm (of a connection) ── set ──▶ Clock ── at the time ──▶ Bell ── wakes ──▶ whoever waits
//! ```
//!
//! The clock is a thread. The runtime's own timers would do, but where a runtime has one it waits for the
//! network with a time limit, which the system has to set up and take back for each statement.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Waker};
use std::thread;
use std::time::{Duration, Instant};

use crate::error::{Error, ErrorKind, Result};

static CLOCK: Clock = Clock {
    due: Mutex::new(Due { bells: BTreeMap::new(), count: 0, runs: false }),
    earlier: Condvar::new(),
};

/// Wakes whoever waits on a connection once the time is up.
///
/// There is one for all statements of a connection, since setting one takes longer than a short statement.
/// It is set when somebody has to wait and it is not set yet; when it rings for a statement that has long
/// ended, it is set anew.
#[derive(Debug)]
pub(super) struct Alarm {
    bell: Arc<Bell>,
    /// Where the clock has it, if it has been set.
    due: Option<Moment>,
}

/// When a bell is to ring; those of one time in the order in which they were set.
type Moment = (Instant, u64);

#[derive(Debug, Default)]
struct Bell {
    /// It rang since it was set.
    rang: AtomicBool,
    waker: Mutex<Option<Waker>>,
}

impl Alarm {
    /// Makes an alarm that is not set.
    ///
    /// # Errors
    ///
    /// `Config` where the system refuses a thread.
    pub(super) fn new() -> Result<Self> {
        CLOCK.start()?;
        Ok(Self { bell: Arc::default(), due: None })
    }

    /// Tells whether a deadline is over. If it is not, the task is woken then, or before.
    pub(super) fn is_over(&mut self, deadline: Instant, context: &mut Context<'_>) -> bool {
        // Before looking whether it rang: if it does in between, the task is woken and looks again.
        self.bell.wakes(context.waker());
        let is_set = self.due.is_some_and(|(at, _)| at <= deadline);
        if is_set && !self.bell.rang.load(Ordering::Acquire) {
            return false;
        }
        if Instant::now() >= deadline {
            return true;
        }
        self.bell.rang.store(false, Ordering::Release);
        self.due = Some(CLOCK.set(deadline, &self.bell, self.due));
        false
    }
}

impl Drop for Alarm {
    fn drop(&mut self) {
        if let Some(moment) = self.due {
            CLOCK.forget(moment);
        }
    }
}

impl Bell {
    /// Wakes this task from now on.
    fn wakes(&self, waker: &Waker) {
        let mut kept = lock(&self.waker);
        if !kept.as_ref().is_some_and(|kept| kept.will_wake(waker)) {
            *kept = Some(waker.clone());
        }
    }

    fn ring(&self) {
        self.rang.store(true, Ordering::Release);
        let waker = lock(&self.waker).take();
        // A runtime's waker does not panic; one that does must not stop the clock for all others.
        let _ = catch_unwind(AssertUnwindSafe(|| waker.map(Waker::wake)));
    }
}

/// Rings bells when it is time.
struct Clock {
    due: Mutex<Due>,
    /// Tells that a bell is to ring before all others.
    earlier: Condvar,
}

/// Bells by when they are to ring, each once.
struct Due {
    bells: BTreeMap<Moment, Arc<Bell>>,
    count: u64,
    /// The thread was started.
    runs: bool,
}

impl Clock {
    fn start(&'static self) -> Result<()> {
        let mut due = lock(&self.due);
        if !due.runs {
            let thread = thread::Builder::new().name("model-runtime-clock".to_owned());
            let started = thread.spawn(|| self.run());
            started.map_err(|_| {
                let message = "the system refused a thread, without which no deadline can be kept";
                Error::new(ErrorKind::Config, message)
            })?;
            due.runs = true;
        }
        Ok(())
    }

    /// Lets a bell ring at a time, in place of the moment for which it was set before.
    fn set(&self, at: Instant, bell: &Arc<Bell>, before: Option<Moment>) -> Moment {
        let mut due = lock(&self.due);
        if let Some(before) = before {
            due.bells.remove(&before);
        }
        due.count += 1;
        let moment = (at, due.count);
        let is_first = due.bells.first_key_value().is_none_or(|(first, _)| moment < *first);
        due.bells.insert(moment, Arc::clone(bell));
        if is_first {
            self.earlier.notify_one();
        }
        moment
    }

    fn forget(&self, moment: Moment) {
        // Dropped after the lock: it may hold the last of a task.
        let bell = lock(&self.due).bells.remove(&moment);
        drop(bell);
    }

    fn run(&self) {
        let mut due = lock(&self.due);
        loop {
            let now = Instant::now();
            let next =
                due.bells.first_key_value().map(|((at, _), _)| at.saturating_duration_since(now));
            due = match next {
                None => self.earlier.wait(due).unwrap_or_else(PoisonError::into_inner),
                Some(Duration::ZERO) => {
                    let bell = due.bells.pop_first();
                    // Whoever is woken may set the next one at once.
                    drop(due);
                    if let Some((_, bell)) = bell {
                        bell.ring();
                    }
                    lock(&self.due)
                }
                Some(time) => {
                    self.earlier.wait_timeout(due, time).unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
    }
}

/// Nothing that is locked here is ever left half changed.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns the moment after so long; too far away to be told is as good as never.
pub(super) fn after(limit: Duration) -> Instant {
    let now = Instant::now();
    now.checked_add(limit).unwrap_or(now + Duration::from_secs(1 << 30))
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::task::Poll;

    use tokio::runtime::Builder;

    use super::*;

    const MOMENT: Duration = Duration::from_millis(20);

    /// Waits for a deadline as a statement does to which nothing is answered; tells whether it waited long
    /// enough.
    async fn wait(alarm: &mut Alarm, deadline: Instant) -> bool {
        poll_fn(|context| match alarm.is_over(deadline, context) {
            true => Poll::Ready(Instant::now() >= deadline),
            false => Poll::Pending,
        })
        .await
    }

    #[tokio::test]
    async fn whoever_waits_is_woken_at_the_deadline() {
        let mut alarm = Alarm::new().unwrap();
        for _ in 0..3 {
            let deadline = after(MOMENT);
            assert!(wait(&mut alarm, deadline).await);
        }
    }

    #[tokio::test]
    async fn alarm_of_a_statement_that_has_ended_does_not_end_a_later_one() {
        let mut context = Context::from_waker(Waker::noop());
        let mut alarm = Alarm::new().unwrap();
        let (early, late) = (after(MOMENT), after(MOMENT * 4));
        assert!(!alarm.is_over(early, &mut context));
        assert!(wait(&mut alarm, late).await, "it rang for the first one");
        assert!(!alarm.is_over(after(Duration::MAX), &mut context));
    }

    #[tokio::test]
    async fn earlier_deadline_than_the_one_before_is_kept() {
        let mut context = Context::from_waker(Waker::noop());
        let mut alarm = Alarm::new().unwrap();
        assert!(!alarm.is_over(after(Duration::from_secs(60)), &mut context));
        let early = after(MOMENT);
        assert!(wait(&mut alarm, early).await);
        assert!(Instant::now() < early + Duration::from_secs(30));
    }

    #[tokio::test]
    async fn many_alarms_ring_each_at_its_time() {
        let waits = (0..50_u32).rev().map(|at| {
            tokio::spawn(async move {
                let mut alarm = Alarm::new().unwrap();
                wait(&mut alarm, after(MOMENT * (1 + at % 5))).await
            })
        });
        for waited in waits.collect::<Vec<_>>() {
            assert!(waited.await.unwrap());
        }
    }

    #[test]
    fn runtime_needs_no_timers() {
        let runtime = Builder::new_current_thread().build().unwrap();
        let mut alarm = Alarm::new().unwrap();
        assert!(runtime.block_on(wait(&mut alarm, after(MOMENT))));
    }

    #[test]
    fn clock_has_each_alarm_once_and_none_that_is_gone() {
        let mut context = Context::from_waker(Waker::noop());
        let mut alarm = Alarm::new().unwrap();
        for seconds in [600, 300, 60] {
            assert!(!alarm.is_over(after(Duration::from_secs(seconds)), &mut context));
            assert_eq!(Arc::strong_count(&alarm.bell), 2, "ours and the clock's");
        }
        let bell = Arc::downgrade(&alarm.bell);
        drop(alarm);
        assert_eq!(bell.strong_count(), 0);
    }
}
