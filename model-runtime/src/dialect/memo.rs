//! Texts that a program renders again and again, kept by what they depend on.
//!
//! A text is a function of the statement's shape: of all that it is made of but its values. Plain shapes, of
//! which a program has few, are kept, so that a row by key costs a look-up instead of a rendering. What is
//! not plain, such as a long list whose length counts, is rendered each time.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::RandomState;

use crate::dialect::expr::list;
use crate::dialect::rendered::Rendered;
use crate::dialect::{Dialect, Statement};
use crate::query::{BinaryOp, Columns, Expr, Insert, InsertRows, Nulls, Order, Related, Select};
use crate::schema::TableDef;
use crate::value::{SqlType, Value};

/// The bytes of text that a thread keeps. Programs stay far below; what is beyond is begun anew.
const MOST_BYTES: usize = 1 << 20;

/// The longest list whose text is kept: that of a longer one may have a length of its own.
const LONGEST_LIST: usize = 1000;

thread_local! {
    /// Of each thread its own, so that nobody waits for anybody.
    static TEXTS: RefCell<Texts> = RefCell::default();
}

#[derive(Default)]
struct Texts {
    by_shape: HashMap<Shape, Arc<Rendered>, RandomState>,
    bytes: usize,
}

/// All that a text depends on. A table is told by its address: descriptions live as long as the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Shape {
    dialect: Dialect,
    table: usize,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Select {
        columns: Columns,
        filter: Option<(BinaryOp, Name, SqlType)>,
        order: Option<(Name, bool, Option<Nulls>)>,
        limit: Limit,
        offset: bool,
        distinct: bool,
    },
    /// Of the rows whose column is in a list.
    Related {
        column: Name,
        list: list::Shape,
        ty: SqlType,
        order: Option<(Name, bool, Option<Nulls>)>,
    },
    Insert {
        /// A bit for each column that is given.
        columns: u128,
        rows: InsertRows,
        returning: bool,
    },
}

/// A column's name by its address and its length, as is a table: hashed at once, whatever its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Name(usize, usize);

