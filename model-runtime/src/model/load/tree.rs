//! Loads over any number of steps: the tree below a record, the line above it.

use std::fmt;
use std::marker::PhantomData;

use crate::backend::Conn;
use crate::dialect::{self, Dialect, Statement};
use crate::error::{Error, ErrorKind, Result};
use crate::model::blame::blame;
use crate::model::insert::typed;
use crate::model::load::found::{Search, empty};
use crate::model::load::keys::{KeyColumns, Owners, conditions, unknown};
use crate::model::load::steps::{Above, Below, Reached, Shape, Steps};
use crate::model::load::{Append, Load, Loader, Loads, Relation};
use crate::model::path::{Path, RelationOrder, sort_key};
use crate::model::{BelongsTo, BoxFuture, HasMany, Many, Model, Of, Query};
use crate::query::{Expr, Recursive, Toward};

/// A relation of `T` to itself about to be loaded over any number of steps, in one statement.
pub struct TreeLoad<T, S, L = ()> {
    columns: &'static [&'static str],
    references: &'static [&'static str],
    order: &'static [RelationOrder],
    query: Query<T, L>,
    depth: Option<u64>,
    /// Whether it began at a relation that leads through links.
    links: bool,
    of: Of<S>,
}

impl<T, S, L> TreeLoad<T, S, L> {
    /// Stops after so many steps; of 1 are the relation's own records, and of 0 none at all.
    #[must_use]
    pub fn depth(mut self, depth: u64) -> Self {
        self.depth = Some(depth);
        self
    }

    /// Loads along what is related to the records.
    pub fn with<R>(self, relation: R) -> TreeLoad<T, S, L::Out>
    where
        R: Relation<T>,
        L: Append<R::Load>,
    {
        let Self { columns, references, order, query, depth, links, of } = self;
        TreeLoad { columns, references, order, query: query.with(relation), depth, links, of }
    }
}

impl<T: Model, L> Load<T, T, Many, L> {
    /// Loads not only the children but all that is below them, each as a [`Tree`](crate::Tree), in one
    /// statement.
    ///
    /// A filter cuts off what is below a record that it leaves out. Records that refer to each other in
    /// a circle come once. A tree of more than 500 levels is an error, unless `depth` stops before; so is
    /// one of a relation through links.
    ///
    /// ```
    /// # use model_runtime::{prelude::*, Tree};
    /// # #[derive(Model, Debug)] struct Topic {
    /// #     #[primary_key] id: i64,
    /// #     #[foreign_key(Topic)] #[backref(parts)] parent_id: Option<i64>,
    /// # }
    /// # async fn show(db: &Db) -> Result<()> {
    /// let roots = Topic::filter(Topic::PARENT.is_null());
    /// let topics: Vec<(Topic, Vec<Tree<Topic>>)> = roots.with(Topic::PARTS.tree()).all(db).await?;
    /// # Ok(()) }
    /// ```
    pub fn tree(self) -> TreeLoad<T, Below, L> {
        let Self { direction, order, query, .. } = self;
        let (columns, references) = (direction.inner, direction.outer);
        let (depth, links) = (None, direction.through.is_some());
        TreeLoad { columns, references, order, query, depth, links, of: PhantomData }
    }
}

impl<T: Model, const K: usize> HasMany<T, T, K> {
    /// Loads not only the children but all that is below them: see [`Load::tree`].
    pub fn tree(self) -> TreeLoad<T, Below> {
        self.load().tree()
    }
}

impl<T: Model, N> BelongsTo<T, T, N> {
    /// Loads the parent, its parent and so on, the nearest first, in one statement.
    pub fn ancestors(self) -> TreeLoad<T, Above> {
        let direction = self.direction();
        let (columns, references) = (direction.outer, direction.inner);
        let (query, order) = (Query::new(), [].as_slice());
        TreeLoad { columns, references, order, query, depth: None, links: false, of: PhantomData }
    }
}

impl<T: Model, S: Shape, L> TreeLoad<T, S, L> {
    /// The columns of a record from which a step leads, and those to which.
    fn step(&self) -> (&'static [&'static str], &'static [&'static str]) {
        match S::TOWARD {
            Toward::Children => (self.references, self.columns),
            Toward::Parents => (self.columns, self.references),
        }
    }

    fn search(&self, dialect: Dialect, records: &[T]) -> Result<Search> {
        let (from, to) = self.step();
        let (owners, mut keys) = Owners::of(records, from)?;
        if self.depth == Some(0) {
            keys.clear();
        }
        let mut statements = Vec::new();
        for condition in conditions(dialect, to, keys) {
            statements.push(self.statement(dialect, condition));
        }
        let key = KeyColumns::of(T::COLUMNS, to).after(T::COLUMNS.len());
        let found = empty::<T>(records.len());
        Ok(Search { table: T::TABLE, statements, owners, key, found })
    }

    fn statement(&self, dialect: Dialect, owners: Expr) -> Statement {
        let mut select = self.query.select.clone();
        if select.limit.is_some() {
            let message = "a tree can not be limited; stop it with `.depth(…)`";
            return Statement::refused(Error::new(ErrorKind::Unsupported, message));
        }
        if self.links {
            let message =
                "a tree follows a foreign key, not links; load the levels with `.with(…)`";
            return Statement::refused(Error::new(ErrorKind::Unsupported, message));
        }
        select.end_order(self.order.iter().map(sort_key));
        let Self { columns, references, depth, .. } = *self;
        let toward = S::TOWARD;
        let recursive = Recursive { select, columns, references, toward, owners, depth };
        dialect::recursive(dialect, &recursive)
    }
}

impl<T: Model, S: Shape, L: Loads<T>> Loader<T> for TreeLoad<T, S, L> {
    type Out = S::Out<L::Out>;

    fn fetch<'a>(
        &'a self,
        conn: &'a mut Conn,
        records: &'a [T],
    ) -> BoxFuture<'a, Result<Vec<Self::Out>>> {
        let search = self.search(conn.dialect(), records);
        Box::pin(async move {
            let (from, to) = self.step();
            let (positions, found) = search?.run(conn).await?;
            let found = typed(found)?;
            let steps = Steps::of(records, &positions, &found, from, to)?;
            let found = self.query.loads.fetch(conn, found).await?;
            let reached = Reached { owners: records.len(), steps, records: found };
            S::shape(reached).map_err(|error| blame(T::TABLE, error))
        })
    }

    fn statements(&self, dialect: Dialect, list: &mut Vec<Statement>) {
        list.push(self.statement(dialect, unknown(T::COLUMNS, self.step().1)));
        self.query.loads.statements(dialect, list);
    }
}

#[diagnostic::do_not_recommend]
impl<T, S, L> Relation<T> for TreeLoad<T, S, L>
where
    Self: Loader<T>,
{
    type Load = Self;

    fn load(self) -> Self {
        self
    }
}

impl<T, S, L: Clone> Clone for TreeLoad<T, S, L> {
    fn clone(&self) -> Self {
        Self { query: self.query.clone(), ..*self }
    }
}

impl<T, S, L> fmt::Debug for TreeLoad<T, S, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TreeLoad").field("query", &self.query).finish_non_exhaustive()
    }
}
