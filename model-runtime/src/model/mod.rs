//! Floor 6: the typed API over the data of the floors below.
//!
//! A [`Model`] is a struct whose derive says what its table is ([`Table`]) and how a record is read
//! and bound. [`Column`] and the relation handles ([`BelongsTo`], [`HasMany`], [`HasOne`]) are typed by
//! their model, so that what is built from them, [`Predicate`]s and [`Query`]s, can not be mixed up.
//! Statements are built as data, rendered for the executor's dialect, run on one connection, and
//! what comes back is decoded straight into records.

mod aggregate;
mod arity;
mod bind;
mod blame;
mod column;
mod create;
mod declare;
mod expression;
mod group;
mod insert;
mod insert_all;
mod key;
mod load;
mod onward;
mod operand;
mod order;
mod path;
mod predicate;
mod query;
mod record;
mod relation;
mod row;
mod run;
mod schema;
mod selectable;
mod selected;
mod selected_run;
mod stream;
mod terminal;
mod write;

pub use aggregate::{Group, Operand};
pub use arity::{Arity, Many, MayBeAbsent};
pub use blame::Constrained;
pub use column::Column;
pub use create::{At, Create, Draft, SetAt, Slot, generate};
pub use declare::{default_of, length_of, never_reuse, set_null_needs_an_option};
pub use expression::Expression;
pub use group::{Groups, IntoKeys};
pub use insert::{explain_insert, insert, insert_to_sql};
pub(crate) use insert_all::insert_all;
pub use key::{IntoKey, KeyColumn, PrimaryKey};
pub use load::{Append, Load, Loader, Loads, Relation};
pub use onward::{Onward, ToOne};
pub use operand::{IntoExpr, IntoValue};
pub use order::{IntoOrder, Order};
pub use predicate::{IntoPredicate, OfRows, Predicate};
pub use query::Query;
pub use record::{Bind, Model, Table};
pub use relation::{BelongsTo, HasMany, HasOne, IntoParent};
pub use row::Row;
pub use selectable::Selectable;
pub use selected::Selected;
pub use write::{RecordUpdate, Settable, Update};

/// Ties a handle to types without holding values of them, so that it is `Send` and `Copy` whatever
/// they are and the compiler never walks from model to model.
pub(crate) type Of<T> = std::marker::PhantomData<fn() -> T>;

/// A boxed future, as the generated `insert` returns it.
pub type BoxFuture<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 'a>>;
