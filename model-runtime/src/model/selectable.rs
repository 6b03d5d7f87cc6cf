//! What can be selected, and what comes back for it.

use crate::error::Result;
use crate::model::{Column, Expression, Group, Row};
use crate::query::Expr;
use crate::value::ColumnValue;

/// What can be selected from a query of `M`: a column, an expression, an aggregate, or a tuple of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can not be selected from a query of `{M}`",
    label = "can not be selected from a query of `{M}`",
    note = "what can be is the model's own columns, expressions, paths and aggregates, and tuples of up to 12 of them"
)]
pub trait Selectable<M> {
    /// What a row becomes: the type of the column, or a tuple.
    type Out: Send + 'static;
    /// The number of columns that it takes.
    #[doc(hidden)]
    const WIDTH: usize;

    /// Adds what is selected to a list.
    #[doc(hidden)]
    fn add_to(self, items: &mut Vec<Expr>);

    /// Reads it from a row, from a position on.
    ///
    /// # Errors
    ///
    /// `Decode` where a value does not fit its type.
    #[doc(hidden)]
    fn read(row: &Row<'_>, at: usize) -> Result<Self::Out>;
}

macro_rules! values {
    ($($value:ty),*) => {$(
        impl<M, T: ColumnValue> Selectable<M> for $value {
            type Out = T;
            const WIDTH: usize = 1;

            fn add_to(self, items: &mut Vec<Expr>) {
                items.push(self.expr());
            }

            fn read(row: &Row<'_>, at: usize) -> Result<T> {
                row.get(at)
            }
        }
    )*};
}

values!(Column<M, T>, Expression<M, T>, Expression<Group<M>, T>);

/// Writes [`Selectable`] for a tuple.
macro_rules! tuples {
    ($($name:ident)*) => {
        impl<M, $($name: Selectable<M>),*> Selectable<M> for ($($name,)*) {
            type Out = ($($name::Out,)*);
            const WIDTH: usize = 0 $(+ $name::WIDTH)*;

            #[expect(non_snake_case, reason = "the variables are named like their types")]
            fn add_to(self, items: &mut Vec<Expr>) {
                let ($($name,)*) = self;
                $($name.add_to(items);)*
            }

            #[expect(non_snake_case, reason = "the variables are named like their types")]
            fn read(row: &Row<'_>, at: usize) -> Result<Self::Out> {
                let next = at;
                $(let ($name, next) = ($name::read(row, next)?, next + $name::WIDTH);)*
                let _ = next;
                Ok(($($name,)*))
            }
        }
    };
}

tuples!(A);
tuples!(A B);
tuples!(A B C);
tuples!(A B C D);
tuples!(A B C D E);
tuples!(A B C D E F);
tuples!(A B C D E F G);
tuples!(A B C D E F G H);
tuples!(A B C D E F G H I);
tuples!(A B C D E F G H I J);
tuples!(A B C D E F G H I J K);
tuples!(A B C D E F G H I J K L);
