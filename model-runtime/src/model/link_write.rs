//! Storing and deleting the rows that link two models: only those that differ.
//!
//! What is linked already is read first, and what is missing is inserted. Another program may add the
//! same link in between; the unique key over the pair then refuses it. That one refusal means that the
//! link is there, so the whole is done once more, now link by link, each in a savepoint that a refusal
//! ends. No other error is taken for something else.

use std::cmp::Ordering;
use std::collections::HashSet;

use foldhash::fast::RandomState;

use crate::backend::{Conn, Via};
use crate::dialect::{self, Dialect, Statement};
use crate::error::{Error, Result};
use crate::model::insert::render;
use crate::model::key::key_value;
use crate::model::link_row::{Plain, drafts, insert};
use crate::model::linked::LinkChanges;
use crate::model::{Draft, Model, Row, run};
use crate::query::{BinaryOp, Delete, Expr, Select};
use crate::schema::{ForeignKeyDef, TableDef};
use crate::value::Value;

/// How often the whole is tried again after a deadlock or the like, where the transaction is ours.
const RETRIES: u32 = 8;
/// The most links that one condition names where their keys have several columns.
const NAMED: usize = 200;

/// The foreign keys of a link, and what the one at hand refers to.
#[derive(Clone)]
pub(super) struct Ends {
    pub(super) near: &'static ForeignKeyDef,
    pub(super) far: &'static ForeignKeyDef,
    pub(super) of: Result<Vec<Value>>,
}

impl Ends {
    /// The condition of all links of the record.
    pub(super) fn all(&self) -> Result<Expr> {
        Ok(equal(self.near, self.of.as_ref().map_err(Error::clone)?))
    }

    /// The condition of its links to some others.
    pub(super) fn to(&self, others: &[Vec<Value>]) -> Result<Expr> {
        let (all, far) = (self.all()?, self.far);
        let (column, first) = match (far.columns, others) {
            (_, [other]) => return Ok(all.and(equal(far, other))),
            ([column], [first, ..]) => (column, &first[0]),
            _ => {
                let any = others.iter().map(|other| equal(far, other));
                return Ok(all.and(Expr::Or(any.collect())));
            }
        };
        let ty = first.sql_type();
        let values = others.iter().flatten().cloned().collect();
        let expr = Box::new(Expr::Column(column));
        Ok(all.and(Expr::InList { expr, values, ty, negated: false }))
    }
}

fn equal(key: &'static ForeignKeyDef, values: &[Value]) -> Expr {
    let pairs = key.columns.iter().zip(values);
    let equal = pairs.map(|(column, value)| {
        Expr::binary(BinaryOp::Eq, Expr::Column(column), Expr::Value(value.clone()))
    });
    equal.reduce(Expr::and).unwrap_or(Expr::Constant(true))
}

/// Which links there are to be.
pub(super) struct Job {
    pub(super) ends: Ends,
    /// What the other ends refer to, each once.
    pub(super) others: Vec<Vec<Value>>,
    exact: bool,
}

impl Job {
    pub(super) fn new(ends: Ends, mut others: Vec<Vec<Value>>) -> Self {
        // In one order, so that programs that add the same links do not wait for each other in a ring.
        others.sort_by(|a, b| order(a, b));
        others.dedup();
        Self { ends, others, exact: false }
    }

    /// The query of those that are there.
    fn links(&self, table: &'static TableDef) -> Result<Select> {
        Ok(Select { filter: Some(self.ends.to(&self.others)?), ..Select::all(table) })
    }

    /// Removes all other links.
    pub(super) fn and_no_others(mut self) -> Self {
        self.exact = true;
        self
    }
}

