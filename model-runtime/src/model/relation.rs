//! The handles of relations: a foreign key seen from the child and from the parent.

use std::fmt;
use std::marker::PhantomData;

use crate::model::arity::{Arity, Many, MayBeAbsent};
use crate::model::key::key_value;
use crate::model::load::{Load, Relation};
use crate::model::path::{Direction, Path, RelationOrder, equals};
use crate::model::{
    Column, ForeignKeyColumns, IntoOrder, IntoPredicate, ManyToMany, Model, Of, Predicate, Query,
};
use crate::query::Expr;
use crate::schema::ForeignKeyDef;
use crate::value::{ForeignKeyValue, Nullable, Required, Value};

/// The parent of a `C`: a `P`, or with `N` [`Nullable`] perhaps none.
///
/// A foreign key makes it, such as `User::ROLE`.
pub struct BelongsTo<C, P, N = Required> {
    foreign_key: &'static ForeignKeyDef,
    of: Of<(C, P, N)>,
}

/// The children of a `P`, each a `C`: a foreign key seen from the other side, such as `Role::USERS`.
///
/// `K` says which foreign key of `C` it is, counted from 0.
pub struct HasMany<P, C, const K: usize = 0> {
    foreign_key: &'static ForeignKeyDef,
    order: &'static [RelationOrder],
    of: Of<(P, C)>,
}

/// The child of a `P`, at most one `C`: a unique foreign key seen from the other side.
///
/// `K` says which foreign key of `C` it is, counted from 0.
pub struct HasOne<P, C, const K: usize = 0> {
    foreign_key: &'static ForeignKeyDef,
    of: Of<(P, C)>,
}

impl<C, P, N> BelongsTo<C, P, N> {
    /// Makes the handle; called by the derive. The columns prove that child and parent fit.
    #[doc(hidden)]
    #[must_use]
    pub const fn new<F: ForeignKeyValue<K, Presence = N>, K>(
        foreign_key: &'static ForeignKeyDef,
        _child: Column<C, F>,
        _parent: Column<P, K>,
    ) -> Self {
        Self { foreign_key, of: PhantomData }
    }

    /// Makes the handle of a key of several columns; called by the derive.
    #[doc(hidden)]
    #[must_use]
    pub const fn of_several<F: ForeignKeyColumns<K> + Copy, K: Copy>(
        foreign_key: &'static ForeignKeyDef,
        _child: F,
        _parent: K,
    ) -> Self {
        Self { foreign_key, of: PhantomData }
    }

    /// Returns the foreign key's description.
    #[must_use]
    pub const fn foreign_key(&self) -> &'static ForeignKeyDef {
        self.foreign_key
    }
}

impl<P, C, const K: usize> HasMany<P, C, K> {
    /// Makes the handle; called by the derive.
    #[doc(hidden)]
    #[must_use]
    pub const fn new<N>(relation: BelongsTo<C, P, N>, order: &'static [RelationOrder]) -> Self {
        Self { foreign_key: relation.foreign_key, order, of: PhantomData }
    }

    /// Returns the foreign key's description.
    #[must_use]
    pub const fn foreign_key(&self) -> &'static ForeignKeyDef {
        self.foreign_key
    }
}

impl<P, C, const K: usize> HasOne<P, C, K> {
    /// Makes the handle; called by the derive.
    #[doc(hidden)]
    #[must_use]
    pub const fn new<N>(relation: BelongsTo<C, P, N>) -> Self {
        Self { foreign_key: relation.foreign_key, of: PhantomData }
    }

    /// Returns the foreign key's description.
    #[must_use]
    pub const fn foreign_key(&self) -> &'static ForeignKeyDef {
        self.foreign_key
    }
}

impl<C: Model, P: Model, N> Path for BelongsTo<C, P, N> {
    type From = C;
    type To = P;

    fn direction(self) -> Direction {
        Direction::direct(self.foreign_key.columns, self.foreign_key.references)
    }
}

impl<P: Model, C: Model, const K: usize> Path for HasMany<P, C, K> {
    type From = P;
    type To = C;

    fn direction(self) -> Direction {
        Direction::direct(self.foreign_key.references, self.foreign_key.columns)
    }

    fn order(self) -> &'static [RelationOrder] {
        self.order
    }
}

impl<P: Model, C: Model, const K: usize> Path for HasOne<P, C, K> {
    type From = P;
    type To = C;

    fn direction(self) -> Direction {
        Direction::direct(self.foreign_key.references, self.foreign_key.columns)
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
        let columns = self.foreign_key.columns.iter();
        let nulls =
            columns.map(|column| Expr::IsNull { expr: Box::new(Expr::Column(column)), negated });
        let all = if negated { Expr::and } else { Expr::or };
        nulls.reduce(all).unwrap_or(Expr::Constant(negated))
    }

