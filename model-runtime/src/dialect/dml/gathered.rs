//! Statements whose rows all go to one function.

use std::ops::Range;
use std::sync::Arc;

use crate::dialect::{Answer, Dialect, Origin, Rendered, SqlWriter};

/// The aggregate function that takes the rows of a query; each of SQLite's connections has it.
pub(crate) const GATHER: &str = "__model_gather";
/// The function that takes a row that is returned, where there are no aggregates.
pub(crate) const TAKE: &str = "__model_take";
/// The name of the query.
const ROWS: &str = "__rows";

/// Renders a statement anew, so that its rows are handed to [`GATHER`] or [`TAKE`] where they are read.
///
/// ```text
/// SELECT a, b FROM t WHERE …              SELECT gather(a, b) FROM t WHERE … HAVING FALSE
/// SELECT a, b FROM t ORDER BY a LIMIT …   WITH rows (c0, c1) AS (…)
///                                         SELECT gather(c0, c1) FROM rows HAVING FALSE
/// INSERT INTO … RETURNING a, b            INSERT INTO … RETURNING take(a, b)
/// ```
///
/// They come in the order of the query: SQLite keeps that of a subquery for an aggregate that is none of
/// its own. HAVING leaves a query without a row of its own, so that none has to be sent; what an INSERT
/// returns can not be kept from being sent, but it is a NULL in the place of each row.
pub(crate) fn gathered(statement: Arc<Rendered>) -> Arc<Rendered> {
    let Some(answer) = &statement.answer else { return statement };
    Arc::clone(answer.gathered.get_or_init(|| {
        let sql = Arc::new(render(&statement.sql, answer));
        Arc::new(Rendered { sql, placeholders: statement.placeholders, answer: None })
    }))
}

fn render(sql: &str, answer: &Answer) -> String {
    let mut w = SqlWriter::new(Dialect::Sqlite);
    match &answer.origin {
        Origin::Query => nested(&mut w, sql, answer.columns),
        // Planned in half the time.
        Origin::Plain(columns) | Origin::Key(columns) => {
            around(&mut w, sql, columns, GATHER).raw(" HAVING FALSE")
        }
        Origin::Returned(columns) => around(&mut w, sql, columns, TAKE),
    };
    w.into_text()
}

/// Puts a function around what is read.
fn around<'w>(
    w: &'w mut SqlWriter,
    sql: &str,
    columns: &Range<usize>,
    function: &str,
) -> &'w mut SqlWriter {
    let (before, after) = (&sql[..columns.start], &sql[columns.end..]);
    w.rendered(before).ident(function).raw("(").rendered(&sql[columns.clone()]).raw(")");
    w.rendered(after)
}

fn nested<'w>(w: &'w mut SqlWriter, sql: &str, columns: usize) -> &'w mut SqlWriter {
    // A list of names, since those of the query's own columns may be missing or equal.
    w.raw("WITH ").ident(ROWS).raw(" (");
    names(w, columns);
    w.raw(") AS (").rendered(sql).raw(") SELECT ").ident(GATHER).raw("(");
    names(w, columns);
    w.raw(") FROM ").ident(ROWS).raw(" HAVING FALSE")
}

fn names(w: &mut SqlWriter, columns: usize) {
    for (at, _) in (0..).zip(0..columns) {
        w.raw(if at == 0 { "" } else { ", " }).alias("c", at);
    }
}
