//! The rows that link two models: how one is begun, and how they are stored.

use crate::backend::{Args, Conn};
use crate::dialect;
use crate::error::{Error, ErrorKind, Result};
use crate::model::Model;
use crate::model::blame::blame;
use crate::model::create::Create;
use crate::model::draft::Draft;
use crate::model::insert::{bind_row, set_columns};
use crate::model::key::ordinal;
use crate::model::link_write::Ends;
use crate::model::parent::Known;
use crate::query::{Insert, InsertRows};
use crate::schema::TableDef;
use crate::value::Value;

/// A model that links two others: `D` is its builder with both foreign keys set, which are given apart.
pub trait LinkModel<D>: Model {}

/// A link of which nothing but the two foreign keys has to be given.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` has required columns besides its two foreign keys, so it can not be made here",
    label = "needs more than the two records that it links",
    note = "store the link with `{Self}::create()…insert(&db)`, or give its other columns a `#[default(…)]` or an `Option`"
)]
pub trait PlainLink<D>: Model {
    /// Begins a link.
    #[doc(hidden)]
    fn plain() -> Draft {
        let mut link = Draft::new(Self::TABLE.columns.len());
        link.generate::<Self>();
        link
    }
}

#[diagnostic::do_not_recommend]
impl<L: LinkModel<D>, D: Create<Model = L>> PlainLink<D> for L {}

/// How a link is begun.
pub(super) type Plain = fn() -> Draft;

/// A link with what is known of its foreign keys: positions and values.
pub(super) fn link(plain: Plain, keys: Vec<(usize, Known)>) -> Draft {
    let mut link = plain();
    keys.into_iter().for_each(|(at, value)| link.put(at, value));
    link
}

pub(super) fn drafts(
    table: &TableDef,
    plain: Plain,
    ends: &Ends,
    others: &[Vec<Value>],
) -> Result<Vec<Draft>> {
    let near = ends.of.as_ref().map_err(Error::clone)?;
    let columns = ends.near.columns.iter().chain(ends.far.columns);
    let ordinals: Vec<_> = columns.map(|column| ordinal(table, column)).collect();
    let draft = |other: &Vec<Value>| {
        let keys: Vec<_> =
            ordinals.iter().copied().zip(near.iter().chain(other).cloned()).collect();
        agree(table, &keys)?;
        let known = keys.into_iter().map(|(at, value)| (at, Known::Value(value)));
        Ok(link(plain, known.collect()))
    };
    others.iter().map(draft).collect()
}

/// Refuses records that differ in a column which both foreign keys of the link have.
fn agree(table: &TableDef, keys: &[(usize, Value)]) -> Result<()> {
    let differs = |(at, value): &(usize, Value)| {
        keys.iter().any(|(other, with)| other == at && with != value)
    };
    let Some((at, _)) = keys.iter().find(|key| differs(key)) else { return Ok(()) };
    let message =
        "both foreign keys of the link have this column, and the two records differ in it";
    let error = Error::new(ErrorKind::InvalidReference, message);
    Err(blame(table, error.with_fields([table.columns[*at].field])))
}

/// Inserts links in as few statements as their number allows.
pub(super) async fn insert(
    conn: &mut Conn,
    table: &'static TableDef,
    drafts: &[Draft],
) -> Result<()> {
    let Some(first) = drafts.first() else { return Ok(()) };
    let columns = set_columns(table, first.into());
    let capabilities = conn.dialect().capabilities();
    let most = capabilities.rows_of_insert(columns.len(), drafts.len());
    for drafts in drafts.chunks(most) {
        let rows = InsertRows::Values(drafts.len());
        let insert = Insert { table, columns: &columns, rows, returning: false };
        let (sql, _) = dialect::insert(conn.dialect(), &insert).into_parts()?;
        let mut args = Args::new(conn.dialect(), columns.len() * drafts.len());
        for draft in drafts {
            bind_row(table, &columns, draft.into(), &mut args)
                .map_err(|error| blame(table, error))?;
        }
        let stored = conn.run(sql, args, &mut |_| Ok(())).await;
        stored.map_err(|error| blame(table, error))?;
    }
    Ok(())
}