    /// The query of a record's parent; called by the accessor.
    #[doc(hidden)]
    pub fn of(self, child: &C) -> Query<P> {
        self.query_of(child)
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

impl<P: Model, C: Model, const K: usize> HasMany<P, C, K> {
    /// At least one child meets a condition.
    pub fn any(self, predicate: impl IntoPredicate<C>) -> Predicate<P> {
        self.related(predicate.into_predicate(), false)
    }

    /// No child meets a condition.
    pub fn none(self, predicate: impl IntoPredicate<C>) -> Predicate<P> {
        self.related(predicate.into_predicate(), true)
    }

    /// Loads at most so many children for each record: see [`Load::limit`].
    pub fn limit(self, limit: u64) -> Load<P, C, Many> {
        self.load().limit(limit)
    }
}

impl<P: Model, C: Model, const K: usize> HasOne<P, C, K> {
    /// There is a child that meets a condition.
    pub fn has(self, predicate: impl IntoPredicate<C>) -> Predicate<P> {
        self.related(predicate.into_predicate(), false)
    }

    /// There is no child.
    pub fn is_null(self) -> Predicate<P> {
        self.related(None, true)
    }

    /// There is a child.
    pub fn is_not_null(self) -> Predicate<P> {
        self.related(None, false)
    }

    /// The query of a record's child; called by the accessor.
    #[doc(hidden)]
    pub fn of(self, parent: &P) -> Query<C> {
        self.query_of(parent)
    }
}

/// Writes what each handle has as a value and as the start of a load; `Kind` is what a load gives.
macro_rules! handles {
    ($handle:ident<$from:ident, $to:ident $(, $presence:ident: $bound:path)? $(; $key:ident)?> loads $kind:ty) => {
        impl<$from, $to $(, $presence)? $(, const $key: usize)?> Clone for $handle<$from, $to $(, $presence)? $(, $key)?> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<$from, $to $(, $presence)? $(, const $key: usize)?> Copy for $handle<$from, $to $(, $presence)? $(, $key)?> {}

        impl<$from, $to $(, $presence)? $(, const $key: usize)?> fmt::Debug for $handle<$from, $to $(, $presence)? $(, $key)?> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($handle)).field(&self.foreign_key.name.as_str()).finish()
            }
        }

        impl<$from: Model, $to: Model $(, $presence: $bound)? $(, const $key: usize)?> $handle<$from, $to $(, $presence)? $(, $key)?> {
            /// Loads only the related records that meet a condition.
            pub fn filter(self, predicate: impl IntoPredicate<$to>) -> Load<$from, $to, $kind>
            where
                $kind: MayBeAbsent,
            {
                self.load().filter(predicate)
            }

            /// Sorts the loaded records by a key before the relation's own order.
            pub fn order_by(self, key: impl IntoOrder<$to>) -> Load<$from, $to, $kind> {
                self.load().order_by(key)
            }

            /// Loads along what is related to the related records.
            pub fn with<R>(self, relation: R) -> Load<$from, $to, $kind, (R::Load,)>
            where
                R: Relation<$to>,
            {
                self.load().with(relation)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<$from: Model, $to: Model $(, $presence: $bound)? $(, const $key: usize)?> Relation<$from>
            for $handle<$from, $to $(, $presence)? $(, $key)?>
        {
            type Load = Load<$from, $to, $kind>;

            fn load(self) -> Self::Load {
                Load::new(self.direction(), self.order())
            }
        }
    };
}

handles!(BelongsTo<C, P, N: Arity> loads N);
handles!(HasMany<P, C; K> loads Many);
handles!(HasOne<P, C; K> loads Nullable);
handles!(ManyToMany<P, T, L: Model> loads Many);

/// What can be given as the parent where a foreign key is set: `&P`, and `Option<&P>` where the key
/// is nullable.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can not be the parent of this relation, which is a `{P}`",
    label = "expected `&{P}`, or where the foreign key is nullable `Option<&{P}>`"
)]
pub trait IntoParent<P, N> {
    /// Returns the parent, if there is to be one.
    #[doc(hidden)]
    fn parent(&self) -> Option<&P>;
}

#[diagnostic::do_not_recommend]
impl<P, N> IntoParent<P, N> for &P {
    fn parent(&self) -> Option<&P> {
        Some(self)
    }
}

#[diagnostic::do_not_recommend]
impl<P> IntoParent<P, Nullable> for Option<&P> {
    fn parent(&self) -> Option<&P> {
        *self
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
