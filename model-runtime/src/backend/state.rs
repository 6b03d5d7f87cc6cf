//! What a connection knows about itself: whether a statement is under way, at which transaction level
//! it stands, and why its transaction can not go on.
//!
//! Plain bookkeeping without a database. Level 1 is a transaction, each further level a savepoint.

use crate::error::{Error, ErrorKind, Result};

/// How far an error reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// The statement failed; it ends the transaction level in which it was run.
    Statement,
    /// The database rolled everything back, or may have: all levels are lost.
    Transaction,
    /// The connection can not be used again.
    Connection,
}

/// An error and how far it reaches.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) error: Error,
    pub(super) reach: Reach,
    /// The server's cached plans are out of date; the same statement works after they are dropped.
    pub(super) stale_plan: bool,
}

impl Failure {
    pub(super) fn new(error: Error, reach: Reach) -> Self {
        Self { error, reach, stale_plan: false }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Health {
    Sound,
    /// A statement is under way; or was, if nobody is waiting for it any more.
    InFlight,
    Broken,
}

/// Why a transaction can not go on.
#[derive(Debug)]
pub(super) struct Poison {
    cause: Error,
    /// The level that is lost, with those above it.
    level: u32,
}

/// See the [module](self).
#[derive(Debug)]
pub(super) struct State {
    health: Health,
    depth: u32,
    /// The level to roll back before anything else is run: its handle was dropped.
    pending: Option<u32>,
    poison: Option<Poison>,
    /// The transaction refuses writes by a setting of the connection, to be undone at its end (SQLite).
    pub(super) query_only: bool,
    /// Cached statements are to be dropped before the next one.
    pub(super) stale_plans: bool,
}

impl State {
    pub(super) fn new() -> Self {
        Self {
            health: Health::Sound,
            depth: 0,
            pending: None,
            poison: None,
            query_only: false,
            stale_plans: false,
        }
    }

    /// Returns the level at which statements run; 0 outside a transaction.
    pub(super) fn depth(&self) -> u32 {
        self.depth
    }

    /// Tells whether the server has a transaction open, as far as known.
    pub(super) fn is_open(&self) -> bool {
        self.depth > 0 || self.pending.is_some()
    }

    /// Tells whether the connection may be used for a further statement.
    pub(super) fn is_sound(&self) -> bool {
        self.health == Health::Sound
    }

    /// Tells whether a statement can be run without anything being done before.
    pub(super) fn is_ready(&self) -> bool {
        self.is_sound() && self.pending.is_none() && self.poison.is_none() && !self.stale_plans
    }

    pub(super) fn pending(&self) -> Option<u32> {
        self.pending
    }

    pub(super) fn settled(&mut self) {
        self.pending = None;
    }

    /// A statement is sent.
    pub(super) fn begin_statement(&mut self) {
        self.health = Health::InFlight;
    }

    /// The statement came to its end, well or not.
    pub(super) fn end_statement(&mut self) {
        self.health = Health::Sound;
    }

    pub(super) fn break_off(&mut self) {
        self.health = Health::Broken;
    }

    /// A level was entered.
    pub(super) fn enter(&mut self) {
        self.depth += 1;
    }

    /// The level was committed.
    pub(super) fn leave(&mut self, level: u32) {
        self.depth = level.saturating_sub(1);
    }

    /// The level's handle is gone, or its rollback was asked for: it is to be rolled back.
    pub(super) fn abandon(&mut self, level: u32) {
        if level == 0 || self.depth < level {
            return;
        }
        self.depth = level - 1;
        self.pending = Some(self.pending.map_or(level, |pending| pending.min(level)));
        if self.poison.as_ref().is_some_and(|poison| poison.level >= level) {
            self.poison = None;
        }
    }

    /// Notes a failure: what it ends, and whether the connection survives it.
    pub(super) fn fail(&mut self, failure: &Failure) {
        if failure.reach == Reach::Connection {
            self.break_off();
        }
        self.stale_plans |= failure.stale_plan;
        let level = match failure.reach {
            Reach::Statement => self.depth,
            Reach::Transaction | Reach::Connection => 1,
        };
        self.poison(failure.error.clone(), level);
    }

    /// Ends the transaction from a level on; the first cause is kept unless the new one reaches further.
    fn poison(&mut self, cause: Error, level: u32) {
        let further = self.poison.as_ref().is_none_or(|poison| level < poison.level);
        if self.depth > 0 && further {
            self.poison = Some(Poison { cause, level });
        }
    }

    /// Takes away what ended the transaction, to look into it; [`put_back`](Self::put_back) is to follow.
    pub(super) fn set_aside(&mut self) -> Option<Poison> {
        self.poison.take()
    }

    /// What ended the transaction counts again, unless something further reaching has happened.
    pub(super) fn put_back(&mut self, aside: Poison) {
        let further = self.poison.as_ref().is_some_and(|poison| poison.level < aside.level);
        if self.depth >= aside.level && !further {
            self.poison = Some(aside);
        }
    }

    /// Answers why the transaction can not go on, if it can not.
    pub(super) fn check(&mut self) -> Result<()> {
        if self.depth > 0 && !self.is_sound() {
            let cause = Error::new(
                ErrorKind::Incomplete,
                "a statement of the transaction was dropped before it ended",
            );
            self.poison(cause, 1);
        }
        match &self.poison {
            None => Ok(()),
            Some(poison) => Err(aborted(poison.cause.clone())),
        }
    }
}

fn aborted(cause: Error) -> Error {
    Error::new(
        ErrorKind::TxAborted,
        "an earlier error ended the transaction; roll it back and run it again",
    )
    .with_cause(cause)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(kind: ErrorKind, reach: Reach) -> Failure {
        Failure::new(Error::new(kind, ""), reach)
    }

    #[test]
    fn error_in_a_savepoint_spares_the_transaction() {
        let mut state = State::new();
        state.enter();
        state.enter();
        state.fail(&failure(ErrorKind::Unique, Reach::Statement));
        assert_eq!(state.check().unwrap_err().kind(), ErrorKind::TxAborted);
        state.abandon(2);
        assert_eq!(state.pending(), Some(2));
        state.check().unwrap();
    }

    #[test]
    fn deadlock_ends_all_levels() {
        let mut state = State::new();
        state.enter();
        state.enter();
        state.fail(&failure(ErrorKind::Deadlock, Reach::Transaction));
        state.abandon(2);
        assert!(state.check().unwrap_err().is_retryable());
        state.abandon(1);
        state.check().unwrap();
    }

    #[test]
    fn further_reaching_cause_replaces_the_first() {
        let mut state = State::new();
        state.enter();
        state.enter();
        state.fail(&failure(ErrorKind::Unique, Reach::Statement));
        state.fail(&failure(ErrorKind::Deadlock, Reach::Transaction));
        state.abandon(2);
        assert!(state.check().unwrap_err().is_retryable());
    }

    #[test]
    fn cause_that_was_set_aside_counts_again() {
        let mut state = State::new();
        state.enter();
        state.fail(&failure(ErrorKind::ForeignKey, Reach::Statement));
        let aside = state.set_aside().unwrap();
        state.check().unwrap();
        state.fail(&failure(ErrorKind::Other, Reach::Statement));
        state.put_back(aside);
        let cause = |state: &mut State| {
            let error = state.check().unwrap_err();
            std::error::Error::source(&error).unwrap().to_string()
        };
        assert!(cause(&mut state).starts_with("foreign key violation"));
        state.enter();
        let aside = state.set_aside().unwrap();
        state.fail(&failure(ErrorKind::Other, Reach::Transaction));
        state.put_back(aside);
        assert!(cause(&mut state).starts_with("foreign key violation"), "the first one stays");
    }

    #[test]
    fn dropped_statement_ends_the_transaction() {
        let mut state = State::new();
        state.enter();
        state.begin_statement();
        assert_eq!(state.check().unwrap_err().kind(), ErrorKind::TxAborted);
    }

    #[test]
    fn error_outside_a_transaction_ends_nothing() {
        let mut state = State::new();
        state.fail(&failure(ErrorKind::Unique, Reach::Statement));
        state.check().unwrap();
        assert!(state.is_sound());
    }

    #[test]
    fn forgotten_inner_levels_go_with_the_outer_one() {
        let mut state = State::new();
        state.enter();
        state.enter();
        state.enter();
        state.abandon(3);
        state.abandon(2);
        assert_eq!((state.depth(), state.pending()), (1, Some(2)));
    }
}
