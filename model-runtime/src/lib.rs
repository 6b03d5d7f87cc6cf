#![doc = include_str!("../README.md")]
#![cfg_attr(
    not(feature = "driver"),
    expect(dead_code, reason = "what talks to a driver is idle without one")
)]

mod emitted;
mod error;

pub mod backend;
pub mod dialect;
mod model;
pub mod query;
pub mod schema;
pub mod value;

#[doc(hidden)]
pub mod __private;
#[cfg(feature = "derive")]
pub mod no_prelude;
pub mod prelude;

pub use backend::{Conn, Db, DbBuilder, Executor, Isolation, Lease, TransactionOptions, Tx};
pub use dialect::{Ddl, Dialect, Statement};
pub use error::{Error, ErrorKind, Result};
pub use model::{
    Above, Append, Arity, AsParent, BelongsTo, Below, BoxFuture, CanBeNull, CanLeave, Child,
    Children, Column, Committed, CompositeKey, Constrained, Create, Draft, Expression, Group,
    Groups, HasMany, HasOne, IntoExpr, IntoKey, IntoKeys, IntoOrder, IntoParent, IntoPredicate,
    KeyColumn, KeyParts, LinkChanges, LinkModel, Linked, Load, Loader, Loads, Many, ManyToMany,
    MayBeAbsent, Model, Nest, Nested, Onward, Operand, Order, ParentKey, PlainLink, Predicate,
    PrimaryKey, Query, RecordUpdate, Records, Ref, Relation, Row, Selectable, Selected, Session,
    SetTo, Settable, Shape, StoredAs, Table, ToOne, Tree, TreeLoad, Under, Update,
};
#[cfg(feature = "derive")]
#[doc = include_str!("../derive.md")]
pub use model_derive::Model;
pub use schema::Schema;
pub use value::{Bind, ColumnType, ColumnValue, IntoValue, Value};
