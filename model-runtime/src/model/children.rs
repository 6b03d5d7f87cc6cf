//! The children of one record, as a collection.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;

use futures_core::Stream;

use crate::backend::Executor;
use crate::dialect::{Dialect, Statement};
use crate::error::Result;
use crate::model::blame::blame;
use crate::model::collection::collection;
use crate::model::path::Path;
use crate::model::{
    BoxFuture, Builder, Child, Groups, HasMany, IntoKeys, IntoOrder, IntoPredicate, Model, Of,
    ParentKey, Query, Relation, Selectable, Selected, Update, run, write,
};
use crate::query::{BinaryOp, Expr};
use crate::schema::ForeignKeyDef;
use crate::value::{Nullable, Value};

/// The children `C` of a record: a query of them that can also write, such as `role.users()`.
///
/// The first step of a query, such as [`filter`](Self::filter), gives a [`Query`]; so does
/// [`query`](Self::query) or `into()`, for functions that take one.
///
/// ```
/// # use model_runtime::prelude::*;
/// # #[derive(Model, Debug, Clone, PartialEq)] struct Role { #[primary_key] id: i64, name: String }
/// # #[derive(Model, Debug, Clone, PartialEq)] struct User {
/// #     #[primary_key] id: i64,
/// #     username: String,
/// #     #[foreign_key(Role)] #[backref(users)] role_id: Option<i64>,
/// # }
/// # const SCHEMA: Schema = schema![Role, User];
/// # #[tokio::main] async fn main() -> Result<()> {
/// # let db = Db::connect("sqlite::memory:").await?;
/// # db.create_all(&SCHEMA).await?;
/// let role = Role::create().name("Administrator").insert(&db).await?;
/// let fred = role.users().create().username("fred").insert(&db).await?;
/// let anon = User::create().username("anon").insert(&db).await?;
///
/// assert!(role.users().add(&db, &anon).await?);
/// assert!(!role.users().add(&db, &anon).await?, "it was there");
/// assert!(role.users().remove(&db, &anon).await?);
/// assert_eq!(role.users().all(&db).await?, [fred]);
/// # Ok(()) }
/// ```
#[must_use = "a collection does nothing until it is read or written"]
pub struct Children<P, C, const K: usize = 0> {
    query: Query<C>,
    ends: Ends<P>,
    of: Of<P>,
}

/// The foreign key, and what in the parent it refers to.
struct Ends<P> {
    foreign_key: &'static ForeignKeyDef,
    parent: ParentKey<P>,
}

impl<P> Clone for Ends<P> {
    fn clone(&self) -> Self {
        Self { foreign_key: self.foreign_key, parent: self.parent.clone() }
    }
}

collection!(Children<P, C; K>);

/// Tells whether a `C` can be without its `P`.
#[diagnostic::on_unimplemented(
    message = "a `{C}` can not be removed from its `{P}`: the foreign key is required",
    label = "each `{C}` has a `{P}`",
    note = "delete the `{C}`, add it to another `{P}`, or make the field of the foreign key an `Option`"
)]
pub trait CanLeave<P, C> {}

#[diagnostic::do_not_recommend]
impl<P, C> CanLeave<P, C> for Nullable {}

impl<P: Model, C: Model, const K: usize> HasMany<P, C, K> {
    /// The collection of a record's children; called by the accessor.
    #[doc(hidden)]
    pub fn of(self, parent: &P) -> Children<P, C, K> {
        let foreign_key = self.foreign_key();
        let ends = Ends { foreign_key, parent: ParentKey::of(parent, foreign_key) };
        Children { query: self.query_of(parent), ends, of: PhantomData }
    }
}

impl<P: Model, C: Model, const K: usize> Children<P, C, K> {
    /// Begins a child of this record: `C::create()` with the foreign key set.
    pub fn create<N, B>(&self) -> B
    where
        C: Child<P, N, B, K>,
        B: Builder,
    {
        C::begin(self.ends.parent.clone())
    }

    /// Makes a stored record a child of this one and tells whether it was not; that of another parent
    /// moves here. The record in hand keeps its old values.
    ///
    /// # Errors
    ///
    /// `NotFound` if the row is gone; `ForeignKey` if this record is not stored any more; what else the
    /// database refuses.
    pub fn add<'e>(&self, executor: impl Executor<'e>, child: &C) -> BoxFuture<'e, Result<bool>> {
        let via = executor.via();
        let statement = self.add_to_sql(via.dialect(), child);
        let row = write::key_filter(child);
        Box::pin(async move {
            if let Some(error) = statement.refusal() {
                return Err(blame(C::TABLE, error.clone()));
            }
            let mut lease = via.lease().await?;
            if run::execute((&mut lease).via(), C::TABLE, statement).await?.rows_affected > 0 {
                return Ok(true);
            }
            let mut query = Query::<C>::new();
            query.asked.restrict(row?);
            match query.exists(&mut lease).await? {
                true => Ok(false),
                false => Err(blame(C::TABLE, run::not_found())),
            }
        })
    }

    /// Makes a child of this record one without a parent and tells whether it was a child of this one.
    /// The record in hand keeps its old values.
    ///
    /// # Errors
    ///
    /// What the database refuses.
    pub fn remove<'e, N: CanLeave<P, C>, B>(
        &self,
        executor: impl Executor<'e>,
        child: &C,
    ) -> BoxFuture<'e, Result<bool>>
    where
        C: Child<P, N, B, K>,
    {
        let via = executor.via();
        let statement = self.remove_to_sql(via.dialect(), child);
        Box::pin(async move { Ok(run::execute(via, C::TABLE, statement).await?.rows_affected > 0) })
    }

    /// Renders what [`add`](Self::add) runs.
    #[must_use]
    pub fn add_to_sql(&self, dialect: Dialect, child: &C) -> Statement {
        let differs = self.each(|column, value| {
            Expr::binary(BinaryOp::IsDistinctFrom, Expr::Column(column), Expr::Value(value))
        });
        let set = self.each(|column, value| (column, Expr::Value(value)));
        let change = set.and_then(|set| Ok((set, any(differs?))));
        write::update_if_to_sql(child, dialect, change)
    }

    /// Renders what [`remove`](Self::remove) runs.
    #[must_use]
    pub fn remove_to_sql<N, B>(&self, dialect: Dialect, child: &C) -> Statement
    where
        C: Child<P, N, B, K>,
        N: CanLeave<P, C>,
    {
        let equals = self.each(|column, value| {
            Expr::binary(BinaryOp::Eq, Expr::Column(column), Expr::Value(value))
        });
        let set = self.each(|column, value| (column, Expr::Value(Value::Null(value.sql_type()))));
        let change = set.and_then(|set| Ok((set, Expr::And(equals?))));
        write::update_if_to_sql(child, dialect, change)
    }

    /// Makes something of each column of the foreign key and the value that refers to this record.
    fn each<T>(&self, make: impl Fn(&'static str, Value) -> T) -> Result<Vec<T>> {
        let Ends { foreign_key, parent } = &self.ends;
        let pairs = foreign_key.columns.iter().zip(parent.clone().into_values());
        let made = pairs.map(|(column, value)| Ok(make(column, value.into_value()?)));
        made.collect::<Result<_>>().map_err(|error| blame(P::TABLE, error))
    }
}

fn any(conditions: Vec<Expr>) -> Expr {
    conditions.into_iter().reduce(Expr::or).unwrap_or(Expr::Constant(false))
}
