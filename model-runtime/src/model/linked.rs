//! What is linked to one record, as a collection.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;

use futures_core::Stream;

use crate::backend::Executor;
use crate::dialect::{self, Dialect, Statement};
use crate::error::Result;
use crate::model::blame::blame;
use crate::model::collection::{collection, referred};
use crate::model::link_row::PlainLink;
use crate::model::link_write::{self, Ends, Job};
use crate::model::path::Path;
use crate::model::{
    BoxFuture, Groups, IntoKeys, IntoOrder, IntoPredicate, ManyToMany, Model, Of, Query, Relation,
    Selectable, Selected, Update, run,
};
use crate::query::{Delete, Expr};

/// The records `T` that are linked to one by an `L` each: a query of them that can also write, such
/// as `post.tags()`.
///
/// Only links that differ are touched. A link that another program adds at the same time is neither
/// an error nor stored twice where the two foreign keys are unique together.
///
/// ```
/// # use model_runtime::prelude::*;
/// # #[derive(Model, Debug, Clone, PartialEq)] struct Post { #[primary_key] id: i64, title: String }
/// # #[derive(Model, Debug, Clone, PartialEq)] struct Tag { #[primary_key] id: i64, name: String }
/// #[derive(Model)]
/// #[model(link(tags, posts))]
/// struct PostTag {
///     #[primary_key]
///     #[foreign_key(Post, on_delete = cascade)]
///     post_id: i64,
///     #[primary_key]
///     #[foreign_key(Tag, on_delete = cascade)]
///     tag_id: i64,
/// }
/// # const SCHEMA: Schema = schema![Post, Tag, PostTag];
/// # #[tokio::main] async fn main() -> Result<()> {
/// # let db = Db::connect("sqlite::memory:").await?;
/// # db.create_all(&SCHEMA).await?;
/// # let post = Post::create().title("On SQL").insert(&db).await?;
/// # let rust = Tag::create().name("rust").insert(&db).await?;
/// # let sql = Tag::create().name("sql").insert(&db).await?;
/// assert!(post.tags().add(&db, &rust).await?);
/// assert!(!post.tags().add(&db, &rust).await?, "it was there");
/// let changes = post.tags().set(&db, [&sql]).await?;
/// assert_eq!((changes.added, changes.removed), (1, 1));
/// assert_eq!(post.tags().all(&db).await?, [sql]);
/// # Ok(()) }
/// ```
#[must_use = "a collection does nothing until it is read or written"]
pub struct Linked<P, T, L> {
    query: Query<T>,
    ends: Ends,
    of: Of<(P, L)>,
}

collection!(Linked<P, T, L: Model>);

/// How many links [`Linked::set`] added and removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LinkChanges {
    /// Links that were not there before.
    pub added: u64,
    /// Links that are there no more.
    pub removed: u64,
}

impl<P: Model, T: Model, L: Model> ManyToMany<P, T, L> {
    /// The collection of what is linked to a record; called by the accessor.
    #[doc(hidden)]
    pub fn of(self, record: &P) -> Linked<P, T, L> {
        let (near, far) = self.keys();
        let of = referred(record, near.references);
        Linked { query: self.query_of(record), ends: Ends { near, far, of }, of: PhantomData }
    }
}

impl<P: Model, T: Model, L: Model> Linked<P, T, L> {
    /// Links a stored record and tells whether it was not linked before.
    ///
    /// # Errors
    ///
    /// `ForeignKey` if one of the two is not stored any more; what else the database refuses.
    pub fn add<'e, D>(&self, executor: impl Executor<'e>, record: &T) -> BoxFuture<'e, Result<bool>>
    where
        L: PlainLink<D>,
    {
        let via = executor.via();
        let job = self.job([record]);
        Box::pin(async move { link_write::add::<L>(via, L::plain, job?).await })
    }

    /// Links stored records and answers how many of them were not linked before.
    ///
    /// # Errors
    ///
    /// As [`add`](Self::add), with nothing stored.
    pub fn add_all<'e, 't, D>(
        &self,
        executor: impl Executor<'e>,
        records: impl IntoIterator<Item = &'t T>,
    ) -> BoxFuture<'e, Result<u64>>
    where
        L: PlainLink<D>,
    {
        let via = executor.via();
        let job = self.job(records);
        Box::pin(async move { Ok(link_write::write::<L>(via, L::plain, job?).await?.added) })
    }

    /// Links these stored records and no others, and answers how many links that added and removed.
    ///
    /// # Errors
    ///
    /// As [`add`](Self::add), with nothing changed.
    pub fn set<'e, 't, D>(
        &self,
        executor: impl Executor<'e>,
        records: impl IntoIterator<Item = &'t T>,
    ) -> BoxFuture<'e, Result<LinkChanges>>
    where
        L: PlainLink<D>,
    {
        let via = executor.via();
        let job = self.job(records).map(Job::and_no_others);
        Box::pin(async move { link_write::write::<L>(via, L::plain, job?).await })
    }

    /// Unlinks a record and tells whether it was linked. The record itself stays.
    ///
    /// # Errors
    ///
    /// What the database refuses.
    pub fn remove<'e>(
        &self,
        executor: impl Executor<'e>,
        record: &T,
    ) -> BoxFuture<'e, Result<bool>> {
        let via = executor.via();
        let statement = self.remove_to_sql(via.dialect(), record);
        Box::pin(async move { Ok(run::execute(via, L::TABLE, statement).await?.rows_affected > 0) })
    }

    /// Unlinks all records and answers how many links there were.
    ///
    /// # Errors
    ///
    /// What the database refuses.
    pub fn clear<'e>(&self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<u64>> {
        let via = executor.via();
        let statement = self.clear_to_sql(via.dialect());
        Box::pin(async move { Ok(run::execute(via, L::TABLE, statement).await?.rows_affected) })
    }

    /// Renders what [`add`](Self::add) runs: what asks whether the link is there, and what stores it.
    #[must_use]
    pub fn add_to_sql<D>(&self, dialect: Dialect, record: &T) -> Vec<Statement>
    where
        L: PlainLink<D>,
    {
        let statements =
            self.job([record]).and_then(|job| link_write::add_to_sql::<L>(dialect, L::plain, &job));
        statements.unwrap_or_else(|error| vec![Statement::refused(blame(L::TABLE, error))])
    }

    /// Renders what [`remove`](Self::remove) runs.
    #[must_use]
    pub fn remove_to_sql(&self, dialect: Dialect, record: &T) -> Statement {
        let filter = self.job([record]).and_then(|job| job.ends.to(&job.others));
        delete::<L>(dialect, filter)
    }

    /// Renders what [`clear`](Self::clear) runs.
    #[must_use]
    pub fn clear_to_sql(&self, dialect: Dialect) -> Statement {
        delete::<L>(dialect, self.ends.all())
    }

    fn job<'t>(&self, records: impl IntoIterator<Item = &'t T>) -> Result<Job> {
        let others = records.into_iter().map(|record| referred(record, self.ends.far.references));
        Ok(Job::new(self.ends.clone(), others.collect::<Result<_>>()?))
    }
}

fn delete<L: Model>(dialect: Dialect, filter: Result<Expr>) -> Statement {
    match filter {
        Ok(filter) => dialect::delete(dialect, &Delete { table: L::TABLE, filter: Some(filter) }),
        Err(error) => Statement::refused(blame(L::TABLE, error)),
    }
}
