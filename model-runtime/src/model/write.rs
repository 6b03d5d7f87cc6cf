//! Changing and deleting what is stored: of one record, or of all that a filter keeps.

use std::fmt;
use std::marker::PhantomData;

use crate::backend::{Done, Executor, Via};
use crate::dialect::{self, Dialect, Statement};
use crate::error::{Error, ErrorKind, Result};
use crate::model::bind::bind_checked;
use crate::model::blame::blame;
use crate::model::key::{Values, stored_key, values};
use crate::model::{BelongsTo, BoxFuture, Column, IntoExpr, IntoParent, Model, Of, run};
use crate::query::{self, BinaryOp, Delete, Expr, Select};
use crate::schema::TableDef;
use crate::value::{ColumnValue, Value};

/// What an update of `M` can set: a column, or a relation to a parent.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can not be set in an update of `{M}`",
    label = "neither a column of `{M}` nor its relation to a parent"
)]
pub trait Settable<M> {
    /// Itself, so that only the values of what can be set are looked at.
    #[doc(hidden)]
    type Target;

    /// Returns itself.
    #[doc(hidden)]
    fn target(self) -> Self::Target;
}

#[diagnostic::do_not_recommend]
impl<M, T> Settable<M> for Column<M, T> {
    type Target = Self;

    fn target(self) -> Self {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<C, P, N> Settable<C> for BelongsTo<C, P, N> {
    type Target = Self;

    fn target(self) -> Self {
        self
    }
}

/// What `S` can be set to: of a column, a value or an expression; of a relation, a parent.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not fit `{S}`",
    label = "expected a value of that column's type, or the parent of that relation",
    note = "a column takes its own type, a relation `&parent`; if they are nullable, an `Option` of it as well"
)]
pub trait SetTo<S> {
    /// Returns the columns with their new values.
    #[doc(hidden)]
    fn assign(self, target: S) -> Vec<(&'static str, Expr)>;
}

#[diagnostic::do_not_recommend]
impl<M, T: ColumnValue, V: IntoExpr<M, T>> SetTo<Column<M, T>> for V {
    fn assign(self, target: Column<M, T>) -> Vec<(&'static str, Expr)> {
        vec![(target.name(), self.into_expr())]
    }
}

#[diagnostic::do_not_recommend]
impl<C: Model, P: Model, N, V: IntoParent<P, N>> SetTo<BelongsTo<C, P, N>> for V {
    fn assign(self, target: BelongsTo<C, P, N>) -> Vec<(&'static str, Expr)> {
        target.assignments(self.parent())
    }
}

/// Columns and their new values.
type Assignments = Vec<(&'static str, Expr)>;

/// An UPDATE of the records that a filter keeps.
#[must_use = "an update does nothing until `.run(&db)`"]
pub struct Update<M> {
    select: Select,
    everything: bool,
    set: Assignments,
    of: Of<M>,
}

impl<M> Update<M> {
    pub(crate) fn new(select: Select, everything: bool) -> Self {
        Self { select, everything, set: Vec::new(), of: PhantomData }
    }
}

impl<M: Model> Update<M> {
    /// Sets a column, or the columns of a relation; a later call for the same column replaces it.
    pub fn set<S: Settable<M>>(mut self, target: S, value: impl SetTo<S::Target>) -> Self {
        assign(&mut self.set, value.assign(target.target()));
        self
    }

    /// Says that an update without any filter is meant.
    pub fn everything(mut self) -> Self {
        self.everything = true;
        self
    }

    /// Renders the update in a dialect; needs no database.
    #[must_use]
    pub fn to_sql(&self, dialect: Dialect) -> Statement {
        let filter = bulk_filter(&self.select, self.everything);
        render(dialect, M::TABLE, &self.set, filter)
    }

    /// Runs the update and answers how many rows met the filter; 0, unasked, if nothing is set.
    ///
    /// # Errors
    ///
    /// `Unfiltered` if there is no filter and no [`everything`](Self::everything), before anything is
    /// sent; `Unsupported` for a query with a limit or an offset; what the database refuses.
    pub fn run<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<u64>> {
        update_all(executor.via(), self.select, self.everything, self.set)
    }

    /// Returns how the database would run the update, in its own words; nothing is changed.
    ///
    /// # Errors
    ///
    /// As [`run`](Self::run).
    pub fn explain<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<String>> {
        let via = executor.via();
        let statement = self.to_sql(via.dialect());
        run::explain(via, M::TABLE, statement)
    }
}

/// An UPDATE of one record's row.
#[must_use = "an update does nothing until `.run(&db)`"]
pub struct RecordUpdate<M> {
    filter: Result<Expr>,
    set: Assignments,
    of: Of<M>,
}

impl<M: Model> RecordUpdate<M> {
    pub(crate) fn new(record: &M) -> Self {
        Self { filter: key_filter(values(record)), set: Vec::new(), of: PhantomData }
    }

    /// Sets a column, or the columns of a relation; a later call for the same column replaces it.
    pub fn set<S: Settable<M>>(mut self, target: S, value: impl SetTo<S::Target>) -> Self {
        assign(&mut self.set, value.assign(target.target()));
        self
    }

    /// Renders the update in a dialect; needs no database.
    #[must_use]
    pub fn to_sql(&self, dialect: Dialect) -> Statement {
        render(dialect, M::TABLE, &self.set, self.filter.clone().map(Some))
    }

    /// Runs the update; one that sets nothing is not sent. The record in hand keeps its old values.
    ///
    /// # Errors
    ///
    /// `NotFound` if the row is gone; what the database refuses.
    pub fn run<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<()>> {
        update_one(executor.via(), M::TABLE, self.set, self.filter)
    }

    /// Returns how the database would run the update, in its own words; nothing is changed.
    ///
    /// # Errors
    ///
    /// What the database refuses.
    pub fn explain<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<String>> {
        let via = executor.via();
        let statement = self.to_sql(via.dialect());
        run::explain(via, M::TABLE, statement)
    }
}

impl<M> fmt::Debug for Update<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Update").field("select", &self.select).field("set", &self.set).finish()
    }
}

