//! How many related records a relation gives, and in which shape they come.

use crate::error::Result;
use crate::model::load::Found;
use crate::model::{Loads, run};
use crate::value::{Nullable, Required};

/// Any number of related records.
#[derive(Debug, Clone, Copy)]
pub enum Many {}

/// How many related records a relation gives each record, and in which shape.
pub trait Arity: 'static {
    /// The shape: `Vec<T>`, `Option<T>` or `T`.
    type Out<T: Send>: Send;

    /// How many there may be.
    #[doc(hidden)]
    const BOUNDS: Bounds;

    /// Brings all that was found into shape; `None` where it is not there.
    #[doc(hidden)]
    fn whole<M, L: Loads<M>>(found: &mut Found) -> Option<Self::Out<L::Out>>;

    /// Brings the next records, so many as were counted, into shape; `None` where they are not there.
    #[doc(hidden)]
    fn shape<M, L: Loads<M>>(count: usize, rows: &mut L::Rows) -> Option<Self::Out<L::Out>>;
}

/// How many records there may be.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    least: usize,
    most: usize,
}

impl Bounds {
    pub(crate) const ANY: Self = Self { least: 0, most: usize::MAX };
    const AT_MOST_ONE: Self = Self { least: 0, most: 1 };
    const ONE: Self = Self { least: 1, most: 1 };

    /// Refuses too few or too many.
    ///
    /// # Errors
    ///
    /// `NotFound`, `TooManyRows`.
    pub(crate) fn check(self, count: usize) -> Result<()> {
        match count {
            few if few < self.least => Err(run::not_found()),
            many if many > self.most => Err(run::too_many()),
            _ => Ok(()),
        }
    }
}

impl Arity for Many {
    type Out<T: Send> = Vec<T>;
    const BOUNDS: Bounds = Bounds::ANY;

    fn whole<M, L: Loads<M>>(found: &mut Found) -> Option<Vec<L::Out>> {
        L::all(found)
    }

    fn shape<M, L: Loads<M>>(count: usize, rows: &mut L::Rows) -> Option<Vec<L::Out>> {
        L::take(rows, count)
    }
}

impl Arity for Nullable {
    type Out<T: Send> = Option<T>;
    const BOUNDS: Bounds = Bounds::AT_MOST_ONE;

    fn whole<M, L: Loads<M>>(found: &mut Found) -> Option<Option<L::Out>> {
        if found.count() == 0 { Some(None) } else { L::only(found).map(Some) }
    }

    fn shape<M, L: Loads<M>>(count: usize, rows: &mut L::Rows) -> Option<Option<L::Out>> {
        if count == 0 { Some(None) } else { L::next(rows).map(Some) }
    }
}

impl Arity for Required {
    type Out<T: Send> = T;
    const BOUNDS: Bounds = Bounds::ONE;

    fn whole<M, L: Loads<M>>(found: &mut Found) -> Option<L::Out> {
        L::only(found)
    }

    fn shape<M, L: Loads<M>>(_: usize, rows: &mut L::Rows) -> Option<L::Out> {
        L::next(rows)
    }
}

/// A relation whose related records can be left out.
#[diagnostic::on_unimplemented(
    message = "the parent of a required relation can not be filtered: a record always has it",
    label = "filter the query instead, as in `.filter(Post::AUTHOR.has(…))`"
)]
pub trait MayBeAbsent: Arity {}

#[diagnostic::do_not_recommend]
impl MayBeAbsent for Many {}
#[diagnostic::do_not_recommend]
impl MayBeAbsent for Nullable {}
