#![doc = include_str!("../README.md")]
#![cfg_attr(
    not(feature = "driver"),
    expect(dead_code, reason = "what talks to a driver is idle without one")
)]

mod error;

pub mod backend;
pub mod dialect;
mod model;
pub mod query;
pub mod schema;
pub mod value;

#[doc(hidden)]
pub mod __private;
pub mod prelude;

pub use backend::{Conn, Db, DbBuilder, Executor, Isolation, Lease, TransactionOptions, Tx};
pub use dialect::{Ddl, Dialect, Statement};
pub use error::{Error, ErrorKind, Result};
pub use model::{
    Append, Arity, BelongsTo, Bind, BoxFuture, Column, Constrained, Create, Draft, Expression,
    Group, Groups, HasMany, HasOne, IntoExpr, IntoKey, IntoKeys, IntoOrder, IntoParent,
    IntoPredicate, IntoValue, KeyColumn, Load, Loader, Loads, Many, MayBeAbsent, Model, OfRows,
    Onward, Operand, Order, Predicate, PrimaryKey, Query, RecordUpdate, Relation, Row, Selectable,
    Selected, Settable, Table, ToOne, Update,
};
#[cfg(feature = "derive")]
#[doc = include_str!("../derive.md")]
pub use model_derive::Model;
pub use schema::Schema;
pub use value::{ColumnType, ColumnValue, Value};
