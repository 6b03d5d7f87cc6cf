//! Comparisons of columns and expressions with values.
//!
//! They are written out for both, and by no macro: rustc shows who gives a value of another type the
//! method that asked for it, and of a macro its rules and its call as well.

use crate::model::{Column, Expression, IntoExpr, IntoValue, Predicate};
use crate::query::{BinaryOp, Expr};
use crate::value::{ColumnType, ColumnValue, Value};

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

impl<M, T: ColumnValue> Expression<M, T> {
    fn compare(self, op: BinaryOp, other: impl IntoExpr<M, T>) -> Predicate<M> {
        Predicate::new(Expr::binary(op, self.expr(), other.into_expr()))
    }

    /// Equal; of `None`, whether it is NULL.
    pub fn eq(self, other: impl IntoExpr<M, T>) -> Predicate<M> {
        self.compare(BinaryOp::Eq, other)
    }

    /// Not equal; of `None`, whether it is not NULL. A row with NULL is unequal to no value:
    /// see [`is_distinct_from`](Self::is_distinct_from).
    pub fn ne(self, other: impl IntoExpr<M, T>) -> Predicate<M> {
        self.compare(BinaryOp::Ne, other)
    }

    /// Less than.
    pub fn lt(self, other: impl IntoExpr<M, T>) -> Predicate<M> {
        self.compare(BinaryOp::Lt, other)
    }

    /// Less than or equal.
    pub fn le(self, other: impl IntoExpr<M, T>) -> Predicate<M> {
        self.compare(BinaryOp::Le, other)
    }

    /// Greater than.
    pub fn gt(self, other: impl IntoExpr<M, T>) -> Predicate<M> {
        self.compare(BinaryOp::Gt, other)
    }

    /// Greater than or equal.
    pub fn ge(self, other: impl IntoExpr<M, T>) -> Predicate<M> {
        self.compare(BinaryOp::Ge, other)
    }

    /// Different, where NULL is a value like another.
    pub fn is_distinct_from(self, other: impl IntoExpr<M, T>) -> Predicate<M> {
        self.compare(BinaryOp::IsDistinctFrom, other)
    }

    /// Between two values, both included.
    pub fn between(self, low: impl IntoExpr<M, T>, high: impl IntoExpr<M, T>) -> Predicate<M> {
        Predicate::new(Expr::Between {
            expr: Box::new(self.expr()),
            bounds: Box::new((low.into_expr(), high.into_expr())),
        })
    }

    /// One of a list of any length; of an empty list, never.
    pub fn in_list<V>(self, values: impl IntoIterator<Item = V>) -> Predicate<M>
    where
        V: IntoValue<T::Base>,
    {
        Predicate::new(in_list::<T::Base, V>(self.expr(), values, false))
    }

    /// None of a list of any length; of an empty list, always. A row with NULL is in no list
    /// and out of none but the empty one.
    pub fn not_in_list<V>(self, values: impl IntoIterator<Item = V>) -> Predicate<M>
    where
        V: IntoValue<T::Base>,
    {
        Predicate::new(in_list::<T::Base, V>(self.expr(), values, true))
    }
}

fn in_list<T: ColumnType, V: IntoValue<T>>(
    expr: Expr,
    values: impl IntoIterator<Item = V>,
    negated: bool,
) -> Expr {
    let values = values.into_iter().map(|value| Value::of(&value.into_value().normalized()));
    match values.collect() {
        Ok(values) => Expr::InList { expr: Box::new(expr), values, ty: T::SQL_TYPE, negated },
        Err(error) => Expr::invalid(&error),
    }
}
