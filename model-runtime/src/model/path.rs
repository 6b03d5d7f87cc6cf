//! How a relation leads from one table to another, whichever side it is seen from.

use crate::error::Result;
use crate::model::key::key_value;
use crate::model::{Model, Predicate, Query, Table};
use crate::query::{self, BinaryOp, Expr, Link, Step, Through};
use crate::schema::TableDef;
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
    pub(crate) fn related_to<M: Model>(self, record: &M) -> Expr {
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
        Predicate::new(self.direction().related(<Self::To as Table>::TABLE.name, filter, negated))
    }

    /// The query of the records related to one.
    fn query_of(self, record: &Self::From) -> Query<Self::To> {
        let mut query = Query::new();
        query.asked.restrict(self.direction().related_to(record));
        query.asked.select.end_order(self.order().iter().map(sort_key));
        query
    }
}

/// The steps to the related table: over the table of links, if there is one.
pub(crate) fn steps(direction: Direction, to: &'static TableDef, optional: bool) -> Vec<Step> {
    let Direction { outer, inner, through } = direction;
    match through {
        None => vec![Step { table: to, outer, inner, optional }],
        Some(link) => vec![
            Step { table: link.table, outer, inner: link.outer, optional },
            Step { table: to, outer: link.inner, inner, optional },
        ],
    }
}

/// Whether there is a row at the end of some steps that meets a condition.
pub(crate) fn exists(steps: Vec<Step>, filter: Option<Expr>) -> Expr {
    let exists = steps.into_iter().rev().fold(filter, |filter, step| {
        let link = Link { table: step.table.name, outer: step.outer, inner: step.inner };
        Some(Expr::Related { link, filter: filter.map(Box::new), negated: false })
    });
    exists.unwrap_or(Expr::Constant(true))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{Generation, Name, PrimaryKeyDef};

    const fn table(name: &'static str) -> TableDef {
        TableDef {
            model: "Model",
            name,
            columns: &[],
            primary_key: PrimaryKeyDef {
                name: Name::primary_key(name),
                columns: &["id"],
                generation: Generation::Manual,
            },
            uniques: &[],
            indexes: &[],
            foreign_keys: &[],
            checks: &[],
        }
    }

    static LINKS: TableDef = table("links");
    static TAGS: TableDef = table("tags");

    #[test]
    fn table_of_links_is_a_step_of_its_own() {
        let through = Through { table: &LINKS, outer: &["post_id"], inner: &["tag_id"] };
        let direction = Direction { outer: &["id"], inner: &["id"], through: Some(through) };
        let [first, second] = &steps(direction, &TAGS, false)[..] else { panic!("two steps") };
        assert_eq!(
            (first.table.name, first.outer, first.inner),
            ("links", &["id"][..], &["post_id"][..])
        );
        assert_eq!(
            (second.table.name, second.outer, second.inner),
            ("tags", &["tag_id"][..], &["id"][..])
        );
        let Expr::Related { link, filter: Some(inner), .. } = exists(vec![*first, *second], None)
        else {
            panic!("not an EXISTS in an EXISTS");
        };
        assert_eq!(link.table, "links");
        assert!(matches!(*inner, Expr::Related { link, filter: None, .. } if link.table == "tags"));
    }
}
