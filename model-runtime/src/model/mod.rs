//! Floor 6: the typed API over the data of the floors below.
//!
//! A [`Model`] is a struct whose derive says what its table is ([`Table`]) and how a record is read
//! and bound. [`Column`] and the relation handles ([`BelongsTo`], [`HasMany`], [`HasOne`]) are typed by
//! their model, so that what is built from them, [`Predicate`]s and [`Query`]s, can not be mixed up.
//! Statements are built as data, rendered for the executor's dialect, run on one connection, and
//! what comes back is decoded straight into records.

mod aggregate;
mod arity;
mod asked;
mod batch;
mod belongs_to;
mod bind;
mod blame;
mod children;
mod collection;
mod column;
mod create;
mod declare;
mod draft;
mod drafts;
mod expression;
mod graph;
mod group;
mod has_many;
mod has_one;
mod insert;
mod insert_all;
mod insert_all_text;
mod key;
mod keyset;
mod link;
mod link_row;
mod link_write;
mod linked;
mod load;
mod nest;
mod nest_link;
mod onward;
mod operand;
mod order;
mod parent;
mod path;
mod predicate;
mod query;
mod query_text;
mod record;
mod relation;
mod restricted;
mod row;
mod run;
mod schema;
mod selectable;
mod selected;
mod selected_run;
mod session;
mod stream;
mod terminal;
mod unit;
mod write;

pub use crate::backend::BoxFuture;
pub use aggregate::{Group, Operand};
pub use arity::{Arity, Many, MayBeAbsent};
pub use belongs_to::BelongsTo;
pub use blame::Constrained;
pub use children::{CanLeave, Children};
pub use column::{Column, column};
pub use create::{Begins, Builder, Create, Start, States, StoredAs};
pub use declare::{
    CanBeNull, all_or_none, default_fits, generated_key, is_counted, length_fits, never_reuse,
};
pub use draft::{Draft, draft, nest, refer, set};
pub use expression::Expression;
pub use group::{Groups, IntoKeys};
pub use has_many::HasMany;
pub use has_one::HasOne;
pub use insert::{explain_insert, insert, insert_to_sql};
pub(crate) use insert_all::insert_all;
pub(crate) use insert_all_text::{explain_insert_all, insert_all_to_sql};
pub use key::{CompositeKey, IntoKey, KeyColumn, KeyParts, PrimaryKey};
pub use link::ManyToMany;
pub use link_row::{LinkModel, PlainLink};
pub use linked::{LinkChanges, Linked};
pub use load::{Above, Append, Below, Load, Loader, Loads, Relation, Shape, Tree, TreeLoad};
pub use nest::{Child, Nest, Nested, Under};
pub use onward::{Onward, ToOne};
pub use operand::IntoExpr;
pub use order::{IntoOrder, Order};
pub use parent::{AsParent, ParentKey};
pub use predicate::{IntoPredicate, Predicate};
pub use query::{Query, filter, query};
pub use record::{Model, Table, described};
pub use relation::IntoParent;
pub use row::Row;
pub use selectable::Selectable;
pub use selected::Selected;
pub use session::{Committed, Ref, Session};
pub use stream::Records;
pub use write::{RecordUpdate, SetTo, Settable, Update};

/// Ties a handle to types without holding values of them, so that it is `Send` and `Copy` whatever
/// they are and the compiler never walks from model to model.
pub(crate) type Of<T> = std::marker::PhantomData<fn() -> T>;
