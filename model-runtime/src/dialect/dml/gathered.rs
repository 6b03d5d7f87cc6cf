//! SELECT whose rows all go to one function.

use std::ops::Range;
use std::sync::Arc;

use crate::dialect::{Dialect, List, Rendered, SqlWriter};

/// The aggregate function that takes the rows; each of SQLite's connections has it.
pub(crate) const GATHER: &str = "__model_gather";
/// The name of the query.
const ROWS: &str = "__rows";

/// Renders a query anew, so that its rows are handed to [`GATHER`] where they are read.
///
/// ```text
/// SELECT a, b FROM t WHERE …              SELECT gather(a, b) FROM t WHERE … HAVING FALSE
/// SELECT a, b FROM t ORDER BY a LIMIT …   WITH rows (c0, c1) AS (…)
///                                         SELECT gather(c0, c1) FROM rows HAVING FALSE
/// ```
///
/// They come in the order of the query: SQLite keeps that of a subquery for an aggregate that is none of
/// its own. HAVING leaves the statement without a row of its own, so that none has to be sent.
pub(crate) fn gathered(query: Rendered) -> Rendered {
    let Rendered { sql, placeholders, list } = query;
    let sql = match list {
        Some(list) => Arc::clone(list.gathered.get_or_init(|| render(&sql, &list))),
        None => sql,
    };
    Rendered { sql, placeholders, list: None }
}

fn render(sql: &str, list: &List) -> Arc<String> {
    let mut w = SqlWriter::new(Dialect::Sqlite);
    match &list.plain {
        Some(read) => plain(&mut w, sql, read.clone()),
        None => nested(&mut w, sql, list.columns),
    }
    Arc::new(w.into_text())
}

/// Puts the function around what is read, which is planned in half the time.
fn plain(w: &mut SqlWriter, sql: &str, read: Range<usize>) {
    w.rendered(&sql[..read.start]).ident(GATHER).raw("(").rendered(&sql[read.clone()]).raw(")");
    w.rendered(&sql[read.end..]).raw(" HAVING FALSE");
}

fn nested(w: &mut SqlWriter, sql: &str, columns: usize) {
    // A list of names, since those of the query's own columns may be missing or equal.
    w.raw("WITH ").ident(ROWS).raw(" (");
    names(w, columns);
    w.raw(") AS (").rendered(sql).raw(") SELECT ").ident(GATHER).raw("(");
    names(w, columns);
    w.raw(") FROM ").ident(ROWS).raw(" HAVING FALSE");
}

fn names(w: &mut SqlWriter, columns: usize) {
    for (at, _) in (0..).zip(0..columns) {
        w.raw(if at == 0 { "" } else { ", " }).alias("c", at);
    }
}
