//! Graphs: records that are stored together with those that are nested in them.

use crate::backend::Via;
use crate::error::{Error, ErrorKind, Result};
use crate::model::load::Level;
use crate::model::nest::{Branch, Node, Tie};
use crate::model::parent::{Known, outside_of_session};
use crate::model::unit::{self, Act, Change, Kind, Link, position};
use crate::model::{BoxFuture, Draft};
use crate::schema::TableDef;
use crate::value::Reference;
use crate::value::Value;

/// A record to be stored, taken out of the tree in which it was given.
pub(crate) struct Seed {
    pub(crate) kind: Kind,
    pub(crate) draft: Box<Draft>,
    /// The records that it refers to, by their position among the seeds.
    pub(crate) ties: Vec<(Tie, usize)>,
}

impl Seed {
    /// Takes a record in which nothing is nested.
    pub(crate) fn alone(node: Node) -> Self {
        Self { kind: node.kind, draft: node.draft, ties: Vec::new() }
    }
}

/// Takes a tree apart; the root comes first. `next` is the position of the first seed.
pub(crate) fn seeds(root: Node, next: usize) -> Vec<Seed> {
    let mut seeds: Vec<Seed> = Vec::new();
    let mut left = vec![(root, None::<(Tie, usize, bool)>)];
    while let Some((Node { kind, mut draft }, hangs)) = left.pop() {
        let at = next + seeds.len();
        let nested = draft.nested().take();
        let mut seed = Seed { kind, draft, ties: Vec::new() };
        match hangs {
            Some((tie, other, true)) => seed.ties.push((tie, other)),
            Some((tie, other, false)) => seeds[other - next].ties.push((tie, at)),
            None => {}
        }
        seeds.push(seed);
        // The last is taken first; so they come in the order in which they were given.
        let branches = nested.into_iter().rev();
        left.extend(branches.map(|Branch { tie, below, node }| (node, Some((tie, at, below)))));
    }
    seeds
}

/// Stores trees and keeps their roots, in the order in which they were given.
pub(crate) fn insert<'a>(
    via: Via<'a>,
    roots: Vec<Node>,
    stored: &'a mut dyn Level,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let mut all = Vec::new();
        let mut starts = Vec::with_capacity(roots.len());
        for root in roots {
            starts.push(all.len());
            let next = all.len();
            all.extend(seeds(root, next));
        }
        let mut records = {
            let changes = changes(&all)?;
            unit::run(via, &changes).await?.records
        };
        for at in starts {
            stored.push(records[at].take().ok_or_else(missing)?)?;
        }
        Ok(())
    })
}

fn missing() -> Error {
    Error::new(ErrorKind::Incomplete, "the stored row did not come back")
}

fn changes(seeds: &[Seed]) -> Result<Vec<Change<'_>>> {
    check_single(seeds.iter().enumerate())?;
    let mut changes = Vec::with_capacity(seeds.len());
    for seed in seeds {
        let refuse = |_: usize, _: Reference| Err(outside_of_session());
        let parent = |at: usize| Ok((at, &seeds[at]));
        changes.push(change(seed, &parent, &refuse)?);
    }
    Ok(changes)
}

/// Refuses a second child where a parent has at most one.
pub(crate) fn check_single<'s>(seeds: impl Iterator<Item = (usize, &'s Seed)>) -> Result<()> {
    let mut seen = std::collections::HashSet::new();
    for (_, seed) in seeds {
        for (tie, parent) in seed.ties.iter().filter(|(tie, _)| tie.single) {
            if !seen.insert((*parent, tie.foreign_key.name.as_str())) {
                let message = "at most one record of this model can be nested under a parent";
                let error = Error::new(ErrorKind::TooManyRows, message);
                return Err(error.with_model(seed.kind.table.model));
            }
        }
    }
    Ok(())
}

/// The value of a foreign key's column: known, or that of a row which is stored before.
pub(crate) enum Origin {
    Value(Value),
    Row { change: usize, column: usize },
}

/// The insert of a seed. `parent` tells where a seed that it hangs on is, and `refer` what the reference
/// of a session in a column stands for; `None` where the column is set to something else.
pub(crate) fn change<'s>(
    seed: &'s Seed,
    parent: &dyn Fn(usize) -> Result<(usize, &'s Seed)>,
    refer: &dyn Fn(usize, Reference) -> Result<Option<Origin>>,
) -> Result<Change<'s>> {
    let Seed { kind, draft, ties } = seed;
    let table = kind.table;
    let mut change =
        Change { kind: *kind, act: Act::Insert(draft), given: Vec::new(), links: Vec::new() };
    for column in foreign_columns(table) {
        let Some(reference) = draft.column(column).and_then(Known::reference) else {
            continue;
        };
        let field = table.columns[column].field;
        let origin = refer(column, reference);
        match origin.map_err(|error| error.with_model(table.model).with_fields([field]))? {
            Some(Origin::Value(value)) => change.given.push((column, value)),
            Some(Origin::Row { change: of, column: of_column }) => {
                change.links.push(Link { column, of, of_column });
            }
            None => {}
        }
    }
    for (tie, at) in ties {
        let (of, parent) = parent(*at)?;
        for link in tied(table, tie, of, parent)? {
            if !change.links.contains(&link) {
                check_own_value(&change, draft, link, parent)?;
                change.links.push(link);
            }
        }
    }
    Ok(change)
}

/// The columns that refer to another row.
pub(crate) fn foreign_columns(table: &TableDef) -> impl Iterator<Item = usize> {
    let refers = |name: &str| table.foreign_keys.iter().any(|key| key.columns.contains(&name));
    let columns = table.columns.iter().enumerate();
    columns.filter(move |(_, column)| refers(column.name)).map(|(at, _)| at)
}

fn tied(table: &TableDef, tie: &Tie, of: usize, parent: &Seed) -> Result<Vec<Link>> {
    let key = tie.foreign_key;
    let pairs = key.columns.iter().zip(key.references).map(|(column, reference)| {
        let column = position(table, column)?;
        Some(Link { column, of, of_column: position(parent.kind.table, reference)? })
    });
    pairs.collect::<Option<_>>().ok_or_else(missing)
}

/// Refuses a nested record that sets its foreign key to something else than its parent.
fn check_own_value(change: &Change<'_>, draft: &Draft, link: Link, parent: &Seed) -> Result<()> {
    let table = change.table();
    let Some(own) = draft.column(link.column) else { return Ok(()) };
    let own = own.value();
    let given = parent.draft.column(link.of_column).and_then(Known::value);
    if own.is_some() && own == given {
        return Ok(());
    }
    let message =
        "a nested record sets its foreign key itself, which its parent gives; leave it out";
    let error = Error::new(ErrorKind::InvalidReference, message).with_model(table.model);
    Err(error.with_fields([table.columns[link.column].field]))
}
