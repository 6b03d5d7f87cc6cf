//! The relations of one query: `()`, or a tuple of loads.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::backend::{Conn, Via};
use crate::dialect::{Dialect, Statement};
use crate::error::Result;
use crate::model::load::Loader;
use crate::model::stream::{self, Records};
use crate::model::{BoxFuture, Model, Query};

/// What is loaded, at once where there is nothing to load.
pub enum Loading<'a, T> {
    /// It is there, until it is taken.
    #[doc(hidden)]
    Ready(Option<T>),
    /// It comes.
    #[doc(hidden)]
    Later(BoxFuture<'a, T>),
}

impl<T> fmt::Debug for Loading<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Loading")
    }
}

// What is there is moved out, and never looked at where it stands.
impl<T> Unpin for Loading<'_, T> {}

impl<T> Future for Loading<'_, T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        match self.get_mut() {
            Self::Ready(value) => value.take().map_or(Poll::Pending, Poll::Ready),
            Self::Later(future) => future.as_mut().poll(context),
        }
    }
}

/// The relations that a query loads: `()`, or a tuple of loads.
pub trait Loads<M>: Clone + Send + Sync + 'static {
    /// What a record becomes: itself, or a tuple of itself and what was loaded.
    type Out: Send;

    /// Loads them for some records.
    #[doc(hidden)]
    fn fetch<'a>(
        &'a self,
        conn: &'a mut Conn,
        records: Vec<M>,
    ) -> Loading<'a, Result<Vec<Self::Out>>>;

    /// Adds the statements that load them.
    #[doc(hidden)]
    fn statements(&self, dialect: Dialect, list: &mut Vec<Statement>);

    /// Streams the records of a query that loads them.
    #[doc(hidden)]
    fn stream<'e>(query: Query<M, Self>, via: Via<'e>) -> Records<'e, Self::Out>
    where
        Self: Sized;
}

impl<M: Model> Loads<M> for () {
    type Out = M;

    fn fetch<'a>(&'a self, _: &'a mut Conn, records: Vec<M>) -> Loading<'a, Result<Vec<M>>> {
        Loading::Ready(Some(Ok(records)))
    }

    fn statements(&self, _: Dialect, _: &mut Vec<Statement>) {}

    fn stream<'e>(query: Query<M>, via: Via<'e>) -> Records<'e, M> {
        stream::whole(&query.select, via)
    }
}

/// A tuple of loads to which one more can be added.
pub trait Append<X> {
    /// The longer tuple.
    type Out;

    /// Adds it at the end.
    #[doc(hidden)]
    fn append(self, load: X) -> Self::Out;
}

impl<X> Append<X> for () {
    type Out = (X,);

    fn append(self, load: X) -> (X,) {
        (load,)
    }
}

/// Writes [`Loads`] for a tuple, and [`Append`] for it as long as there is a longer one.
macro_rules! tuples {
    ($($name:ident)*) => {
        #[expect(non_snake_case, reason = "the variables are named like their types")]
        impl<M: Model, $($name: Loader<M>),*> Loads<M> for ($($name,)*) {
            type Out = (M, $($name::Out,)*);

            fn fetch<'a>(
                &'a self,
                conn: &'a mut Conn,
                records: Vec<M>,
            ) -> Loading<'a, Result<Vec<Self::Out>>> {
                Loading::Later(Box::pin(async move {
                    let ($($name,)*) = self;
                    $(let mut $name = $name.fetch(conn, &records).await?.into_iter();)*
                    let mut rows = Vec::with_capacity(records.len());
                    // A plain loop: chains of adapters are compiled anew for each model.
                    for record in records {
                        if let ($(Some($name),)*) = ($($name.next(),)*) {
                            rows.push((record, $($name,)*));
                        }
                    }
                    Ok(rows)
                }))
            }

            fn statements(&self, dialect: Dialect, list: &mut Vec<Statement>) {
                let ($($name,)*) = self;
                $($name.statements(dialect, list);)*
            }

            fn stream<'e>(query: Query<M, Self>, via: Via<'e>) -> Records<'e, Self::Out> {
                stream::parts(query, via)
            }
        }
    };
    ($($name:ident)* + $next:ident) => {
        tuples!($($name)*);

        #[expect(non_snake_case, reason = "the variables are named like their types")]
        impl<$($name,)* $next> Append<$next> for ($($name,)*) {
            type Out = ($($name,)* $next,);

            fn append(self, load: $next) -> Self::Out {
                let ($($name,)*) = self;
                ($($name,)* load,)
            }
        }
    };
}

tuples!(A + B);
tuples!(A B + C);
tuples!(A B C + D);
tuples!(A B C D + E);
tuples!(A B C D E + F);
tuples!(A B C D E F + G);
tuples!(A B C D E F G + H);
tuples!(A B C D E F G H);
