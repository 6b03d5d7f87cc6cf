//! The handle of a relation through a model that links two others.

use std::marker::PhantomData;

use crate::model::aggregate::{Related, of_relations};
use crate::model::path::{Direction, Path};
use crate::model::relation::handle;
use crate::model::{
    BelongsTo, IntoOrder, IntoPredicate, Load, Many, Model, Of, Predicate, Relation,
};
use crate::query::{Select, Through};
use crate::schema::ForeignKeyDef;

/// The records `T` that an `L` each links to a `P`, such as `Post::TAGS`.
///
/// `#[model(link(…))]` on the model `L`, which has a foreign key to either, makes it.
pub struct ManyToMany<P, T, L> {
    /// The key of the link that refers to the `P`.
    pub(super) foreign_key: &'static ForeignKeyDef,
    pub(super) far: &'static ForeignKeyDef,
    of: Of<(P, T, L)>,
}

handle!(ManyToMany<P, T, L>);

impl<P, T, L> ManyToMany<P, T, L> {
    /// Makes the handle; called by the derive.
    #[doc(hidden)]
    #[must_use]
    pub const fn new<N, O>(near: BelongsTo<L, P, N>, far: BelongsTo<L, T, O>) -> Self {
        Self { foreign_key: near.foreign_key(), far: far.foreign_key(), of: PhantomData }
    }
}

impl<P: Model, T: Model, L: Model> Path for ManyToMany<P, T, L> {
    type From = P;
    type To = T;

    fn direction(self) -> Direction {
        let (near, far) = (self.foreign_key, self.far);
        let through = Through { table: L::TABLE, outer: near.columns, inner: far.columns };
        Direction { outer: near.references, inner: far.references, through: Some(through) }
    }
}

impl<P: Model, T: Model, L: Model> ManyToMany<P, T, L> {
    /// At least one linked record meets a condition.
    pub fn any(self, predicate: impl IntoPredicate<T>) -> Predicate<P> {
        self.related(predicate.into_predicate(), false)
    }

    /// No linked record meets a condition.
    pub fn none(self, predicate: impl IntoPredicate<T>) -> Predicate<P> {
        self.related(predicate.into_predicate(), true)
    }

    /// Loads at most so many linked records for each record: see [`Load::limit`].
    pub fn limit(self, limit: u64) -> Load<P, T, Many> {
        self.load().limit(limit)
    }
}

impl<P: Model, T: Model, L: Model> ManyToMany<P, T, L> {
    /// Loads only the related records that meet a condition.
    pub fn filter(self, predicate: impl IntoPredicate<T>) -> Load<P, T, Many> {
        self.load().filter(predicate)
    }

    /// Sorts the loaded records by a key before the relation's own order.
    pub fn order_by(self, key: impl IntoOrder<T>) -> Load<P, T, Many> {
        self.load().order_by(key)
    }

    /// Loads along what is related to the related records.
    pub fn with<R: Relation<T>>(self, relation: R) -> Load<P, T, Many, (R::Load,)> {
        self.load().with(relation)
    }
}

#[diagnostic::do_not_recommend]
impl<P: Model, T: Model, L: Model> Relation<P> for ManyToMany<P, T, L> {
    type Load = Load<P, T, Many>;

    fn load(self) -> Self::Load {
        Load::new(self.direction(), self.order())
    }
}

impl<P: Model, T: Model, L: Model> ManyToMany<P, T, L> {
    fn aggregated(self) -> Related {
        Related { direction: self.direction(), select: Select::all(T::TABLE) }
    }
}

of_relations!(ManyToMany<P, T, L>: P to T, L);