impl<M> fmt::Debug for RecordUpdate<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordUpdate").field("set", &self.set).finish_non_exhaustive()
    }
}

/// Renders the UPDATE of all columns of a record but its key.
pub(crate) fn save_to_sql(record: &dyn Values, dialect: Dialect) -> Statement {
    let table = record.table();
    let columns = table.columns.iter().enumerate().filter(|(_, column)| !table.is_key(column));
    let mut set: Vec<_> =
        columns.map(|(at, column)| (column.name, column_expr(record, at))).collect();
    if set.is_empty() {
        // Nothing but a key: written to itself, so that a missing row is noticed.
        set = table.columns.iter().map(|column| (column.name, Expr::Column(column.name))).collect();
    }
    render(dialect, table, &set, key_filter(record).map(Some))
}

/// Renders the DELETE of a record's row.
pub(crate) fn delete_to_sql(record: &dyn Values, dialect: Dialect) -> Statement {
    match delete_of(record) {
        Ok(delete) => dialect::delete(dialect, &delete),
        Err(error) => Statement::refused(error),
    }
}

/// Writes all columns of a record but its key to its row.
pub(crate) fn save<'e, M: Model>(via: Via<'e>, record: &mut M) -> BoxFuture<'e, Result<()>> {
    normalize(record);
    let statement = save_to_sql(record, via.dialect());
    Box::pin(run_on_one(via, M::TABLE, statement))
}

/// Changes the fields to what will be stored of them.
fn normalize<M: Model>(record: &mut M) {
    (0..M::TABLE.columns.len()).for_each(|ordinal| record.column_mut(ordinal).normalize());
}

/// Asks how the database would run a statement of a record.
pub(crate) fn explain_record<'e>(
    via: Via<'e>,
    record: &dyn Values,
    to_sql: fn(&dyn Values, Dialect) -> Statement,
) -> BoxFuture<'e, Result<String>> {
    let statement = to_sql(record, via.dialect());
    run::explain(via, record.table(), statement)
}

/// Deletes a record's row.
pub(crate) fn delete_record<'e>(via: Via<'e>, record: &dyn Values) -> BoxFuture<'e, Result<()>> {
    let (table, delete) = (record.table(), delete_of(record));
    Box::pin(async move { found(table, run::delete(via, delete?).await?) })
}

/// The DELETE of a record's row.
fn delete_of(record: &dyn Values) -> Result<Delete> {
    Ok(Delete { table: record.table(), filter: Some(key_filter(record)?) })
}

/// The DELETE of the rows that a query keeps.
///
/// # Errors
///
/// See [`bulk_filter`].
pub(crate) fn bulk_delete(select: &Select, everything: bool) -> Result<Delete> {
    Ok(Delete { table: select.table, filter: bulk_filter(select, everything)? })
}

