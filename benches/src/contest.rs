//! One piece of work, done by several competitors in turn.

use std::error::Error;
use std::fmt::{self, Debug};
use std::future::Future;
use std::hint::black_box;
use std::pin::Pin;
use std::time::Duration;

use crate::clock::{Clock, Taken};
use crate::figures::{Figures, Outcome};
use crate::options::Pace;

/// Why a contest could not be held.
pub type Failure = Box<dyn Error>;

type Turn<'a, T> = Pin<Box<dyn Future<Output = Result<T, Failure>> + 'a>>;

/// Whose a competitor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// This library.
    Ours,
    /// What it is compared with.
    Other,
    /// Something that does a little less, shown for information.
    Aside,
}

/// Competitors that answer the same question with a `T`.
pub struct Contest<T> {
    database: &'static str,
    work: String,
    goal: Option<f64>,
    competitors: Vec<Competitor<T>>,
    comparable: fn(T) -> T,
    reset: Box<dyn Operation<()>>,
}

struct Competitor<T> {
    name: &'static str,
    side: Side,
    operation: Box<dyn Operation<T>>,
}

/// Something that can be done again and again.
trait Operation<T> {
    /// Does it once and answers.
    fn once(&mut self) -> Turn<'_, T>;

    /// Does it some times, throws the answers away, and answers how long that took.
    ///
    /// The future is made once for all the times, so that what it costs is not counted.
    fn repeat(&mut self, times: u32) -> Turn<'_, Taken>;
}

impl<T, F: AsyncFnMut() -> Result<T, Failure>> Operation<T> for F {
    fn once(&mut self) -> Turn<'_, T> {
        Box::pin(self())
    }

    fn repeat(&mut self, times: u32) -> Turn<'_, Taken> {
        Box::pin(async move {
            let clock = Clock::start();
            for _ in 0..times {
                black_box(self().await?);
            }
            Ok(clock.stop())
        })
    }
}

impl<T: PartialEq + Debug + 'static> Contest<T> {
    /// Announces a contest.
    pub fn new(database: &'static str, work: impl Into<String>) -> Self {
        Self {
            database,
            work: work.into(),
            goal: None,
            competitors: Vec::new(),
            comparable: |answer| answer,
            reset: Box::new(async || Ok(())),
        }
    }

    /// Sets the highest ratio to the best of the others that we want to see.
    #[must_use]
    pub fn goal(mut self, ratio: f64) -> Self {
        self.goal = Some(ratio);
        self
    }

    /// Sets what is done to answers before they are compared.
    #[must_use]
    pub fn comparing(mut self, comparable: fn(T) -> T) -> Self {
        self.comparable = comparable;
        self
    }

    /// Sets what undoes a turn; it is not measured.
    #[must_use]
    pub fn reset(mut self, reset: impl AsyncFnMut() -> Result<(), Failure> + 'static) -> Self {
        self.reset = Box::new(reset);
        self
    }

    /// Enters ours.
    #[must_use]
    pub fn ours(self, operation: impl AsyncFnMut() -> Result<T, Failure> + 'static) -> Self {
        self.enter("this library", Side::Ours, Box::new(operation))
    }

    /// Enters another one.
    #[must_use]
    pub fn other(
        self,
        name: &'static str,
        operation: impl AsyncFnMut() -> Result<T, Failure> + 'static,
    ) -> Self {
        self.enter(name, Side::Other, Box::new(operation))
    }

    /// Enters something that does a little less: it is shown, but not what ours is judged by.
    #[must_use]
    pub fn aside(
        self,
        name: &'static str,
        operation: impl AsyncFnMut() -> Result<T, Failure> + 'static,
    ) -> Self {
        self.enter(name, Side::Aside, Box::new(operation))
    }

    fn enter(mut self, name: &'static str, side: Side, operation: Box<dyn Operation<T>>) -> Self {
        self.competitors.push(Competitor { name, side, operation });
        self
    }

    /// Returns the name by which it can be asked for.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}: {}", self.database, self.work)
    }

    /// Holds the contest: first all answers are compared, then all competitors take turns.
    ///
    /// `only` keeps those whose name has it, to look at one with a profiler.
    ///
    /// # Errors
    ///
    /// What a competitor reports, or that two of them do not answer the same.
    pub async fn hold(
        mut self,
        pace: Option<Pace>,
        only: Option<&str>,
    ) -> Result<Option<Outcome>, Failure> {
        if let Some(only) = only {
            self.competitors.retain(|competitor| competitor.name.contains(only));
        }
        self.check().await?;
        let Some(pace) = pace else { return Ok(None) };
        let mut times = Vec::new();
        for at in 0..self.competitors.len() {
            times.push(match pace.calls {
                Some(calls) => calls,
                None => self.calibrate(at, pace.turn).await?,
            });
        }
        let mut rounds = vec![Vec::with_capacity(pace.rounds); times.len()];
        let mut cpu = rounds.clone();
        for round in 0..pace.rounds {
            for turn in 0..times.len() {
                let at = (round + turn) % times.len();
                let taken = self.turn(at, times[at]).await?;
                rounds[at].push(taken.time.as_secs_f64() / f64::from(times[at]));
                cpu[at].push(taken.cpu.as_secs_f64() / f64::from(times[at]));
            }
        }
        let figures = self.competitors.iter().zip(rounds).zip(cpu);
        let figures = figures.map(|((competitor, rounds), cpu)| Figures {
            name: competitor.name.to_owned(),
            side: competitor.side,
            rounds,
            cpu,
        });
        let figures = figures.collect();
        Ok(Some(Outcome { database: self.database, work: self.work, goal: self.goal, figures }))
    }

    async fn check(&mut self) -> Result<(), Failure> {
        let mut first: Option<T> = None;
        for competitor in &mut self.competitors {
            let answer = competitor.operation.once().await;
            let answer = answer.map_err(|error| format!("{}: {error}", competitor.name))?;
            let answer = (self.comparable)(answer);
            self.reset.once().await?;
            match &first {
                Some(first) if *first != answer => {
                    return Err(differ(competitor.name, first, &answer));
                }
                Some(_) => {}
                None => first = Some(answer),
            }
        }
        Ok(())
    }

    /// Finds out how often the work is done in a turn; that warms up as well.
    async fn calibrate(&mut self, at: usize, turn: Duration) -> Result<u32, Failure> {
        let mut times = 1;
        loop {
            let taken = self.turn(at, times).await?.time;
            if taken >= turn {
                return Ok(times);
            }
            // A little more than it takes, as the next turn may be faster; never more than tenfold, as
            // the first one was cold.
            let needed = turn.as_secs_f64() / taken.as_secs_f64().max(1e-9) * 1.2;
            times = (f64::from(times) * needed.clamp(1.2, 10.0)).ceil() as u32;
        }
    }

    async fn turn(&mut self, at: usize, times: u32) -> Result<Taken, Failure> {
        let taken = self.competitors[at].operation.repeat(times).await?;
        self.reset.once().await?;
        Ok(taken)
    }
}

