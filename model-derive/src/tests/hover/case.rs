//! What is compared: an item, what the runtime prints of it, and what its documentation elides.

use model_runtime::{Children, Dialect, Linked, Loads, Model, Query, Statement, Table};

/// What an item runs in a dialect, and what its documentation elides.
pub(super) struct Case {
    pub(super) item: &'static str,
    pub(super) sql: Box<dyn Fn(Dialect) -> String>,
    pub(super) elided: Box<dyn Fn(Dialect) -> Vec<String>>,
}

impl Case {
    pub(super) fn eliding(self, elided: impl Fn(Dialect) -> Vec<String> + 'static) -> Self {
        Self { elided: Box::new(elided), ..self }
    }
}

/// An item that begins a query.
pub(super) fn query<Q: AsQuery>(item: &'static str, query: fn() -> Q) -> Case {
    let sql = move |dialect| text(&query().print(dialect));
    Case { item, sql: Box::new(sql), elided: Box::new(|_| Vec::new()) }
}

/// A query, or a collection.
pub(super) trait AsQuery: 'static {
    fn print(self, dialect: Dialect) -> Statement;
}

impl<M: Model> AsQuery for Query<M> {
    fn print(self, dialect: Dialect) -> Statement {
        self.to_sql(dialect)
    }
}

impl<P: Model, C: Model, const K: usize> AsQuery for Children<P, C, K> {
    fn print(self, dialect: Dialect) -> Statement {
        self.query().to_sql(dialect)
    }
}

impl<P: Model, T: Model, L: Model> AsQuery for Linked<P, T, L> {
    fn print(self, dialect: Dialect) -> Statement {
        self.query().to_sql(dialect)
    }
}

/// A handle, which the query loads.
pub(super) fn load<M: Model, L: Loads<M>>(item: &'static str, query: fn() -> Query<M, L>) -> Case {
    let sql = move |dialect| {
        let statements = query().statements(dialect);
        let [_, load] = statements.as_slice() else { panic!("{item}: one statement more") };
        text(load)
    };
    Case { item, sql: Box::new(sql), elided: Box::new(|_| Vec::new()) }
}

/// What begins a record of all columns, and what stores it; `stored` is the query of what is stored.
pub(super) fn create<M: Model>(
    [create, insert]: [&'static str; 2],
    sql: fn(Dialect) -> Statement,
    stored: fn() -> Query<M>,
) -> [Case; 2] {
    let all = move |dialect: Dialect| match dialect.capabilities().insert_returning {
        true => text(&sql(dialect)),
        false => format!("{};\n{}", text(&sql(dialect)), text(&stored().to_sql(dialect))),
    };
    let elided = || Box::new(|_| Vec::new());
    [
        Case { item: create, sql: Box::new(move |dialect| text(&sql(dialect))), elided: elided() },
        Case { item: insert, sql: Box::new(all), elided: elided() },
    ]
}

fn text(statement: &Statement) -> String {
    assert!(statement.refusal().is_none(), "{:?}", statement.refusal());
    statement.sql().to_owned()
}

/// A name in quotes.
fn name(dialect: Dialect, name: &str) -> String {
    let quote = if dialect == Dialect::Postgres { '"' } else { '`' };
    format!("{quote}{name}{quote}")
}

/// Columns and table of a related model, then those of its columns that are compared.
pub(super) fn of<M: Table>(keys: &'static [&'static str]) -> impl Fn(Dialect) -> Vec<String> {
    move |dialect| {
        let columns: Vec<_> = M::COLUMNS.iter().map(|column| name(dialect, column.name)).collect();
        let mut elided = vec![columns.join(", "), name(dialect, M::NAME)];
        elided.extend(keys.iter().map(|key| name(dialect, key)));
        elided
    }
}

/// The same where a subquery names the columns, after their table.
pub(super) fn from_within<M: Table>(
    keys: &'static [&'static str],
) -> impl Fn(Dialect) -> Vec<String> {
    move |dialect| {
        let mut elided = of::<M>(&[])(dialect);
        let table = name(dialect, M::NAME);
        elided.extend(keys.iter().map(|key| format!("{table}.{}", name(dialect, key))));
        elided
    }
}

/// A condition that a column has a value.
pub(super) fn has(column: &'static str) -> impl Fn(Dialect) -> Vec<String> {
    move |dialect| {
        let mark = if dialect == Dialect::Postgres { "$1" } else { "?" };
        vec![format!("{} = {mark}", name(dialect, column))]
    }
}
