//! The time that a statement has.

use std::pin::Pin;
use std::task::Context;
use std::time::Duration;

use tokio::runtime::{Handle, Id};
use tokio::time::{Instant, Sleep, sleep_until};

/// Wakes whoever waits on a connection once the time is up.
///
/// There is one for all statements of a connection: one for each would have to be put among the runtime's
/// timers and taken out again. It is set when somebody has to wait and it is not set yet; when it rings for
/// a statement that has long ended, it is set anew.
#[derive(Debug, Default)]
pub(super) struct Alarm(Option<(Id, Pin<Box<Sleep>>)>);

impl Alarm {
    /// Tells whether a deadline is over. If it is not, the task is woken then, or before.
    pub(super) fn is_over(&mut self, deadline: Instant, context: &mut Context<'_>) -> bool {
        let sleep = self.sleep(deadline);
        if sleep.deadline() > deadline {
            sleep.as_mut().reset(deadline);
        }
        while sleep.as_mut().poll(context).is_ready() {
            if sleep.deadline() == deadline {
                return true;
            }
            sleep.as_mut().reset(deadline);
        }
        false
    }

    /// The timer, of this runtime: those of another one may have ended with it.
    fn sleep(&mut self, deadline: Instant) -> &mut Pin<Box<Sleep>> {
        let here = Handle::current().id();
        if self.0.as_ref().is_some_and(|(runtime, _)| *runtime != here) {
            self.0 = None;
        }
        &mut self.0.get_or_insert_with(|| (here, Box::pin(sleep_until(deadline)))).1
    }
}

/// Returns the moment after so long; too far away to be told is as good as never.
pub(super) fn after(limit: Duration) -> Instant {
    let now = Instant::now();
    now.checked_add(limit).unwrap_or(now + Duration::from_secs(1 << 30))
}

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use tokio::runtime::Builder;

    use super::*;

    const MOMENT: Duration = Duration::from_millis(20);

    #[tokio::test]
    async fn alarm_of_a_statement_that_has_ended_does_not_end_a_later_one() {
        let mut context = Context::from_waker(Waker::noop());
        let mut alarm = Alarm::default();
        let (early, late) = (after(MOMENT), after(MOMENT * 4));
        assert!(!alarm.is_over(early, &mut context));
        sleep_until(early + MOMENT).await;
        assert!(!alarm.is_over(late, &mut context), "it rang for the first one");
        assert!(!alarm.is_over(after(Duration::MAX), &mut context));
        sleep_until(late + MOMENT).await;
        assert!(alarm.is_over(late, &mut context));
    }

    #[test]
    fn alarm_of_a_runtime_that_is_gone_is_made_again() {
        let mut context = Context::from_waker(Waker::noop());
        let mut alarm = Alarm::default();
        for _ in 0..2 {
            let runtime = Builder::new_current_thread().enable_time().build().unwrap();
            runtime.block_on(async {
                assert!(!alarm.is_over(after(Duration::from_secs(60)), &mut context));
            });
        }
    }
}