impl Name {
    fn of(name: &'static str) -> Self {
        Self(name.as_ptr().addr(), name.len())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Limit {
    None,
    Printed(u64),
    Bound,
}

impl Shape {
    fn new(dialect: Dialect, table: &'static TableDef, kind: Kind) -> Self {
        Self { dialect, table: std::ptr::from_ref(table).addr(), kind }
    }

    /// Returns the shape of a query and its values in the order of their placeholders, if it is plain: at
    /// most one comparison of a column with a value, and one column to sort by. Its limit and its offset
    /// are given as far as they are bound.
    pub(super) fn of_select(
        dialect: Dialect,
        select: &Select,
        [limit, offset]: [Option<Value>; 2],
    ) -> Option<(Self, Vec<Value>)> {
        let mut values = Vec::with_capacity(3);
        let filter = match &select.filter {
            None => None,
            Some(filter) => {
                let (op, column, value) = comparison(filter)?;
                values.push(value.clone());
                Some((op, Name::of(column), value.sql_type()))
            }
        };
        let order = order(&select.order_by)?;
        let kind = Kind::Select {
            columns: select.columns,
            filter,
            order,
            limit: match (select.limit, &limit) {
                (None, _) => Limit::None,
                (Some(limit), None) => Limit::Printed(limit),
                (Some(_), Some(_)) => Limit::Bound,
            },
            offset: offset.is_some(),
            distinct: select.distinct,
        };
        values.extend(limit.into_iter().chain(offset));
        Some((Self::new(dialect, select.table, kind), values))
    }

    /// Returns the shape of a query of related rows and its values, if it is plain: of one column in a list, and
    /// one column to sort by.
    pub(super) fn of_related(dialect: Dialect, related: &Related) -> Option<(Self, Vec<Value>)> {
        let Related { select, through: None, owners, .. } = related else { return None };
        let Expr::InList { expr, values, ty, negated: false } = owners else { return None };
        let (Expr::Column(column), None, None, None, false) =
            (expr.as_ref(), &select.filter, select.limit, select.offset, select.distinct)
        else {
            return None;
        };
        let order = order(&select.order_by)?;
        if values.len() > LONGEST_LIST {
            return None;
        }
        let (list, values) = list::bound(dialect, values, *ty)?;
        let kind = Kind::Related { column: Name::of(column), list, ty: *ty, order };
        Some((Self::new(dialect, select.table, kind), values))
    }

    /// Returns the shape of an insert, if it is of some of the first 128 columns in their order.
    pub(super) fn of_insert(dialect: Dialect, insert: &Insert<'_>) -> Option<Self> {
        if !insert.columns.is_sorted() {
            return None;
        }
        let mut columns = 0;
        for &at in insert.columns {
            columns |= 1_u128.checked_shl(u32::try_from(at).ok()?)?;
        }
        let kind = Kind::Insert { columns, rows: insert.rows, returning: insert.returning };
        Some(Self::new(dialect, insert.table, kind))
    }
}

/// The column that is sorted by, if there is any; `None` where that is not all.
#[expect(clippy::option_option, reason = "there may be no order, and none that is plain")]
fn order(keys: &[Order]) -> Option<Option<(Name, bool, Option<Nulls>)>> {
    match keys {
        [] => Some(None),
        [Order { expr: Expr::Column(column), descending, nulls }] => {
            Some(Some((Name::of(column), *descending, *nulls)))
        }
        _ => None,
    }
}

/// A comparison of a column with a value that is bound: NULL is not.
fn comparison(filter: &Expr) -> Option<(BinaryOp, &'static str, &Value)> {
    let Expr::Binary { op, sides } = filter else { return None };
    match sides.as_ref() {
        (Expr::Column(column), Expr::Value(value)) if !value.is_null() => {
            Some((*op, column, value))
        }
        _ => None,
    }
}

/// Returns the statement of a shape with its values, rendered if it was not before.
pub(super) fn statement(
    shape: Shape,
    values: Vec<Value>,
    render: impl FnOnce() -> Statement,
) -> Statement {
    let kept = TEXTS.with_borrow(|texts| texts.by_shape.get(&shape).cloned());
    if let Some(text) = kept {
        return Statement::of(text, values);
    }
    let statement = render();
    if let Ok((text, _)) = statement.parts() {
        TEXTS.with_borrow_mut(|texts| texts.keep(shape, text));
    }
    statement
}

impl Texts {
    fn keep(&mut self, shape: Shape, text: Arc<Rendered>) {
        let length = text.sql.len();
        if length > MOST_BYTES / 4 {
            // One that drives all the others out is not worth it.
            return;
        }
        if self.bytes + length > MOST_BYTES {
            *self = Self::default();
        }
        self.bytes += length;
        self.by_shape.insert(shape, text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::tests::fixtures::USERS;

    fn shape(rows: usize) -> Shape {
        let rows = InsertRows::Values(rows);
        Shape::of_insert(
            Dialect::Sqlite,
            &Insert { table: &USERS, columns: &[1], rows, returning: true },
        )
        .expect("the shape is plain")
    }

    fn text(length: usize) -> Arc<Rendered> {
        Arc::new(Rendered { sql: Arc::new(" ".repeat(length)), ..Rendered::default() })
    }

    #[test]
    fn texts_that_are_kept_stay_within_their_bounds() {
        let mut texts = Texts::default();
        texts.keep(shape(0), text(MOST_BYTES / 4 + 1));
        assert!(texts.by_shape.is_empty(), "one text is too long");
        for rows in 0..4 {
            texts.keep(shape(rows), text(MOST_BYTES / 4));
        }
        assert_eq!((texts.by_shape.len(), texts.bytes), (4, MOST_BYTES));
        texts.keep(shape(4), text(1));
        assert_eq!((texts.by_shape.len(), texts.bytes), (1, 1), "it is begun anew");
    }
}
