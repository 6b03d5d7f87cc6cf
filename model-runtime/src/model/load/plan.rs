//! What is to be loaded, without its types: so that whatever loads it is compiled once.

use std::fmt;

use crate::dialect::{self, Dialect, Statement};
use crate::error::{Error, ErrorKind, Result};
use crate::model::arity::Bounds;
use crate::model::load::found::{Related, Search};
use crate::model::load::keys::{KeyColumns, Owners, conditions, ordinals, unknown};
use crate::model::load::level::{Empty, Level, empty};
use crate::model::load::steps::Steps;
use crate::model::path::{Direction, RelationOrder, sort_key};
use crate::model::{Arity, Model};
use crate::query::{self, Expr, Recursive, Select, Toward};
use crate::schema::{ColumnDef, TableDef};

/// A relation that is to be loaded, and what is along with it.
#[doc(hidden)]
#[derive(Clone)]
pub struct Plan {
    pub(super) direction: Direction,
    /// Present where the relation, of a table to itself, is followed again and again.
    pub(super) walk: Option<Walk>,
    /// The order that the relation has of its own.
    order: &'static [RelationOrder],
    pub(super) select: Select,
    /// What is loaded along with the related records.
    pub(super) along: Vec<Plan>,
    /// How many records each owner may get.
    pub(super) bounds: Bounds,
    /// Makes room for the related records.
    empty: Empty,
}

/// How a relation is followed over any number of steps.
#[derive(Debug, Clone, Copy)]
pub(super) struct Walk {
    pub(super) toward: Toward,
    /// After how many steps to stop.
    pub(super) depth: Option<u64>,
}

impl Plan {
    pub(super) fn new<T: Model, K: Arity>(
        direction: Direction,
        order: &'static [RelationOrder],
    ) -> Self {
        Self::of(direction, order, T::TABLE, K::BOUNDS, empty::<T>)
    }

    fn of(
        direction: Direction,
        order: &'static [RelationOrder],
        table: &'static TableDef,
        bounds: Bounds,
        empty: Empty,
    ) -> Self {
        let select = Select::all(table);
        Self { direction, walk: None, order, select, along: Vec::new(), bounds, empty }
    }

    /// The search for the records that belong to some owners, of a table.
    pub(super) fn search(
        &self,
        dialect: Dialect,
        table: &TableDef,
        owners: &dyn Level,
    ) -> Result<Search> {
        let (owners, mut keys) = Owners::of(table, owners, self.direction.outer)?;
        if self.walk.is_some_and(|walk| walk.depth == Some(0)) {
            keys.clear();
        }
        let mut statements = Vec::new();
        for condition in conditions(dialect, self.by().1, keys) {
            statements.push(self.statement(dialect, condition));
        }
        Ok(Search::new(self.select.table, statements, owners, self.key(), self.empty))
    }

    /// Tells over which steps the owners reach what was found, if there are any.
    ///
    /// # Errors
    ///
    /// `TooLong` after too many steps.
    pub(super) fn steps(&self, owners: &dyn Level, related: &Related) -> Result<Option<Steps>> {
        if self.walk.is_none() {
            return Ok(None);
        }
        let Direction { outer, inner, .. } = self.direction;
        let (from, to) = (ordinals(self.select.table, outer), ordinals(self.select.table, inner));
        Steps::of(owners, related, &from, &to).map(Some)
    }

    /// Adds the statements, in each of them one key that is not known yet.
    pub(crate) fn statements(&self, dialect: Dialect, list: &mut Vec<Statement>) {
        let (columns, names) = self.by();
        list.push(self.statement(dialect, unknown(columns, names)));
        for plan in &self.along {
            plan.statements(dialect, list);
        }
    }

    /// The query of the records that belong to some owners.
    fn statement(&self, dialect: Dialect, owners: Expr) -> Statement {
        let mut select = self.select.clone();
        select.end_order(self.order.iter().map(sort_key));
        let Direction { inner, through, .. } = self.direction;
        match self.walk {
            Some(walk) => self.recursive(dialect, select, owners, walk),
            None => dialect::related(dialect, &query::Related { select, inner, through, owners }),
        }
    }

    fn recursive(&self, dialect: Dialect, select: Select, owners: Expr, walk: Walk) -> Statement {
        let refused = |message| Statement::refused(Error::new(ErrorKind::Unsupported, message));
        if select.limit.is_some() {
            return refused("a tree can not be limited; stop it with `.depth(…)`");
        }
        let Direction { outer, inner, through } = self.direction;
        if through.is_some() {
            return refused(
                "a tree follows a foreign key, not links; load the levels with `.with(…)`",
            );
        }
        let Walk { toward, depth } = walk;
        let (columns, references) = match toward {
            Toward::Children => (inner, outer),
            Toward::Parents => (outer, inner),
        };
        dialect::recursive(
            dialect,
            &Recursive { select, columns, references, toward, owners, depth },
        )
    }

    /// The columns that equal the owners' keys, and the table that has them.
    fn by(&self) -> (&'static [ColumnDef], &'static [&'static str]) {
        match self.direction.through {
            Some(through) => (through.table.columns, through.outer),
            None => (self.select.table.columns, self.direction.inner),
        }
    }

    /// Where the key of the owner stands in a row.
    fn key(&self) -> KeyColumns {
        let (table, names) = self.by();
        let key = KeyColumns::of(table, names);
        match (self.direction.through, self.walk) {
            (None, None) => key,
            _ => key.after(self.select.table.columns.len()),
        }
    }
}

impl fmt::Debug for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Plan")
            .field("direction", &self.direction)
            .field("walk", &self.walk)
            .field("select", &self.select)
            .field("along", &self.along)
            .finish_non_exhaustive()
    }
}
