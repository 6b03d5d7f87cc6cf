//! Gathering rows where they are read: on the thread of the driver, if it has one.
//!
//! ```text
//! Conn::gather ── lend ──▶ Slot ◀── hand ── the driver's thread, row by row
//!       ▲                   │
//!       └────── back ───────┘   after the statement's end
//! ```
//!
//! A connection runs one statement at a time, so it has one slot, shared with its driver. What gathers is
//! owned by the slot meanwhile: whoever waits for it may be dropped at any time.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::backend::{Conn, Gather, Given, Sql};
use crate::dialect::Rendered;
use crate::error::{Error, ErrorKind, Result};
use crate::value::Source;

impl Conn {
    /// Runs a statement to its end and lets `gatherer` have all its rows.
    ///
    /// After an error of the gatherer no further rows are handed to it, but the statement still comes to
    /// its end, as with [`Conn::run`].
    ///
    /// # Errors
    ///
    /// See [`Conn::run`]; else the first error of the gatherer, or `Decode` where it panicked on another
    /// thread.
    pub(crate) async fn gather<G: Gather>(
        &mut self,
        statement: Arc<Rendered>,
        given: Given<'_>,
        mut gatherer: G,
    ) -> Result<G> {
        match self.slot(&statement).await? {
            Some(slot) => {
                let lent = slot.lend(Box::new(gatherer));
                self.run(Sql::Gathered(statement), given, &mut |_| Ok(())).await?;
                let back: Box<dyn Any> = lent.back()?;
                back.downcast().map(|back| *back).map_err(|_| lost())
            }
            None => {
                self.run(statement, given, &mut |row| gatherer.gather(row)).await?;
                Ok(gatherer)
            }
        }
    }

    /// Returns the slot of the connection that will run a statement, if its driver gathers.
    async fn slot(&mut self, statement: &Rendered) -> Result<Option<Arc<Slot>>> {
        if self.parts().driver.slot(statement).is_none() {
            return Ok(None);
        }
        // What takes the place of a broken connection has a slot of its own.
        self.make_ready().await?;
        Ok(self.parts().driver.slot(statement))
    }
}

/// See the [module](self).
#[derive(Default)]
pub(super) struct Slot(Mutex<Option<Gathering>>);

/// What gathers, and why it takes no more rows.
struct Gathering {
    gatherer: Box<dyn Gather>,
    refused: Option<Error>,
}

/// A gatherer in a slot. Dropped, it takes it away, and with it the driver's reason to go on.
struct Lent(Arc<Slot>);

impl Slot {
    fn lend(self: Arc<Self>, gatherer: Box<dyn Gather>) -> Lent {
        *self.lock() = Some(Gathering { gatherer, refused: None });
        Lent(self)
    }

    /// Hands a row to what gathers; tells whether there is anything.
    pub(super) fn hand(&self, row: &dyn Source) -> bool {
        let mut slot = self.lock();
        let Some(gathering) = &mut *slot else { return false };
        if gathering.refused.is_none() {
            gathering.refused = gathering.take(row).err();
        }
        true
    }

    /// Tells whether anything gathers.
    pub(super) fn is_lent(&self) -> bool {
        self.lock().is_some()
    }

    fn lock(&self) -> MutexGuard<'_, Option<Gathering>> {
        // What gathers is never seen half changed: after a panic it is given no more rows.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Gathering {
    /// Takes a row. The driver's thread is not ours to unwind, so a panic becomes an error.
    fn take(&mut self, row: &dyn Source) -> Result<()> {
        let gatherer = &mut self.gatherer;
        catch_unwind(AssertUnwindSafe(|| gatherer.gather(row))).unwrap_or_else(|_| Err(panicked()))
    }
}

impl Lent {
    /// Takes the gatherer back, after the statement's end.
    fn back(self) -> Result<Box<dyn Gather>> {
        let Gathering { gatherer, refused } = self.0.lock().take().ok_or_else(lost)?;
        refused.map_or(Ok(gatherer), Err)
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        // Not dropped while the driver's thread waits for the lock.
        let left = self.0.lock().take();
        drop(left);
    }
}

fn panicked() -> Error {
    Error::new(ErrorKind::Decode, "reading a row panicked; see what the panic says")
}

fn lost() -> Error {
    Error::new(ErrorKind::Incomplete, "what gathered the rows is gone")
}
