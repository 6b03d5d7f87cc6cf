//! The relations of one query as types: `()`, or a tuple of loads.
//!
//! All loops are plain: adapters and closures are functions of their own for each model.

use std::vec::IntoIter;

use crate::backend::Via;
use crate::model::load::{Found, Loader};
use crate::model::stream::{self, Records};
use crate::model::{Model, Query};

/// The relations that a query loads: `()`, or a tuple of loads.
pub trait Loads<M>: 'static {
    /// What a record becomes: itself, or a tuple of itself and what was loaded.
    type Out: Send;

    /// The records of a level that were found, with what was loaded along.
    #[doc(hidden)]
    type Rows: Send;

    /// Takes all records.
    #[doc(hidden)]
    fn all(found: &mut Found) -> Option<Vec<Self::Out>>;

    /// Takes the only record.
    #[doc(hidden)]
    fn only(found: &mut Found) -> Option<Self::Out>;

    /// Takes the next level, and those of what was loaded along.
    #[doc(hidden)]
    fn open(found: &mut Found) -> Option<Self::Rows>;

    /// Takes the next record.
    #[doc(hidden)]
    fn next(rows: &mut Self::Rows) -> Option<Self::Out>;

    /// Takes so many records.
    #[doc(hidden)]
    fn take(rows: &mut Self::Rows, count: usize) -> Option<Vec<Self::Out>> {
        let mut all = Vec::with_capacity(count);
        for _ in 0..count {
            all.push(Self::next(rows)?);
        }
        Some(all)
    }

    /// Streams the records of a query that loads them.
    #[doc(hidden)]
    fn stream<'e>(query: Query<M, Self>, via: Via<'e>) -> Records<'e, Self::Out>
    where
        Self: Sized;
}

impl<M: Model> Loads<M> for () {
    type Out = M;
    type Rows = IntoIter<M>;

    fn all(found: &mut Found) -> Option<Vec<M>> {
        // The list itself, as it was gathered.
        found.records()
    }

    fn only(found: &mut Found) -> Option<M> {
        found.records()?.pop()
    }

    fn open(found: &mut Found) -> Option<IntoIter<M>> {
        Some(found.records()?.into_iter())
    }

    fn next(rows: &mut IntoIter<M>) -> Option<M> {
        rows.next()
    }

    fn stream<'e>(query: Query<M>, via: Via<'e>) -> Records<'e, M> {
        stream::whole(&query.asked.select, via)
    }
}

/// A tuple of loads to which one more can be added.
pub trait Append<X> {
    /// The longer tuple.
    type Out;
}

impl<X> Append<X> for () {
    type Out = (X,);
}

/// Writes [`Loads`] for a tuple, and [`Append`] for it as long as there is a longer one.
macro_rules! tuples {
    ($($name:ident $at:tt)*) => {
        impl<M: Model, $($name: Loader<M>),*> Loads<M> for ($($name,)*) {
            type Out = (M, $($name::Out,)*);
            type Rows = (IntoIter<M>, ($($name::Rows,)*));

            fn all(found: &mut Found) -> Option<Vec<Self::Out>> {
                let count = found.count();
                Self::take(&mut Self::open(found)?, count)
            }

            fn only(found: &mut Found) -> Option<Self::Out> {
                Self::next(&mut Self::open(found)?)
            }

            fn open(found: &mut Found) -> Option<Self::Rows> {
                Some((found.records()?.into_iter(), ($($name::open(found)?,)*)))
            }

            fn next((records, along): &mut Self::Rows) -> Option<Self::Out> {
                Some((records.next()?, $($name::next(&mut along.$at)?,)*))
            }

            fn stream<'e>(query: Query<M, Self>, via: Via<'e>) -> Records<'e, Self::Out> {
                stream::parts(query, via)
            }
        }
    };
    ($($name:ident $at:tt)* + $next:ident) => {
        tuples!($($name $at)*);

        impl<$($name,)* $next> Append<$next> for ($($name,)*) {
            type Out = ($($name,)* $next,);
        }
    };
}

tuples!(A 0 + B);
tuples!(A 0 B 1 + C);
tuples!(A 0 B 1 C 2 + D);
tuples!(A 0 B 1 C 2 D 3 + E);
tuples!(A 0 B 1 C 2 D 3 E 4 + F);
tuples!(A 0 B 1 C 2 D 3 E 4 F 5 + G);
tuples!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 + H);
tuples!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7);
