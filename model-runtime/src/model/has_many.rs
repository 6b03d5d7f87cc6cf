//! The handle of the children of a record.

use std::marker::PhantomData;

use crate::model::aggregate::{Related, of_relations};
use crate::model::path::{Direction, Path, RelationOrder};
use crate::model::relation::handle;
use crate::model::{
    BelongsTo, IntoOrder, IntoPredicate, Load, Many, Model, Of, Predicate, Relation,
};
use crate::query::Select;
use crate::schema::ForeignKeyDef;

/// The children of a `P`, each a `C`: a foreign key seen from the other side, such as `Role::USERS`.
///
/// `K` says which foreign key of `C` it is, counted from 0.
pub struct HasMany<P, C, const K: usize = 0> {
    foreign_key: &'static ForeignKeyDef,
    order: &'static [RelationOrder],
    of: Of<(P, C)>,
}

handle!(HasMany<P, C; K>);

impl<P, C, const K: usize> HasMany<P, C, K> {
    /// Makes the handle; called by the derive.
    #[doc(hidden)]
    #[must_use]
    pub const fn new<N>(relation: BelongsTo<C, P, N>, order: &'static [RelationOrder]) -> Self {
        Self { foreign_key: relation.foreign_key(), order, of: PhantomData }
    }

    /// Returns the foreign key's description.
    #[must_use]
    pub const fn foreign_key(&self) -> &'static ForeignKeyDef {
        self.foreign_key
    }
}

impl<P: Model, C: Model, const K: usize> Path for HasMany<P, C, K> {
    type From = P;
    type To = C;

    fn direction(self) -> Direction {
        Direction::direct(self.foreign_key.references, self.foreign_key.columns)
    }

    fn order(self) -> &'static [RelationOrder] {
        self.order
    }
}

impl<P: Model, C: Model, const K: usize> HasMany<P, C, K> {
    /// At least one child meets a condition.
    pub fn any(self, predicate: impl IntoPredicate<C>) -> Predicate<P> {
        self.related(predicate.into_predicate(), false)
    }

    /// No child meets a condition.
    pub fn none(self, predicate: impl IntoPredicate<C>) -> Predicate<P> {
        self.related(predicate.into_predicate(), true)
    }

    /// Loads at most so many children for each record: see [`Load::limit`].
    pub fn limit(self, limit: u64) -> Load<P, C, Many> {
        self.load().limit(limit)
    }
}

impl<P: Model, C: Model, const K: usize> HasMany<P, C, K> {
    /// Loads only the related records that meet a condition.
    pub fn filter(self, predicate: impl IntoPredicate<C>) -> Load<P, C, Many> {
        self.load().filter(predicate)
    }

    /// Sorts the loaded records by a key before the relation's own order.
    pub fn order_by(self, key: impl IntoOrder<C>) -> Load<P, C, Many> {
        self.load().order_by(key)
    }

    /// Loads along what is related to the related records.
    pub fn with<R: Relation<C>>(self, relation: R) -> Load<P, C, Many, (R::Load,)> {
        self.load().with(relation)
    }
}

#[diagnostic::do_not_recommend]
impl<P: Model, C: Model, const K: usize> Relation<P> for HasMany<P, C, K> {
    type Load = Load<P, C, Many>;

    fn load(self) -> Self::Load {
        Load::new(self.direction(), self.order())
    }
}

impl<P: Model, C: Model, const K: usize> HasMany<P, C, K> {
    fn aggregated(self) -> Related {
        Related { direction: self.direction(), select: Select::all(C::TABLE) }
    }
}

of_relations!(HasMany<P, C, K>: P to C; K);
