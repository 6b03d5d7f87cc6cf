//! The handle of a foreign key, from the child to its parent.

use std::marker::PhantomData;

use crate::model::arity::{Arity, MayBeAbsent};
use crate::model::key::key_value;
use crate::model::onward::{Onward, ToOne};
use crate::model::path::{Direction, Path, equals, steps};
use crate::model::relation::handle;
use crate::model::{
    IntoOrder, IntoParent, IntoPredicate, Load, Model, Of, Predicate, Query, Relation, Table,
};
use crate::query::Expr;
use crate::schema::{ForeignKeyAt, ForeignKeyDef, TableDef};
use crate::value::{Nullable, Presence, Required, Value};

/// The parent of a `C`: a `P`, or with `N` [`Nullable`] perhaps none.
///
/// A foreign key makes it, such as `User::ROLE`.
pub struct BelongsTo<C, P, N = Required> {
    pub(super) foreign_key: ForeignKeyAt,
    of: Of<(C, P, N)>,
}

handle!(BelongsTo<C, P, N>);

impl<C, P, N> BelongsTo<C, P, N> {
    /// Makes the handle; called by the derive, which proves in the create builder that the columns fit.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(table: &'static TableDef, at: usize) -> Self {
        Self { foreign_key: ForeignKeyAt { table, at }, of: PhantomData }
    }

    const fn columns(self) -> Direction {
        let ForeignKeyDef { columns, references, .. } = self.foreign_key();
        Direction::direct(columns, references)
    }

    /// Returns the foreign key's description.
    #[must_use]
    pub const fn foreign_key(&self) -> &'static ForeignKeyDef {
        self.foreign_key.def()
    }
}

impl<C: Model, P: Table, N> BelongsTo<C, P, N> {
    pub(crate) fn query_of_parent(self, child: &C) -> Query<P> {
        let mut query = Query::new();
        query.asked.restrict(self.columns().related_to(child));
        query
    }
}

impl<C: Model, P: Model, N> Path for BelongsTo<C, P, N> {
    type From = C;
    type To = P;

    fn direction(self) -> Direction {
        self.columns()
    }
}

impl<C: Model, P: Model, N> BelongsTo<C, P, N> {
    /// The parent meets a condition.
    pub fn has(self, predicate: impl IntoPredicate<P>) -> Predicate<C> {
        self.related(predicate.into_predicate(), false)
    }

    /// The parent is this record; of `None`, there is no parent.
    pub fn eq(self, parent: impl IntoParent<P, N>) -> Predicate<C> {
        let Some(parent) = parent.parent() else {
            return Predicate::new(self.key_is_null(false));
        };
        let direction = self.direction();
        let same = direction.outer.iter().zip(direction.inner);
        let same = same.map(|(child, key)| equals(child, key_value(parent, key)));
        Predicate::new(same.reduce(Expr::and).unwrap_or(Expr::Constant(true)))
    }

    /// The parent is another record than this; of `None`, there is a parent. A record without a parent
    /// is not told apart, as everywhere in SQL: see [`is_null`](BelongsTo::is_null).
    pub fn ne(self, parent: impl IntoParent<P, N>) -> Predicate<C> {
        match parent.parent() {
            Some(parent) => !self.eq(parent),
            None => Predicate::new(self.key_is_null(true)),
        }
    }

    fn key_is_null(self, negated: bool) -> Expr {
        let columns = self.foreign_key().columns.iter();
        let nulls =
            columns.map(|column| Expr::IsNull { expr: Box::new(Expr::Column(column)), negated });
        let all = if negated { Expr::and } else { Expr::or };
        nulls.reduce(all).unwrap_or(Expr::Constant(negated))
    }
}

impl<C: Model, P: Model> BelongsTo<C, P, Nullable> {
    /// There is no parent.
    pub fn is_null(self) -> Predicate<C> {
        Predicate::new(self.key_is_null(false))
    }

    /// There is a parent.
    pub fn is_not_null(self) -> Predicate<C> {
        Predicate::new(self.key_is_null(true))
    }
}

impl<C: Model, P: Model, N: Presence> BelongsTo<C, P, N> {
    /// Goes on to a column of the parent, or along a relation that it has to one other record.
    ///
    /// The value is an `Option` if there may be no parent.
    ///
    /// ```
    /// # use model_runtime::prelude::*;
    /// # #[derive(Model)] struct Role { #[primary_key] id: i64, name: String }
    /// # #[derive(Model)] struct User { #[primary_key] id: i64, #[foreign_key(Role)] role_id: i64 }
    /// let admins = User::filter(User::ROLE.then(Role::NAME).starts_with("Admin"));
    /// assert_eq!(
    ///     admins.to_sql(Dialect::Postgres).sql(),
    ///     r#"SELECT "user"."id", "user"."role_id" FROM "user" JOIN "role" AS "t1" ON "t1"."id" = "user"."role_id" WHERE "t1"."name" LIKE $1 ESCAPE '!'"#,
    /// );
    /// ```
    pub fn then<X: Onward<P>>(self, onward: X) -> X::From<C, N> {
        onward.after(ToOne::new(steps(self.direction(), P::TABLE, N::OPTIONAL)))
    }
}

impl<C: Model, P: Model, N: Arity> BelongsTo<C, P, N> {
    /// Loads only the related records that meet a condition.
    pub fn filter(self, predicate: impl IntoPredicate<P>) -> Load<C, P, N>
    where
        N: MayBeAbsent,
    {
        self.load().filter(predicate)
    }

    /// Sorts the loaded records by a key before the relation's own order.
    pub fn order_by(self, key: impl IntoOrder<P>) -> Load<C, P, N> {
        self.load().order_by(key)
    }

    /// Loads along what is related to the related records.
    pub fn with<R: Relation<P>>(self, relation: R) -> Load<C, P, N, (R::Load,)> {
        self.load().with(relation)
    }
}

#[diagnostic::do_not_recommend]
impl<C: Model, P: Model, N: Arity> Relation<C> for BelongsTo<C, P, N> {
    type Load = Load<C, P, N>;

    fn load(self) -> Self::Load {
        Load::new(self.direction(), self.order())
    }
}

impl<C: Model, P: Model, N> BelongsTo<C, P, N> {
    /// The columns of the foreign key with the values that refer to a parent.
    pub(crate) fn assignments(self, parent: Option<&P>) -> Vec<(&'static str, Expr)> {
        let direction = self.direction();
        let pairs = direction.outer.iter().zip(direction.inner);
        pairs.map(|(child, key)| (*child, parent_key::<C, P>(child, key, parent))).collect()
    }
}

fn parent_key<C: Model, P: Model>(child: &str, key: &str, parent: Option<&P>) -> Expr {
    let Some(parent) = parent else {
        let null = C::TABLE.column(child).map(|column| Value::Null(column.ty));
        return null.map_or(Expr::Constant(false), Expr::Value);
    };
    match key_value(parent, key) {
        Ok(value) => Expr::Value(value),
        Err(error) => Expr::invalid(&error),
    }
}
