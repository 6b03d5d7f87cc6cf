//! The handle of a relation through a model that links two others.

use std::marker::PhantomData;

use crate::model::aggregate::{Related, aggregate};
use crate::model::path::{Direction, Path};
use crate::model::relation::handle;
use crate::model::{
    BelongsTo, Expression, IntoOrder, IntoPredicate, Load, Many, Model, Of, Operand, Predicate,
    Relation,
};
use crate::query::{Aggregate, Function, Select, Through};
use crate::schema::{ForeignKeyAt, ForeignKeyDef};
use crate::value::{ColumnValue, Ordered, Summed};

/// The records `T` that an `L` each links to a `P`, such as `Post::TAGS`.
///
/// `#[model(link(…))]` on the model `L`, which has a foreign key to either, makes it.
pub struct ManyToMany<P, T, L> {
    /// The key of the link that refers to the `P`.
    foreign_key: ForeignKeyAt,
    far: ForeignKeyAt,
    of: Of<(P, T, L)>,
}

handle!(ManyToMany<P, T, L>);

impl<P, T, L> ManyToMany<P, T, L> {
    /// Makes the handle; called by the derive.
    #[doc(hidden)]
    #[must_use]
    pub const fn new<N, O>(near: BelongsTo<L, P, N>, far: BelongsTo<L, T, O>) -> Self {
        Self { foreign_key: near.foreign_key, far: far.foreign_key, of: PhantomData }
    }

    /// The keys of the link that refer to the `P` and to the `T`.
    pub(super) const fn keys(self) -> (&'static ForeignKeyDef, &'static ForeignKeyDef) {
        (self.foreign_key.def(), self.far.def())
    }
}

impl<P: Model, T: Model, L: Model> Path for ManyToMany<P, T, L> {
    type From = P;
    type To = T;

    fn direction(self) -> Direction {
        let (near, far) = self.keys();
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

    /// The number of the related records.
    pub fn count(self) -> Expression<P, u64> {
        self.aggregated().aggregate(Aggregate::count_rows())
    }

    /// The sum of a column or an expression of the related records, `None` of no value: an `i64` of
    /// whole numbers, and an error beyond what that can hold; an `f64` of others.
    pub fn sum<X: Operand<T, Value: Summed>>(
        self,
        of: X,
    ) -> Expression<P, Option<<X::Value as Summed>::Sum>> {
        self.aggregated().aggregate(aggregate(Function::Sum, of))
    }

    /// The mean of a column or an expression of the related records, `None` of no value.
    pub fn avg<X: Operand<T, Value: Summed>>(self, of: X) -> Expression<P, Option<f64>> {
        self.aggregated().aggregate(aggregate(Function::Avg, of))
    }

    /// The lowest value of a column or an expression of the related records, `None` of none.
    pub fn min<X: Operand<T, Value: Ordered>>(
        self,
        of: X,
    ) -> Expression<P, Option<<X::Value as ColumnValue>::Base>> {
        self.aggregated().aggregate(aggregate(Function::Min, of))
    }

    /// The highest value of a column or an expression of the related records, `None` of none.
    pub fn max<X: Operand<T, Value: Ordered>>(
        self,
        of: X,
    ) -> Expression<P, Option<<X::Value as ColumnValue>::Base>> {
        self.aggregated().aggregate(aggregate(Function::Max, of))
    }

    /// There is a related record.
    pub fn exists(self) -> Predicate<P> {
        self.aggregated().exists()
    }
}
