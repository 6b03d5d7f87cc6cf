//! The handle of the one child of a record.

use std::marker::PhantomData;

use crate::model::onward::{Onward, ToOne};
use crate::model::path::{Direction, Path, steps};
use crate::model::relation::handle;
use crate::model::{
    BelongsTo, IntoOrder, IntoPredicate, Load, Model, Of, Predicate, Query, Relation,
};
use crate::schema::{ForeignKeyAt, ForeignKeyDef};
use crate::value::Nullable;

/// The child of a `P`, at most one `C`: a unique foreign key seen from the other side.
///
/// `K` says which foreign key of `C` it is, counted from 0.
pub struct HasOne<P, C, const K: usize = 0> {
    foreign_key: ForeignKeyAt,
    of: Of<(P, C)>,
}

handle!(HasOne<P, C; K>);

impl<P, C, const K: usize> HasOne<P, C, K> {
    /// Makes the handle; called by the derive.
    #[doc(hidden)]
    #[must_use]
    pub const fn new<N>(relation: BelongsTo<C, P, N>) -> Self {
        Self { foreign_key: relation.foreign_key, of: PhantomData }
    }

    /// Returns the foreign key's description.
    #[must_use]
    pub const fn foreign_key(&self) -> &'static ForeignKeyDef {
        self.foreign_key.def()
    }
}

impl<P: Model, C: Model, const K: usize> Path for HasOne<P, C, K> {
    type From = P;
    type To = C;

    fn direction(self) -> Direction {
        let ForeignKeyDef { columns, references, .. } = self.foreign_key();
        Direction::direct(references, columns)
    }
}

impl<P: Model, C: Model, const K: usize> HasOne<P, C, K> {
    /// There is a child that meets a condition.
    pub fn has(self, predicate: impl IntoPredicate<C>) -> Predicate<P> {
        self.related(predicate.into_predicate(), false)
    }

    /// There is no child.
    pub fn is_null(self) -> Predicate<P> {
        self.related(None, true)
    }

    /// There is a child.
    pub fn is_not_null(self) -> Predicate<P> {
        self.related(None, false)
    }

    /// The query of a record's child; called by the accessor.
    #[doc(hidden)]
    pub fn of(self, parent: &P) -> Query<C> {
        self.query_of(parent)
    }
}

impl<P: Model, C: Model, const K: usize> HasOne<P, C, K> {
    /// Goes on to a column of the child, or along a relation that it has to one other record.
    ///
    /// The value is an `Option`, as there may be no child.
    pub fn then<X: Onward<C>>(self, onward: X) -> X::From<P, Nullable> {
        onward.after(ToOne::new(steps(self.direction(), C::TABLE, true)))
    }
}

impl<P: Model, C: Model, const K: usize> HasOne<P, C, K> {
    /// Loads only the related records that meet a condition.
    pub fn filter(self, predicate: impl IntoPredicate<C>) -> Load<P, C, Nullable> {
        self.load().filter(predicate)
    }

    /// Sorts the loaded records by a key before the relation's own order.
    pub fn order_by(self, key: impl IntoOrder<C>) -> Load<P, C, Nullable> {
        self.load().order_by(key)
    }

    /// Loads along what is related to the related records.
    pub fn with<R: Relation<C>>(self, relation: R) -> Load<P, C, Nullable, (R::Load,)> {
        self.load().with(relation)
    }
}

#[diagnostic::do_not_recommend]
impl<P: Model, C: Model, const K: usize> Relation<P> for HasOne<P, C, K> {
    type Load = Load<P, C, Nullable>;

    fn load(self) -> Self::Load {
        Load::new(self.direction(), self.order())
    }
}
