//! How a relation leads from one table to another, whichever side it is seen from.

use crate::error::Result;
use crate::model::key::key_value;
use crate::model::{Model, Predicate, Query, Table};
use crate::query::{self, BinaryOp, Expr, Link, Through};
use crate::value::Value;

/// A column by which children are sorted wherever they are loaded: its name, and whether high to low.
pub(crate) type RelationOrder = (&'static str, bool);

/// The columns that hang two tables together: those of the records at hand, those of the related.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Direction {
    pub(crate) outer: &'static [&'static str],
    pub(crate) inner: &'static [&'static str],
    /// The table of links between the two, where one stands between them.
    pub(crate) through: Option<Through>,
}

impl Direction {
    /// A direction with no table between.
    pub(crate) const fn direct(
        outer: &'static [&'static str],
        inner: &'static [&'static str],
    ) -> Self {
        Self { outer, inner, through: None }
    }

    /// Whether there is a related row that meets a condition in its own scope.
    fn related(self, table: &'static str, filter: Option<Box<Expr>>, negated: bool) -> Expr {
        let Self { outer, inner, through } = self;
        let Some(through) = through else {
            return Expr::Related { link: Link { table, outer, inner }, filter, negated };
        };
        let far = Link { table, outer: through.inner, inner };
        let filter = Some(Box::new(Expr::Related { link: far, filter, negated: false }));
        let link = Link { table: through.table.name, outer, inner: through.outer };
        Expr::Related { link, filter, negated }
    }

    /// The condition that keeps the rows related to one record, in their own scope.
    fn related_to<M: Model>(self, record: &M) -> Expr {
        let Self { outer, inner, through } = self;
        let equal = |columns: &'static [&'static str]| {
            let pairs = outer.iter().zip(columns);
            let equal = pairs.map(|(from, to)| equals(to, key_value(record, from)));
            equal.reduce(Expr::and).unwrap_or(Expr::Constant(true))
        };
        let Some(through) = through else { return equal(inner) };
        let link = Link { table: through.table.name, outer: inner, inner: through.inner };
        let filter = Some(Box::new(equal(through.outer)));
        Expr::Related { link, filter, negated: false }
    }
}

/// What the handles share: how they lead from one table to another.
pub(crate) trait Path: Copy {
    type From: Model;
    type To: Model;

    fn direction(self) -> Direction;

    /// The order in which the related records come.
    fn order(self) -> &'static [RelationOrder] {
        &[]
    }

    fn related(self, filter: Option<Predicate<Self::To>>, negated: bool) -> Predicate<Self::From> {
        let filter = filter.map(|filter| Box::new(filter.into_expr()));
        Predicate::new(self.direction().related(<Self::To as Table>::NAME, filter, negated))
    }

    /// The query of the records related to one.
    fn query_of(self, record: &Self::From) -> Query<Self::To> {
        let mut query = Query::new();
        query.restrict(self.direction().related_to(record));
        query.select.order_by.extend(self.order().iter().map(sort_key));
        query
    }
}

/// Compares a column with a key; nothing equals a key that is NULL.
pub(crate) fn equals(column: &'static str, key: Result<Value>) -> Expr {
    match key {
        Ok(Value::Null(_)) => Expr::Constant(false),
        Ok(key) => Expr::binary(BinaryOp::Eq, Expr::Column(column), Expr::Value(key)),
        Err(error) => Expr::invalid(&error),
    }
}

pub(crate) fn sort_key(&(column, descending): &RelationOrder) -> query::Order {
    query::Order { expr: Expr::Column(column), descending, nulls: None }
}
