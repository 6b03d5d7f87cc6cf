//! The handle of the children of a record.

use std::marker::PhantomData;

use crate::model::aggregate::{Related, aggregate};
use crate::model::path::{Direction, Path, RelationOrder};
use crate::model::relation::handle;
use crate::model::{
    BelongsTo, Expression, IntoOrder, IntoPredicate, Load, Many, Model, Of, Operand, Predicate,
    Relation,
};
use crate::query::{Aggregate, Function, Select};
use crate::schema::{ForeignKeyAt, ForeignKeyDef};
use crate::value::{ColumnValue, Ordered, Summed};

/// The children of a `P`, each a `C`: a foreign key seen from the other side, such as `Role::USERS`.
///
/// `K` says which foreign key of `C` it is, counted from 0.
pub struct HasMany<P, C, const K: usize = 0> {
    foreign_key: ForeignKeyAt,
    order: &'static [RelationOrder],
    of: Of<(P, C)>,
}

handle!(HasMany<P, C; K>);

impl<P, C, const K: usize> HasMany<P, C, K> {
    /// Makes the handle; called by the derive.
    #[doc(hidden)]
    #[must_use]
    pub const fn new<N>(relation: BelongsTo<C, P, N>, order: &'static [RelationOrder]) -> Self {
        Self { foreign_key: relation.foreign_key, order, of: PhantomData }
    }

    /// Returns the foreign key's description.
    #[must_use]
    pub const fn foreign_key(&self) -> &'static ForeignKeyDef {
        self.foreign_key.def()
    }
}

impl<P: Model, C: Model, const K: usize> Path for HasMany<P, C, K> {
    type From = P;
    type To = C;

    fn direction(self) -> Direction {
        let ForeignKeyDef { columns, references, .. } = self.foreign_key();
        Direction::direct(references, columns)
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

    /// The number of the related records.
    pub fn count(self) -> Expression<P, u64> {
        self.aggregated().aggregate(Aggregate::count_rows())
    }

    /// The sum of a column or an expression of the related records, `None` of no value: an `i64` of
    /// whole numbers, and an error beyond what that can hold; an `f64` of others.
    pub fn sum<X: Operand<C, Value: Summed>>(
        self,
        of: X,
    ) -> Expression<P, Option<<X::Value as Summed>::Sum>> {
        self.aggregated().aggregate(aggregate(Function::Sum, of))
    }

    /// The mean of a column or an expression of the related records, `None` of no value.
    pub fn avg<X: Operand<C, Value: Summed>>(self, of: X) -> Expression<P, Option<f64>> {
        self.aggregated().aggregate(aggregate(Function::Avg, of))
    }

    /// The lowest value of a column or an expression of the related records, `None` of none.
    pub fn min<X: Operand<C, Value: Ordered>>(
        self,
        of: X,
    ) -> Expression<P, Option<<X::Value as ColumnValue>::Base>> {
        self.aggregated().aggregate(aggregate(Function::Min, of))
    }

    /// The highest value of a column or an expression of the related records, `None` of none.
    pub fn max<X: Operand<C, Value: Ordered>>(
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
