//! SELECT whose rows all go to one function.

use crate::dialect::{Dialect, Rendered, SqlWriter};

/// The aggregate function that takes the rows; each of SQLite's connections has it.
pub(crate) const GATHER: &str = "__model_gather";
/// The name of the query.
const ROWS: &str = "__rows";

/// Renders a query anew, so that its rows are handed to [`GATHER`] where they are read.
///
/// They come in the order of the query: SQLite keeps a subquery's order for an aggregate that is none
/// of its own. The statement itself answers no row, so that none has to be sent.
pub(crate) fn gathered(query: &Rendered) -> Rendered {
    let columns = query.columns.unwrap_or_default();
    let mut w = SqlWriter::new(Dialect::Sqlite);
    // A list of names, since those of the query's own columns may be missing or equal.
    w.raw("WITH ").ident(ROWS).raw(" (");
    names(&mut w, columns);
    w.raw(") AS (").rendered(query).raw(") SELECT ").ident(GATHER).raw("(");
    names(&mut w, columns);
    w.raw(") FROM ").ident(ROWS).raw(" HAVING FALSE");
    w.into_rendered()
}

fn names(w: &mut SqlWriter, columns: usize) {
    for (at, _) in (0..).zip(0..columns) {
        w.raw(if at == 0 { "" } else { ", " }).alias("c", at);
    }
}
