//! What may be given for a column: its own type, and what converts into it without loss.
//!
//! The integer literals of Rust decide what is listed here. A literal takes the one type that fits,
//! or `i32` if several do; so an `i16` or `u32` column accepts its own type only (`eq(5)` then makes
//! the 5 of that type), while `i32`, `i64` and `f64` columns, which `i32` converts into, accept all
//! smaller numbers.

use std::borrow::Cow;

use crate::model::{Column, Expression};
use crate::query::Expr;
use crate::value::{ColumnType, ColumnValue, IntoValue, Value};

/// A value or an expression of `M`'s columns that can be compared with a column of type `T`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not fit a column of type `{T}`",
    label = "the column is of type `{T}`"
)]
pub trait IntoExpr<M, T> {
    /// Converts it.
    fn into_expr(self) -> Expr;
}

/// Keeps a value for a statement, or the reason why no database can store it.
pub(crate) fn value_expr<T: ColumnValue>(value: &T) -> Expr {
    match Value::of(value) {
        Ok(value) => Expr::Value(value),
        Err(error) => Expr::invalid(&error),
    }
}

#[diagnostic::do_not_recommend]
impl<M, T: ColumnValue> IntoExpr<M, T> for T {
    fn into_expr(self) -> Expr {
        value_expr(&self.normalized())
    }
}

#[diagnostic::do_not_recommend]
impl<M, T: ColumnType> IntoExpr<M, Option<T>> for T {
    fn into_expr(self) -> Expr {
        value_expr(&self.normalized())
    }
}

#[diagnostic::do_not_recommend]
impl<M, T: ColumnValue + Clone> IntoExpr<M, T> for &T {
    fn into_expr(self) -> Expr {
        value_expr(&self.clone().normalized())
    }
}

#[diagnostic::do_not_recommend]
impl<M, T: ColumnValue> IntoExpr<M, T> for Column<M, T> {
    fn into_expr(self) -> Expr {
        self.expr()
    }
}

#[diagnostic::do_not_recommend]
impl<M, T: ColumnType> IntoExpr<M, Option<T>> for Column<M, T> {
    fn into_expr(self) -> Expr {
        self.expr()
    }
}

#[diagnostic::do_not_recommend]
impl<M, T: ColumnType> IntoExpr<M, T> for Column<M, Option<T>> {
    fn into_expr(self) -> Expr {
        self.expr()
    }
}

#[diagnostic::do_not_recommend]
impl<M, T: ColumnValue> IntoExpr<M, T> for Expression<M, T> {
    fn into_expr(self) -> Expr {
        self.expr()
    }
}

#[diagnostic::do_not_recommend]
impl<M, T: ColumnType> IntoExpr<M, Option<T>> for Expression<M, T> {
    fn into_expr(self) -> Expr {
        self.expr()
    }
}

#[diagnostic::do_not_recommend]
impl<M, T: ColumnType> IntoExpr<M, T> for Expression<M, Option<T>> {
    fn into_expr(self) -> Expr {
        self.expr()
    }
}

macro_rules! conversions {
    ($($from:ty => $to:ty, |$value:ident| $convert:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl IntoValue<$to> for $from {
            fn into_value(self) -> $to {
                let $value = self;
                $convert
            }
        }

        #[diagnostic::do_not_recommend]
        impl IntoValue<Option<$to>> for $from {
            fn into_value(self) -> Option<$to> {
                Some(self.into_value())
            }
        }

        #[diagnostic::do_not_recommend]
        impl<M> IntoExpr<M, $to> for $from {
            fn into_expr(self) -> Expr {
                let value: $to = self.into_value();
                value_expr(&value)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<M> IntoExpr<M, Option<$to>> for $from {
            fn into_expr(self) -> Expr {
                let value: $to = self.into_value();
                value_expr(&value)
            }
        }
    )*};
}

conversions! {
    &str => String, |text| text.to_owned();
    &&str => String, |text| (*text).to_owned();
    Cow<'_, str> => String, |text| text.into_owned();
    Box<str> => String, |text| text.into_string();
    char => String, |character| character.to_string();
    &[u8] => Vec<u8>, |bytes| bytes.to_vec();
    i8 => i32, |number| number.into();
    i16 => i32, |number| number.into();
    u8 => i32, |number| number.into();
    u16 => i32, |number| number.into();
    i8 => i64, |number| number.into();
    i16 => i64, |number| number.into();
    i32 => i64, |number| number.into();
    u8 => i64, |number| number.into();
    u16 => i64, |number| number.into();
    u32 => i64, |number| number.into();
    f32 => f64, |number| number.into();
    i8 => f64, |number| number.into();
    i16 => f64, |number| number.into();
    i32 => f64, |number| number.into();
    u8 => f64, |number| number.into();
    u16 => f64, |number| number.into();
    u32 => f64, |number| number.into();
}

#[diagnostic::do_not_recommend]
impl IntoValue<Option<String>> for &String {
    fn into_value(self) -> Option<String> {
        Some(self.clone())
    }
}

#[diagnostic::do_not_recommend]
impl<M> IntoExpr<M, Option<String>> for &String {
    fn into_expr(self) -> Expr {
        value_expr(self)
    }
}

#[diagnostic::do_not_recommend]
impl<const N: usize> IntoValue<Vec<u8>> for &[u8; N] {
    fn into_value(self) -> Vec<u8> {
        self.to_vec()
    }
}

#[diagnostic::do_not_recommend]
impl<const N: usize> IntoValue<Option<Vec<u8>>> for &[u8; N] {
    fn into_value(self) -> Option<Vec<u8>> {
        Some(self.to_vec())
    }
}

#[diagnostic::do_not_recommend]
impl<M, const N: usize> IntoExpr<M, Vec<u8>> for &[u8; N] {
    fn into_expr(self) -> Expr {
        value_expr(&self.to_vec())
    }
}

#[diagnostic::do_not_recommend]
impl<M, const N: usize> IntoExpr<M, Option<Vec<u8>>> for &[u8; N] {
    fn into_expr(self) -> Expr {
        value_expr(&self.to_vec())
    }
}