/// The filter of a bulk statement.
///
/// # Errors
///
/// `Unfiltered` without any, unless everything is meant; `Unsupported` with a limit or an offset.
pub(crate) fn bulk_filter(select: &Select, everything: bool) -> Result<Option<Expr>> {
    let refused = |kind, message| Err(blame(select.table, Error::new(kind, message)));
    if select.limit.is_some() || select.offset.is_some() {
        let message = "an update or delete can not have a limit or an offset; filter instead";
        return refused(ErrorKind::Unsupported, message);
    }
    if select.filter.is_none() && !everything {
        let message = "an update or delete of every row has to say `.everything()`";
        return refused(ErrorKind::Unfiltered, message);
    }
    Ok(select.filter.clone())
}

/// Renders an UPDATE of a record's row that changes it only where a condition holds.
pub(crate) fn update_if_to_sql(
    record: &dyn Values,
    dialect: Dialect,
    change: Result<(Vec<(&'static str, Expr)>, Expr)>,
) -> Statement {
    let (set, condition) = match change {
        Ok(change) => change,
        Err(error) => return Statement::refused(blame(record.table(), error)),
    };
    let filter = key_filter(record).map(|filter| Some(filter.and(condition)));
    render(dialect, record.table(), &set, filter)
}

/// The filter that keeps one record's row.
pub(crate) fn key_filter(record: &dyn Values) -> Result<Expr> {
    let table = record.table();
    let values = stored_key(record).map_err(|error| blame(table, error))?;
    let pairs = table.primary_key.columns.iter().zip(values);
    let equal = pairs.map(|(column, value)| {
        Expr::binary(BinaryOp::Eq, Expr::Column(column), Expr::Value(value))
    });
    Ok(equal.reduce(Expr::and).unwrap_or(Expr::Constant(false)))
}

fn column_expr(record: &dyn Values, ordinal: usize) -> Expr {
    let column = &record.table().columns[ordinal];
    match Value::capture(|binder| bind_checked(column, record.field_at(ordinal), binder)) {
        Ok(value) => Expr::Value(value),
        Err(error) => Expr::invalid(&error),
    }
}

/// Adds assignments; of two for one column the later stands.
fn assign(set: &mut Vec<(&'static str, Expr)>, new: Vec<(&'static str, Expr)>) {
    for (column, value) in new {
        set.retain(|(name, _)| *name != column);
        set.push((column, value));
    }
}

/// Renders an UPDATE, refusing values that their columns do not take.
fn render(
    dialect: Dialect,
    table: &'static TableDef,
    set: &[(&'static str, Expr)],
    filter: Result<Option<Expr>>,
) -> Statement {
    let filter = match filter.and_then(|filter| check_values(table, set).map(|()| filter)) {
        Ok(filter) => filter,
        Err(error) => return Statement::refused(blame(table, error)),
    };
    dialect::update(dialect, &query::Update { table, set: set.to_vec(), filter })
}

/// Refuses values that their columns do not take, and says which columns.
fn check_values(table: &TableDef, set: &[(&'static str, Expr)]) -> Result<()> {
    for (name, value) in set {
        let Some(column) = table.column(name) else { continue };
        match value {
            Expr::Value(value) => {
                Value::capture(|binder| bind_checked(column, value, binder))?;
            }
            Expr::Invalid { kind, message } => {
                return Err(Error::new(*kind, message.clone()).with_fields([column.field]));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Runs the UPDATE of the rows that a filter keeps.
fn update_all(
    via: Via<'_>,
    select: Select,
    everything: bool,
    set: Assignments,
) -> BoxFuture<'_, Result<u64>> {
    let table = select.table;
    let filter = bulk_filter(&select, everything);
    let nothing = set.is_empty().then(|| filter.clone());
    let statement = render(via.dialect(), table, &set, filter);
    Box::pin(async move {
        if let Some(filter) = nothing {
            return filter.map(|_| 0);
        }
        Ok(run::execute(via, table, statement).await?.rows_affected)
    })
}

/// Runs the UPDATE of a record's row, if it sets anything.
fn update_one<'e>(
    via: Via<'e>,
    table: &'static TableDef,
    set: Assignments,
    filter: Result<Expr>,
) -> BoxFuture<'e, Result<()>> {
    if set.is_empty() {
        return Box::pin(std::future::ready(Ok(())));
    }
    let statement = render(via.dialect(), table, &set, filter.map(Some));
    Box::pin(run_on_one(via, table, statement))
}

/// Runs an UPDATE that is to change the row of one record.
async fn run_on_one(via: Via<'_>, table: &'static TableDef, statement: Statement) -> Result<()> {
    found(table, run::execute(via, table, statement).await?)
}

/// Tells whether the row of the record was there.
fn found(table: &'static TableDef, done: Done) -> Result<()> {
    match done.rows_affected {
        0 => Err(blame(table, run::not_found())),
        _ => Ok(()),
    }
}
