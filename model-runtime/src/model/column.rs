//! The handle of a column.

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;

use crate::model::{Expression, Group, IntoExpr, Model, Of, Predicate};
use crate::query::Expr;
use crate::value::{ColumnType, ColumnValue, IntoValue, Ordered, Summed, TextColumn};

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
    of: Of<(M, T)>,
}

impl<M, T> Column<M, T> {
    /// Makes the handle; called by the derive.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(ordinal: usize, name: &'static str) -> Self {
        Self { ordinal, name, of: PhantomData }
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

    pub(crate) fn expr(self) -> Expr {
        Expr::Column(self.name)
    }
}

/// Makes a handle; called by the derive.
#[must_use]
pub const fn column<M, T>(ordinal: usize, name: &'static str) -> Column<M, T> {
    Column { ordinal, name, of: PhantomData }
}

impl<M: Model, T: 'static> Column<M, T> {
    /// Returns the field of a record.
    #[must_use]
    pub fn get<'m>(&self, record: &'m M) -> &'m T {
        let field: &dyn Any = record.column(self.ordinal);
        let Some(field) = field.downcast_ref() else {
            // The derive makes a handle and its field from one declaration.
            unreachable!("the handle of `{}` is of another type than its field", self.name)
        };
        field
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

// Written out here and for expressions, and by no macro: rustc shows who gives a value of another type the
// method that asked for it, and of a macro its rules and its call as well.
impl<M, T: ColumnValue> Column<M, T> {
    fn value(self) -> Expression<M, T> {
        Expression::new(self.expr())
    }

    /// Equal; of `None`, whether it is NULL.
    pub fn eq(self, other: impl IntoExpr<M, T>) -> Predicate<M> {
        self.value().eq(other)
    }

    /// Not equal; of `None`, whether it is not NULL. A row with NULL is unequal to no value:
    /// see [`is_distinct_from`](Self::is_distinct_from).
    pub fn ne(self, other: impl IntoExpr<M, T>) -> Predicate<M> {
        self.value().ne(other)
    }

    /// Less than.
    pub fn lt(self, other: impl IntoExpr<M, T>) -> Predicate<M> {
        self.value().lt(other)
    }

    /// Less than or equal.
    pub fn le(self, other: impl IntoExpr<M, T>) -> Predicate<M> {
        self.value().le(other)
    }

    /// Greater than.
    pub fn gt(self, other: impl IntoExpr<M, T>) -> Predicate<M> {
        self.value().gt(other)
    }

    /// Greater than or equal.
    pub fn ge(self, other: impl IntoExpr<M, T>) -> Predicate<M> {
        self.value().ge(other)
    }

    /// Different, where NULL is a value like another.
    pub fn is_distinct_from(self, other: impl IntoExpr<M, T>) -> Predicate<M> {
        self.value().is_distinct_from(other)
    }

    /// Between two values, both included.
    pub fn between(self, low: impl IntoExpr<M, T>, high: impl IntoExpr<M, T>) -> Predicate<M> {
        self.value().between(low, high)
    }

    /// One of a list of any length; of an empty list, never.
    pub fn in_list<V>(self, values: impl IntoIterator<Item = V>) -> Predicate<M>
    where
        V: IntoValue<T::Base>,
    {
        self.value().in_list(values)
    }

    /// None of a list of any length; of an empty list, always. A row with NULL is in no list
    /// and out of none but the empty one.
    pub fn not_in_list<V>(self, values: impl IntoIterator<Item = V>) -> Predicate<M>
    where
        V: IntoValue<T::Base>,
    {
        self.value().not_in_list(values)
    }
}

impl<M, T: ColumnValue> Column<M, T> {
    /// Matches a pattern: `%` is any text, `_` any character, and `!` before `%`, `_` or `!`
    /// means that character itself. Case counts.
    pub fn like(self, pattern: impl Into<String>) -> Predicate<M>
    where
        T: TextColumn,
    {
        self.value().like(pattern)
    }

    /// Matches a pattern as [`like`](Self::like) does, whatever the case of ASCII letters.
    pub fn ilike(self, pattern: impl Into<String>) -> Predicate<M>
    where
        T: TextColumn,
    {
        self.value().ilike(pattern)
    }

    /// Begins with a text, which is taken literally. Case counts.
    pub fn starts_with(self, text: impl Into<String>) -> Predicate<M>
    where
        T: TextColumn,
    {
        self.value().starts_with(text)
    }

    /// Ends with a text, which is taken literally. Case counts.
    pub fn ends_with(self, text: impl Into<String>) -> Predicate<M>
    where
        T: TextColumn,
    {
        self.value().ends_with(text)
    }

    /// Contains a text, which is taken literally. Case counts.
    pub fn contains(self, text: impl Into<String>) -> Predicate<M>
    where
        T: TextColumn,
    {
        self.value().contains(text)
    }
}

impl<M, T: ColumnValue> Column<M, T> {
    /// The number of the rows of a group in which this is not NULL.
    pub fn count(self) -> Expression<Group<M>, u64> {
        self.value().count()
    }

    /// The sum in a group, `None` of no value: an `i64` of whole numbers, and an error beyond
    /// what that can hold; an `f64` of others.
    pub fn sum<S: ColumnType>(self) -> Expression<Group<M>, Option<S>>
    where
        T: Summed<Sum = S>,
    {
        self.value().sum()
    }

    /// The mean in a group, `None` of no value.
    pub fn avg(self) -> Expression<Group<M>, Option<f64>>
    where
        T: Summed,
    {
        self.value().avg()
    }

    /// The lowest value in a group, `None` of none.
    pub fn min(self) -> Expression<Group<M>, Option<T::Base>>
    where
        T: Ordered,
    {
        self.value().min()
    }

    /// The highest value in a group, `None` of none.
    pub fn max(self) -> Expression<Group<M>, Option<T::Base>>
    where
        T: Ordered,
    {
        self.value().max()
    }
}
