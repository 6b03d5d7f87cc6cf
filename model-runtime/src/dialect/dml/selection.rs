//! SELECT of some values, of rows or of groups of rows.

use std::ops::Range;

use crate::dialect::dml::select::{self, select};
use crate::dialect::expr::{self, Joins, Scope};
use crate::dialect::{Dialect, SqlWriter, Statement};
use crate::error::{Error, ErrorKind};
use crate::query::{Columns, Expr, Order, Selection, Ungrouped};

/// Renders a query of some values.
#[must_use]
pub fn selection(dialect: Dialect, selection: &Selection) -> Statement {
    if !depends_on_items(selection) {
        return select(dialect, &selection.select);
    }
    let mut w = SqlWriter::new(dialect);
    let early = filtered_early(selection);
    let select = &early.select;
    let is_sorted = select.columns == Columns::All;
    let order = select.order_by.iter().filter(|_| is_sorted).map(|order| &order.expr);
    let read = early.items.iter().chain(&select.filter);
    let read = read.chain(&early.group_by).chain(&early.having).chain(order);
    let joins = Joins::of(read);
    let repeated = repeated(&early);
    let scope = Scope::of(select.table).joined(&joins).with_keys(&repeated);
    w.raw(match select.columns {
        Columns::All => "",
        Columns::Count => "SELECT COUNT(*) FROM (",
        Columns::Exists => "SELECT EXISTS (",
    });
    let read = rows(&mut w, scope, &early);
    match select.columns {
        Columns::All => list(&mut w, &early, read),
        Columns::Count => {
            w.raw(") AS ").ident("counted");
        }
        Columns::Exists => {
            w.raw(")");
        }
    }
    // A reason that an expression has to be refused by itself is the better one.
    check(&mut w, selection);
    w.finish()
}

/// Notes what is read, unless it is of all rows together.
fn list(w: &mut SqlWriter, selection: &Selection, read: Range<usize>) {
    let is_grouped = selection.is_grouped();
    if !is_grouped || !selection.group_by.is_empty() {
        // An aggregate of a relation must not take the rows around it for its own.
        let is_plain = !is_grouped && selection.items.iter().all(is_column);
        let plain = is_plain.then_some(read);
        select::list(w, &selection.select, selection.items.len(), plain);
    }
}

/// Tells whether the answer depends on what is read: whether and how many plain rows there are does not.
fn depends_on_items(selection: &Selection) -> bool {
    let select = &selection.select;
    select.columns == Columns::All || select.distinct || selection.is_grouped()
}

/// Filters rows by what those of a group have in common before they are grouped, which keeps the same
/// groups: MySQL knows no calculated key again in HAVING.
fn filtered_early(selection: &Selection) -> Selection {
    let mut selection = selection.clone();
    let conditions = match selection.having.take() {
        Some(Expr::And(conditions)) => conditions,
        having => having.into_iter().collect(),
    };
    let mut having: Vec<Expr> = Vec::new();
    for condition in conditions {
        if selection.group_by.is_empty() || condition.any(|part| matches!(part, Expr::Aggregate(_)))
        {
            having.push(condition);
        } else {
            condition.add_to(&mut selection.select.filter);
        }
    }
    selection.having = having.into_iter().reduce(Expr::and);
    selection
}

/// Writes the query, and answers where what is read stands.
fn rows(w: &mut SqlWriter, scope: Scope<'_>, selection: &Selection) -> Range<usize> {
    let select = &selection.select;
    w.raw(if select.distinct { "SELECT DISTINCT " } else { "SELECT " });
    let start = w.length();
    for (item, at) in selection.items.iter().zip(1..) {
        if at > 1 {
            w.raw(", ");
        }
        expr::whole(w, scope, item);
        // The columns of a table in FROM need names, and different ones.
        if select.columns == Columns::Count {
            w.raw(" AS ").alias("c", at);
        }
    }
    let read = start..w.length();
    select::from(w, scope, select);
    for (at, key) in selection.group_by.iter().enumerate() {
        w.raw(if at == 0 { " GROUP BY " } else { ", " });
        group_key(w, scope, selection, key);
    }
    if let Some(having) = &selection.having {
        w.raw(" HAVING ");
        expr::whole(w, scope, having);
    }
    // Whether there is a row, and how many, does not depend on the order.
    let sorted = select.order_by.iter().filter(|_| select.columns == Columns::All);
    for (at, order) in sorted.enumerate() {
        w.raw(if at == 0 { " ORDER BY " } else { ", " });
        select::sort_key(w, scope, order);
    }
    select::limit(w, select);
    read
}

/// Writes a key; one that is calculated and read as well by its place, as MySQL takes no two
/// placeholders for the same.
fn group_key(w: &mut SqlWriter, scope: Scope<'_>, selection: &Selection, key: &Expr) {
    let place = selection.items.iter().position(|item| item == key);
    match place {
        Some(at) if !is_column(key) => {
            w.number(at as u64 + 1);
        }
        _ => expr::whole(w, scope, key),
    }
}

fn is_column(expr: &Expr) -> bool {
    matches!(expr, Expr::Column(_) | Expr::Path { .. })
}

/// Returns what a database has to know again: the keys of groups, and what distinct rows are sorted by.
fn repeated(selection: &Selection) -> Vec<Expr> {
    let items = selection.items.iter().filter(|_| selection.select.distinct);
    let again = selection.group_by.iter().chain(items);
    again.filter(|expr| !is_column(expr)).cloned().collect()
}

/// Refuses what databases refuse as well, or answer with the value of any row.
fn check(w: &mut SqlWriter, selection: &Selection) {
    let table = selection.select.table;
    let refuse = |message: String, field| {
        let error = Error::new(ErrorKind::Unsupported, message).with_model(table.model);
        error.with_fields(field)
    };
    let remedy = "neither grouped nor aggregated; add it to `group_by`, or aggregate it";
    match selection.ungrouped() {
        Some(Ungrouped::Own(name)) => {
            let field = table.column(name).map(|column| column.field);
            w.refuse(refuse(remedy.to_owned(), field));
        }
        Some(Ungrouped::Path(name)) => {
            w.refuse(refuse(["`", name, "` at the end of a path is ", remedy].concat(), None));
        }
        None => {}
    }
    let is_read = |order: &Order| selection.items.contains(&order.expr);
    if selection.select.distinct && !selection.select.order_by.iter().all(is_read) {
        w.refuse(refuse("distinct rows can be sorted by what is selected only".to_owned(), None));
    }
}
