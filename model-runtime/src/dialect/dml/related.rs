//! SELECT of the rows that are related to many records.

use std::ops::Range;

use crate::dialect::dml::select::{self, number, order_by, sort_key};
use crate::dialect::expr::{self, Joins, Precedence, Scope};
use crate::dialect::memo::{self, Shape};
use crate::dialect::{Answer, Dialect, Origin, SqlWriter, Statement};
use crate::query::{Expr, Order, Related, Through};

/// The name of the linked rows, and what their columns' names begin with.
const LINKS: &str = "__links";
const OUTER: &str = "__outer";
const INNER: &str = "__inner";
/// The column that numbers the rows of one owner.
const NUMBER: &str = "__number";

/// Renders the query of the rows related to some records; links' keys follow the table's columns.
#[must_use]
pub fn related(dialect: Dialect, related: &Related) -> Statement {
    match Shape::of_related(dialect, related) {
        Some((shape, values)) => memo::statement(shape, values, || render(dialect, related)),
        None => render(dialect, related),
    }
}

fn render(dialect: Dialect, related: &Related) -> Statement {
    let mut w = SqlWriter::new(dialect);
    let select = &related.select;
    let order = select.order_by.iter().map(|order| &order.expr);
    let joins = Joins::of(select.filter.iter().chain(order));
    let scope = Scope::of(select.table).joined(&joins);
    let keys = related.through.map_or(0, |through| through.outer.len());
    let columns = select.table.columns.len() + keys;
    match select.limit {
        None => {
            let read = rows(&mut w, scope, related, false);
            order_by(&mut w, scope, select);
            select::list(&mut w, select, columns, Some(read));
        }
        Some(limit) => {
            limited(&mut w, scope, related, limit);
            w.answers(Answer::new(columns, Origin::Query));
        }
    }
    w.finish()
}

/// Numbers the rows of each owner in their order, and keeps the first of each.
fn limited(w: &mut SqlWriter, scope: Scope<'_>, related: &Related, limit: u64) {
    w.raw("SELECT ");
    columns(w, Scope::of(related.select.table), related);
    w.raw(" FROM (");
    rows(w, scope, related, true);
    w.raw(") AS ").ident(related.select.table.name);
    w.raw(" WHERE ").ident(NUMBER).raw(" <= ").bind(number(limit));
    w.raw(" ORDER BY ").ident(NUMBER);
}

/// Writes the query without its order, and answers where what is read stands.
fn rows(w: &mut SqlWriter, scope: Scope<'_>, related: &Related, numbered: bool) -> Range<usize> {
    let Related { select, owners, through, inner } = related;
    w.raw("SELECT ");
    let start = w.length();
    columns(w, scope, related);
    let read = start..w.length();
    if numbered {
        numbered_column(w, scope, related);
    }
    w.raw(" FROM ").ident(select.table.name);
    if let Some(through) = through {
        links(w, scope, through, inner, owners);
    }
    expr::joins(w, scope);
    if through.is_none() {
        w.raw(" WHERE ");
        expr::write(w, scope, owners, Precedence::And);
    }
    if let Some(filter) = &select.filter {
        w.raw(if through.is_some() { " WHERE " } else { " AND " });
        expr::write(w, scope, filter, Precedence::And);
    }
    read
}

/// Writes the columns that are read: the table's, and the keys that links have.
fn columns(w: &mut SqlWriter, scope: Scope<'_>, related: &Related) {
    select::columns(w, scope, related.select.table);
    if let Some(through) = related.through {
        for (at, _) in (0..).zip(through.outer) {
            w.raw(", ").alias(OUTER, at);
        }
    }
}

/// Writes the number of a row among those of its owner. Equal rows are told apart by their key, so that
/// which of them come is not up to the database.
fn numbered_column(w: &mut SqlWriter, scope: Scope<'_>, related: &Related) {
    let Related { select, through, .. } = related;
    w.raw(", ROW_NUMBER() OVER (PARTITION BY ");
    for (at, column) in (0..).zip(related.by()) {
        if at > 0 {
            w.raw(", ");
        }
        match through {
            Some(_) => {
                w.alias(OUTER, at);
            }
            None => scope.column(w, column),
        }
    }
    let key = select.table.primary_key.columns.iter().map(|column| Expr::Column(column));
    let key = key.filter(|column| !select.order_by.iter().any(|order| order.expr == *column));
    let key: Vec<_> = key.map(|expr| Order { expr, descending: false, nulls: None }).collect();
    for (at, order) in select.order_by.iter().chain(&key).enumerate() {
        w.raw(if at == 0 { " ORDER BY " } else { ", " });
        sort_key(w, scope, order);
    }
    w.raw(") AS ").ident(NUMBER);
}

/// Joins the table of links. Its columns go by other names, so that those of the table stay plain.
fn links(w: &mut SqlWriter, scope: Scope<'_>, through: &Through, inner: &[&str], owners: &Expr) {
    let once = through.links_once();
    w.raw(if once { " INNER JOIN (SELECT " } else { " INNER JOIN (SELECT DISTINCT " });
    for (at, column) in (0..).zip(through.outer) {
        w.ident(column).raw(" AS ").alias(OUTER, at).raw(", ");
    }
    for (at, column) in (0..).zip(through.inner) {
        w.raw(if at == 0 { "" } else { ", " });
        w.ident(column).raw(" AS ").alias(INNER, at);
    }
    w.raw(" FROM ").ident(through.table.name).raw(" WHERE ");
    expr::whole(w, Scope::of(through.table), owners);
    w.raw(") AS ").ident(LINKS);
    for (at, column) in (0..).zip(inner) {
        w.raw(if at == 0 { " ON " } else { " AND " });
        scope.column(w, column);
        w.raw(" = ").alias(INNER, at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::tests::fixtures::USERS;
    use crate::query::Select;
    use crate::value::{SqlType, Value};

    fn of(keys: Vec<Value>, ty: SqlType, order_by: Vec<Order>, limit: Option<u64>) -> Related {
        let expr = Box::new(Expr::Column("role_id"));
        let owners = Expr::InList { expr, values: keys, ty, negated: false };
        let select = Select { order_by, limit, ..Select::all(&USERS) };
        Related { select, inner: &["role_id"], through: None, owners }
    }

    #[test]
    fn kept_text_is_the_one_that_is_rendered() {
        let sorted =
            |descending| vec![Order { expr: Expr::Column("username"), descending, nulls: None }];
        for round in 0..2 {
            for length in [1, 2, 3, 8, 9, 16, 17, 30, 31, 5000, 40_000] {
                let ints = (round..round + length).map(|key| Value::Int(key, SqlType::I64));
                let texts = (round..round + length).map(|key| Value::Text(key.to_string()));
                let long = (0..length).map(|key| Value::Text(format!("{key:300}")));
                for (keys, ty) in [
                    (ints.collect::<Vec<_>>(), SqlType::I64),
                    (texts.collect(), SqlType::Text),
                    (long.collect(), SqlType::Text),
                ] {
                    for (order, limit) in [
                        (vec![], None),
                        (sorted(false), None),
                        (sorted(true), None),
                        (vec![], Some(3)),
                    ] {
                        let query = of(keys.clone(), ty, order, limit);
                        for dialect in Dialect::ALL {
                            let kept = related(dialect, &query);
                            let rendered = render(dialect, &query);
                            assert_eq!(kept.sql(), rendered.sql());
                            assert_eq!(kept.binds(), rendered.binds());
                        }
                    }
                }
            }
        }
    }
}
