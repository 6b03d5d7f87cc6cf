//! The handle of a column.

use std::fmt;
use std::marker::PhantomData;

use crate::model::Of;
use crate::query::Expr;

/// The handle of a column of type `T` of the model `M`, such as `User::USERNAME`.
///
/// ```
/// # use model_runtime::prelude::*;
/// # #[derive(Model)] struct User { #[primary_key] id: i64, username: String, age: i32 }
/// let adults = User::filter(User::AGE.ge(18)).order_by(User::USERNAME.asc());
/// assert_eq!(
///     adults.to_sql(Dialect::Postgres).sql(),
///     r#"SELECT "id", "username", "age" FROM "user" WHERE "age" >= $1 ORDER BY "username""#,
/// );
/// ```
pub struct Column<M, T> {
    ordinal: usize,
    name: &'static str,
    get: fn(&M) -> &T,
    of: Of<(M, T)>,
}

impl<M, T> Column<M, T> {
    /// Makes the handle; called by the derive.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(ordinal: usize, name: &'static str, get: fn(&M) -> &T) -> Self {
        Self { ordinal, name, get, of: PhantomData }
    }

    /// Returns the column's name in the database.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the column's position in the table.
    #[must_use]
    pub const fn ordinal(&self) -> usize {
        self.ordinal
    }

    /// Returns the field of a record.
    #[must_use]
    pub fn get<'m>(&self, record: &'m M) -> &'m T {
        (self.get)(record)
    }

    pub(crate) fn expr(self) -> Expr {
        Expr::Column(self.name)
    }
}

impl<M, T> Clone for Column<M, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M, T> Copy for Column<M, T> {}

impl<M, T> fmt::Debug for Column<M, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Column").field(&self.name).finish()
    }
}
