//! Typed expressions, and the operators that columns and expressions share.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Add, Div, Mul, Sub};

use crate::model::aggregate::aggregate;
use crate::model::{Column, Group, IntoExpr, Of, Order, Predicate};
use crate::query::{BinaryOp, Expr, Function, TextMatch};
use crate::value::{
    ColumnType, ColumnValue, IntoValue, Numeric, Ordered, Summed, TextColumn, Value,
};

/// A value calculated from the columns of `M`, such as `User::AGE + 1`.
pub struct Expression<M, T> {
    expr: Expr,
    of: Of<(M, T)>,
}

impl<M, T> Expression<M, T> {
    pub(crate) fn new(expr: Expr) -> Self {
        Self { expr, of: PhantomData }
    }

    pub(crate) fn expr(self) -> Expr {
        self.expr
    }
}

impl<M, T> Clone for Expression<M, T> {
    fn clone(&self) -> Self {
        Self::new(self.expr.clone())
    }
}

impl<M, T> fmt::Debug for Expression<M, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Expression").field(&self.expr).finish()
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

impl<M, T: ColumnValue> Expression<M, T> {
    fn search(self, how: TextMatch, needle: impl Into<String>) -> Predicate<M> {
        Predicate::new(search(self.expr(), how, needle.into()))
    }

    /// Matches a pattern: `%` is any text, `_` any character, and `!` before `%`, `_` or `!`
    /// means that character itself. Case counts.
    pub fn like(self, pattern: impl Into<String>) -> Predicate<M>
    where
        T: TextColumn,
    {
        self.search(TextMatch::Like, pattern)
    }

    /// Matches a pattern as [`like`](Self::like) does, whatever the case of ASCII letters.
    pub fn ilike(self, pattern: impl Into<String>) -> Predicate<M>
    where
        T: TextColumn,
    {
        self.search(TextMatch::LikeIgnoreCase, pattern)
    }

    /// Begins with a text, which is taken literally. Case counts.
    pub fn starts_with(self, text: impl Into<String>) -> Predicate<M>
    where
        T: TextColumn,
    {
        self.search(TextMatch::StartsWith, text)
    }

    /// Ends with a text, which is taken literally. Case counts.
    pub fn ends_with(self, text: impl Into<String>) -> Predicate<M>
    where
        T: TextColumn,
    {
        self.search(TextMatch::EndsWith, text)
    }

    /// Contains a text, which is taken literally. Case counts.
    pub fn contains(self, text: impl Into<String>) -> Predicate<M>
    where
        T: TextColumn,
    {
        self.search(TextMatch::Contains, text)
    }
}

impl<M, T: ColumnValue> Expression<M, T> {
    fn aggregate<R>(self, function: Function) -> Expression<Group<M>, R> {
        Expression::new(Expr::Aggregate(aggregate::<M, _>(function, self)))
    }

    /// The number of the rows of a group in which this is not NULL.
    pub fn count(self) -> Expression<Group<M>, u64> {
        self.aggregate(Function::Count)
    }

    /// The sum in a group, `None` of no value: an `i64` of whole numbers, and an error beyond
    /// what that can hold; an `f64` of others.
    pub fn sum<S: ColumnType>(self) -> Expression<Group<M>, Option<S>>
    where
        T: Summed<Sum = S>,
    {
        self.aggregate(Function::Sum)
    }

    /// The mean in a group, `None` of no value.
    pub fn avg(self) -> Expression<Group<M>, Option<f64>>
    where
        T: Summed,
    {
        self.aggregate(Function::Avg)
    }

    /// The lowest value in a group, `None` of none.
    pub fn min(self) -> Expression<Group<M>, Option<T::Base>>
    where
        T: Ordered,
    {
        self.aggregate(Function::Min)
    }

    /// The highest value in a group, `None` of none.
    pub fn max(self) -> Expression<Group<M>, Option<T::Base>>
    where
        T: Ordered,
    {
        self.aggregate(Function::Max)
    }
}

/// Writes the operators that [`Column`] and [`Expression`] share; both have `expr(self) -> Expr`. Those
/// that take a value are written out for either.
macro_rules! operators {
    ($handle:ident) => {
        impl<M, T: ColumnValue> $handle<M, T> {
            /// NULL.
            pub fn is_null(self) -> Predicate<M> {
                Predicate::new(Expr::IsNull { expr: Box::new(self.expr()), negated: false })
            }

            /// Not NULL.
            pub fn is_not_null(self) -> Predicate<M> {
                Predicate::new(Expr::IsNull { expr: Box::new(self.expr()), negated: true })
            }

            /// Sorts from low to high; NULL comes first unless the key says otherwise.
            pub fn asc(self) -> Order<M> {
                Order::new(self.expr(), false)
            }

            /// Sorts from high to low; NULL comes last unless the key says otherwise.
            pub fn desc(self) -> Order<M> {
                Order::new(self.expr(), true)
            }
        }

        operators!($handle, Add::add, Add);
        operators!($handle, Sub::sub, Sub);
        operators!($handle, Mul::mul, Mul);
        operators!($handle, Div::div, Div);
    };
    ($handle:ident, $operator:ident::$method:ident, $op:ident) => {
        impl<M, T: Numeric, R: IntoExpr<M, T>> $operator<R> for $handle<M, T> {
            type Output = Expression<M, T>;

            fn $method(self, other: R) -> Expression<M, T> {
                calculate(BinaryOp::$op, self.expr(), other.into_expr())
            }
        }
    };
}

operators!(Column);
operators!(Expression);

/// Makes an arithmetic expression; dividing whole numbers drops the rest, on every database.
fn calculate<M, T: ColumnValue>(op: BinaryOp, left: Expr, right: Expr) -> Expression<M, T> {
    let op = match op {
        BinaryOp::Div if T::SQL_TYPE.is_integer() => BinaryOp::IntDiv,
        op => op,
    };
    Expression::new(Expr::binary(op, left, right))
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

fn search(expr: Expr, how: TextMatch, needle: String) -> Expr {
    match Value::of(&needle) {
        Ok(_) => Expr::Text { expr: Box::new(expr), needle, how },
        Err(error) => Expr::invalid(&error),
    }
}
