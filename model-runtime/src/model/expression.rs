//! Typed expressions, and the operators that columns and expressions share.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Add, Div, Mul, Sub};

use crate::model::{Column, IntoExpr, Of, Order, Predicate};
use crate::query::{BinaryOp, Expr, TextMatch};
use crate::value::{ColumnValue, Numeric, TextColumn, Value};

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

/// Writes the operators that [`Column`] and [`Expression`] share; both have `expr(self) -> Expr`. Those
/// that take a value are written out in `compare.rs`.
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

        impl<M, T: TextColumn> $handle<M, T> {
            fn search(self, how: TextMatch, needle: impl Into<String>) -> Predicate<M> {
                Predicate::new(search(self.expr(), how, needle.into()))
            }

            /// Matches a pattern: `%` is any text, `_` any character, and `!` before `%`, `_` or `!`
            /// means that character itself. Case counts.
            pub fn like(self, pattern: impl Into<String>) -> Predicate<M> {
                self.search(TextMatch::Like, pattern)
            }

            /// Matches a pattern as [`like`](Self::like) does, whatever the case of ASCII letters.
            pub fn ilike(self, pattern: impl Into<String>) -> Predicate<M> {
                self.search(TextMatch::LikeIgnoreCase, pattern)
            }

            /// Begins with a text, which is taken literally. Case counts.
            pub fn starts_with(self, text: impl Into<String>) -> Predicate<M> {
                self.search(TextMatch::StartsWith, text)
            }

            /// Ends with a text, which is taken literally. Case counts.
            pub fn ends_with(self, text: impl Into<String>) -> Predicate<M> {
                self.search(TextMatch::EndsWith, text)
            }

            /// Contains a text, which is taken literally. Case counts.
            pub fn contains(self, text: impl Into<String>) -> Predicate<M> {
                self.search(TextMatch::Contains, text)
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

fn search(expr: Expr, how: TextMatch, needle: String) -> Expr {
    match Value::of(&needle) {
        Ok(_) => Expr::Text { expr: Box::new(expr), needle, how },
        Err(error) => Expr::invalid(&error),
    }
}
