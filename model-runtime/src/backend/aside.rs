//! Looking into why a statement failed.

use crate::backend::conn::Sink;
use crate::backend::state::Poison;
use crate::backend::{Args, Conn, Sql};
use crate::error::Result;

/// A connection whose transaction is looked into, though it can not go on. What ended it counts again
/// afterwards, also where this is dropped midway.
struct Aside<'c> {
    conn: &'c mut Conn,
    poison: Option<Poison>,
}

impl Conn {
    /// Runs a query after a statement failed, in the same transaction and without an effect on it.
    ///
    /// Only for a database on which a failed statement does not end the transaction by itself (SQLite).
    ///
    /// # Errors
    ///
    /// See [`Conn::run`]; the transaction's own error stays the first one.
    pub(crate) async fn look_into(
        &mut self,
        sql: impl Into<Sql>,
        args: Args,
        sink: &mut Sink<'_>,
    ) -> Result<()> {
        let poison = self.state().set_aside();
        let aside = Aside { conn: self, poison };
        aside.conn.run(sql, args, sink).await.map(drop)
    }
}

impl Drop for Aside<'_> {
    fn drop(&mut self) {
        if let Some(poison) = self.poison.take() {
            self.conn.state().put_back(poison);
        }
    }
}