/// Says that two answers differ, and where: answers can be long.
fn differ<T: Debug>(name: &str, first: &T, answer: &T) -> Failure {
    let (first, answer) = (format!("{first:?}"), format!("{answer:?}"));
    let at =
        first.bytes().zip(answer.bytes()).take_while(|(a, b)| a == b).count().saturating_sub(40);
    let excerpt = |text: &str| text.chars().skip(at).take(160).collect::<String>();
    format!("{name} answers …{}…, the first one …{}…", excerpt(&answer), excerpt(&first)).into()
}

impl<T> Debug for Contest<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Contest").field("work", &self.work).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;
    use std::future::ready;
    use std::rc::Rc;
    use std::task::{Context, Poll, Waker};

    fn run<T>(future: impl Future<Output = T>) -> T {
        let mut future = Box::pin(future);
        match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(output) => output,
            Poll::Pending => panic!("nothing here waits"),
        }
    }

    #[test]
    fn different_answers_are_found_before_anything_is_measured() {
        let contest =
            Contest::new("none", "count").ours(async || Ok(1)).other("two", async || Ok(2));
        let failure = run(contest.hold(None, None)).unwrap_err().to_string();
        assert_eq!(failure, "two answers …2…, the first one …1…");
    }

    #[test]
    fn answers_are_compared_as_the_contest_says() {
        let contest = Contest::new("none", "count").comparing(|count: i32| count.abs());
        let contest = contest.ours(async || Ok(1)).other("negative", async || Ok(-1));
        assert_eq!(run(contest.hold(None, None)).unwrap(), None);
    }

    #[test]
    fn each_round_begins_with_another_one_and_each_turn_is_undone() {
        let turns = Rc::new(RefCell::new(String::new()));
        let note = |sign| {
            let turns = Rc::clone(&turns);
            async move || {
                turns.borrow_mut().push(sign);
                ready(Ok::<_, Failure>(())).await
            }
        };
        let contest =
            Contest::new("none", "note").ours(note('a')).other("b", note('b')).reset(note('.'));
        let pace = Pace { rounds: 3, turn: Duration::ZERO, calls: None };
        let outcome = run(contest.hold(Some(pace), None)).unwrap().unwrap();
        assert_eq!(
            *turns.borrow(),
            "a.b." // the answers are compared
            .to_owned() + "a.b." // the number of times is found
            + "a.b.b.a.a.b."
        );
        assert!(outcome.figures.iter().all(|figures| figures.rounds.len() == 3));
    }
}