fn order(a: &[Value], b: &[Value]) -> Ordering {
    let pairs = a.iter().zip(b);
    pairs.fold(Ordering::Equal, |order, pair| {
        order.then_with(|| match pair {
            (Value::Int(a, _), Value::Int(b, _))
            | (Value::DateTime(a, _), Value::DateTime(b, _)) => a.cmp(b),
            (Value::Time(a), Value::Time(b)) => a.cmp(b),
            (Value::Date(a), Value::Date(b)) => a.cmp(b),
            (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
            (Value::Text(a), Value::Text(b)) => a.cmp(b),
            (Value::Bytes(a), Value::Bytes(b)) => a.cmp(b),
            (Value::Uuid(a), Value::Uuid(b)) => a.cmp(b),
            // No other type can be a key.
            _ => Ordering::Equal,
        })
    })
}

/// Renders what adds one link.
pub(super) fn add_to_sql<L: Model>(
    dialect: Dialect,
    plain: Plain,
    job: &Job,
) -> Result<Vec<Statement>> {
    let table = L::TABLE;
    let mut statements = vec![dialect::select(dialect, &job.links(table)?)];
    for draft in drafts(table, plain, &job.ends, &job.others)? {
        statements.push(render(table, &draft, dialect, false));
    }
    Ok(statements)
}

/// Adds one link; the statement is all or nothing by itself.
pub(super) async fn add<L: Model>(via: Via<'_>, plain: Plain, job: Job) -> Result<bool> {
    let mut lease = via.lease().await?;
    let select = job.links(L::TABLE)?;
    if !read::<L>(&mut lease, &job.ends, select).await?.is_empty() {
        return Ok(false);
    }
    let drafts = drafts(L::TABLE, plain, &job.ends, &job.others)?;
    add_carefully(&mut lease, L::TABLE, &job.ends, &drafts).await
}

/// Brings the links into the wanted state, in a transaction or a savepoint of its own.
pub(super) async fn write<L: Model>(via: Via<'_>, plain: Plain, job: Job) -> Result<LinkChanges> {
    if job.others.is_empty() && !job.exact {
        return Ok(LinkChanges::default());
    }
    let mut lease = via.lease().await?;
    let ours = !lease.is_in_transaction();
    let (mut careful, mut retries) = (false, 0);
    loop {
        let mut tx = lease.begin().await?;
        let done = match change::<L>(tx.conn(), plain, &job, careful).await {
            Ok(changes) => tx.commit().await.map(|()| changes),
            Err(error) => {
                tx.rollback().await?;
                Err(error)
            }
        };
        match done {
            Err(error) if !careful && is_linked_already(L::TABLE, &job.ends, &error) => {
                careful = true;
            }
            Err(error) if ours && error.is_retryable() && retries < RETRIES => {
                lease.db().pause(retries).await;
                retries += 1;
            }
            done => return done,
        }
    }
}

async fn change<L: Model>(
    conn: &mut Conn,
    plain: Plain,
    job: &Job,
    careful: bool,
) -> Result<LinkChanges> {
    let Job { ends, others, exact } = job;
    let named = *exact || (ends.far.columns.len() > 1 && others.len() > NAMED);
    let filter = if named { ends.all()? } else { ends.to(others)? };
    let select = Select { filter: Some(filter), ..Select::all(L::TABLE) };
    let there = read::<L>(conn, ends, select).await?;
    let mut removed = 0;
    if *exact {
        let wanted: HashSet<_, RandomState> = others.iter().collect();
        let mut surplus: Vec<_> =
            there.iter().filter(|other| !wanted.contains(other)).cloned().collect();
        surplus.sort_by(|a, b| order(a, b));
        removed = remove(conn, L::TABLE, ends, &surplus).await?;
    }
    let missing: Vec<_> = others.iter().filter(|other| !there.contains(*other)).cloned().collect();
    let drafts = drafts(L::TABLE, plain, ends, &missing)?;
    let mut added = drafts.len() as u64;
    if careful {
        added = 0;
        for draft in drafts.chunks(1) {
            added += u64::from(add_carefully(conn, L::TABLE, ends, draft).await?);
        }
    } else {
        insert(conn, L::TABLE, &drafts).await?;
    }
    Ok(LinkChanges { added, removed })
}

/// Reads what some links refer to at their other end.
async fn read<L: Model>(
    conn: &mut Conn,
    ends: &Ends,
    select: Select,
) -> Result<HashSet<Vec<Value>, RandomState>> {
    let statement = dialect::select(conn.dialect(), &select);
    let mut there = HashSet::default();
    let mut take = |row: &Row<'_>| {
        let link = L::decode(row)?;
        let other = ends.far.columns.iter().map(|column| key_value(&link, column));
        there.insert(other.collect::<Result<Vec<_>>>()?);
        Ok(())
    };
    run::rows(conn, L::TABLE, statement, &mut take).await?;
    Ok(there)
}

/// Deletes links to some others and answers how many they were.
async fn remove(
    conn: &mut Conn,
    table: &'static TableDef,
    ends: &Ends,
    others: &[Vec<Value>],
) -> Result<u64> {
    // A list of single values has any length; other conditions are kept small.
    let most = if ends.far.columns.len() > 1 { NAMED } else { others.len().max(1) };
    let mut removed = 0;
    for others in others.chunks(most) {
        let delete = Delete { table, filter: Some(ends.to(others)?) };
        let statement = dialect::delete(conn.dialect(), &delete);
        removed += run::rows(conn, table, statement, &mut |_| Ok(())).await?.rows_affected;
    }
    Ok(removed)
}

/// Inserts links and tells whether they were not there; a transaction goes on if they were.
async fn add_carefully(
    conn: &mut Conn,
    table: &'static TableDef,
    ends: &Ends,
    drafts: &[Draft],
) -> Result<bool> {
    let stored = if conn.is_in_transaction() {
        let mut savepoint = conn.begin().await?;
        match insert(savepoint.conn(), table, drafts).await {
            Ok(()) => savepoint.commit().await,
            Err(error) => {
                savepoint.rollback().await?;
                Err(error)
            }
        }
    } else {
        insert(conn, table, drafts).await
    };
    match stored {
        Ok(()) => Ok(true),
        Err(error) if is_linked_already(table, ends, &error) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Tells whether the unique key over the pair, and no other, refused a link.
fn is_linked_already(table: &TableDef, ends: &Ends, error: &Error) -> bool {
    let columns = ends.near.columns.iter().chain(ends.far.columns);
    let mut pair: Vec<_> = columns.filter_map(|column| Some(table.column(column)?.field)).collect();
    let mut refused = error.fields().to_vec();
    pair.sort_unstable();
    pair.dedup();
    refused.sort_unstable();
    error.is_unique_violation() && error.model() == Some(table.model) && pair == refused
}
