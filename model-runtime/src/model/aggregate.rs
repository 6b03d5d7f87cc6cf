//! Values made of many rows: of a group's, or of those related to a record.

use crate::error::{Error, ErrorKind};
use crate::model::path::{Direction, exists, steps};
use crate::model::{Column, Expression, Of, Predicate};
use crate::query::{Aggregate, Expr, Function, Select, Step};
use crate::value::ColumnValue;

/// Groups of records of `M`, of which an aggregate is an [`Expression`]; never made.
///
/// `User::AGE.sum()` is an `Expression<Group<User>, Option<i64>>`: it can be selected, sorted by and, as
/// its conditions are a `Predicate<Group<User>>`, asked about in `having`, but not in `filter`.
#[derive(Debug)]
pub struct Group<M>(Of<M>);

/// A column or an expression of `M`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a column or an expression of `{M}`",
    label = "neither a column nor an expression of `{M}`"
)]
pub trait Operand<M> {
    /// The type of its values.
    type Value: ColumnValue;

    /// Converts it.
    #[doc(hidden)]
    fn operand(self) -> Expr;
}

#[diagnostic::do_not_recommend]
impl<M, T: ColumnValue> Operand<M> for Column<M, T> {
    type Value = T;

    fn operand(self) -> Expr {
        self.expr()
    }
}

#[diagnostic::do_not_recommend]
impl<M, T: ColumnValue> Operand<M> for Expression<M, T> {
    type Value = T;

    fn operand(self) -> Expr {
        self.expr()
    }
}

pub(crate) fn aggregate<M, X: Operand<M>>(function: Function, of: X) -> Aggregate {
    let ty = <X::Value as ColumnValue>::SQL_TYPE;
    Aggregate { function, of: Some(Box::new(of.operand())), ty }
}

/// Counts the rows of each group; called by [`Model::count_all`].
pub(crate) fn count_all<M>() -> Expression<Group<M>, u64> {
    Expression::new(Expr::Aggregate(Aggregate::count_rows()))
}

/// Some of the records related to a record, about to be aggregated.
pub(crate) struct Related {
    pub(crate) direction: Direction,
    pub(crate) select: Select,
}

impl Related {
    fn steps(&self) -> Vec<Step> {
        steps(self.direction, self.select.table, false)
    }

    /// The filter of the records; a part of them that depends on an order is not what is aggregated.
    fn filter(self) -> Option<Expr> {
        if self.select.limit.is_none() && self.select.offset.is_none() {
            return self.select.filter;
        }
        let message = "an aggregate is of all related records; it takes no limit and no offset";
        Some(Expr::invalid(&Error::new(ErrorKind::Unsupported, message)))
    }

    pub(crate) fn aggregate<F, R>(self, aggregate: Aggregate) -> Expression<F, R> {
        let steps = self.steps();
        let filter = self.filter().map(Box::new);
        Expression::new(Expr::RelatedAggregate { steps, filter, aggregate })
    }

    pub(crate) fn exists<F>(self) -> Predicate<F> {
        let steps = self.steps();
        Predicate::new(exists(steps, self.filter()))
    }
}
