//! How many related records a relation gives, and in which shape they come.

use crate::error::Result;
use crate::model::run;
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

    /// Brings the next records, so many as were counted, into shape; `None` where they are not there.
    #[doc(hidden)]
    fn shape<T: Send>(count: usize, next: impl FnMut() -> Option<T>) -> Option<Self::Out<T>>;
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

    fn shape<T: Send>(count: usize, mut next: impl FnMut() -> Option<T>) -> Option<Vec<T>> {
        // A plain loop: chains of adapters are compiled anew for each model.
        let mut all = Vec::with_capacity(count);
        for _ in 0..count {
            all.push(next()?);
        }
        Some(all)
    }
}

impl Arity for Nullable {
    type Out<T: Send> = Option<T>;
    const BOUNDS: Bounds = Bounds::AT_MOST_ONE;

    fn shape<T: Send>(count: usize, mut next: impl FnMut() -> Option<T>) -> Option<Option<T>> {
        if count == 0 { Some(None) } else { next().map(Some) }
    }
}

impl Arity for Required {
    type Out<T: Send> = T;
    const BOUNDS: Bounds = Bounds::ONE;

    fn shape<T: Send>(_: usize, mut next: impl FnMut() -> Option<T>) -> Option<T> {
        next()
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
