//! What runs statements: a database, a connection or a transaction.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::pin::Pin;

use crate::backend::{Conn, Db, Tx};
use crate::dialect::Dialect;
use crate::error::Result;

/// What statements can be run on: `&db`, `&mut conn` or `&mut tx`.
///
/// `&db` takes a connection from the pool for the whole operation.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can not run statements",
    label = "pass `&db`, `&mut conn` or `&mut tx`"
)]
pub trait Executor<'e>: sealed::Sealed + Send {
    /// Turns this into a type without this trait.
    ///
    /// A trait with a lifetime inside a future makes the future impossible to spawn ("implementation
    /// is not general enough"); so every operation calls this before its `async` block.
    #[doc(hidden)]
    fn via(self) -> Via<'e>;

    /// Holds a connection for several statements of a function that takes any executor: `&mut lease`
    /// runs them one after the other, in the transaction if this is one.
    ///
    /// ```
    /// # use model_runtime::prelude::*;
    /// # #[derive(Model)] struct User { #[primary_key] id: i64, active: bool }
    /// async fn tidy_up<'e>(executor: impl Executor<'e>) -> Result<u64> {
    ///     let mut lease = executor.lease().await?;
    ///     User::filter(User::ACTIVE.eq(false)).delete(&mut lease).await?;
    ///     User::query().count(&mut lease).await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `PoolTimeout` or `ConnectionLost`.
    fn lease(self) -> Pin<Box<dyn Future<Output = Result<Lease<'e>>> + Send + 'e>>
    where
        Self: Sized,
    {
        // A type without this trait, for the reason above.
        Box::pin(self.via().lease())
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for &crate::backend::Db {}
    impl Sealed for &mut crate::backend::Conn {}
    impl Sealed for &mut crate::backend::Tx<'_> {}
    impl Sealed for &mut super::Lease<'_> {}
}

#[diagnostic::do_not_recommend]
impl<'e> Executor<'e> for &'e Db {
    fn via(self) -> Via<'e> {
        Via(Route::Pool(self))
    }
}

#[diagnostic::do_not_recommend]
impl<'e> Executor<'e> for &'e mut Conn {
    fn via(self) -> Via<'e> {
        Via(Route::Conn(self))
    }
}

#[diagnostic::do_not_recommend]
impl<'e> Executor<'e> for &'e mut Tx<'_> {
    fn via(self) -> Via<'e> {
        Via(Route::Conn(self.conn()))
    }
}

#[diagnostic::do_not_recommend]
impl<'e> Executor<'e> for &'e mut Lease<'_> {
    fn via(self) -> Via<'e> {
        Via(Route::Conn(self.0.get_mut()))
    }
}

/// An [`Executor`] as a plain type.
#[doc(hidden)]
pub struct Via<'e>(Route<'e>);

enum Route<'e> {
    Pool(&'e Db),
    Conn(&'e mut Conn),
}

impl<'e> Via<'e> {
    /// Returns the language that is spoken there.
    pub(crate) fn dialect(&self) -> Dialect {
        self.db().dialect()
    }

    /// Tells whether an INSERT can return its rows.
    pub(crate) fn insert_returning(&self) -> bool {
        self.db().insert_returning()
    }

    /// Returns the most bytes of a statement with its values, where the server has a limit.
    pub(crate) fn max_packet(&self) -> Option<usize> {
        self.db().max_packet()
    }

    fn db(&self) -> &Db {
        match &self.0 {
            Route::Pool(db) => db,
            Route::Conn(conn) => conn.db(),
        }
    }

    /// Takes a connection for one operation: its own from the pool, or the borrowed one.
    ///
    /// # Errors
    ///
    /// `PoolTimeout` or `ConnectionLost`.
    pub(crate) async fn lease(self) -> Result<Lease<'e>> {
        match self.0 {
            Route::Pool(db) => Ok(Lease(Held::Owned(db.acquire().await?))),
            Route::Conn(conn) => Ok(Lease(Held::Borrowed(conn))),
        }
    }
}

impl fmt::Debug for Via<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Via")
    }
}

/// A connection held for some statements: one from the pool, or the one that was given.
#[derive(Debug)]
pub struct Lease<'e>(Held<'e>);

/// A connection of one's own, or one that is borrowed.
#[derive(Debug)]
pub(super) enum Held<'e> {
    Owned(Conn),
    Borrowed(&'e mut Conn),
}

impl Held<'_> {
    pub(super) fn get(&self) -> &Conn {
        match self {
            Self::Owned(conn) => conn,
            Self::Borrowed(conn) => conn,
        }
    }

    pub(super) fn get_mut(&mut self) -> &mut Conn {
        match self {
            Self::Owned(conn) => conn,
            Self::Borrowed(conn) => conn,
        }
    }
}

impl Deref for Lease<'_> {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        self.0.get()
    }
}

impl DerefMut for Lease<'_> {
    fn deref_mut(&mut self) -> &mut Conn {
        self.0.get_mut()
    }
}
