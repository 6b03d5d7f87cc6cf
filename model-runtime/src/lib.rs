#![doc = include_str!("../README.md")]

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

pub use backend::{Conn, Db, DbBuilder, Executor, Isolation, TransactionOptions, Tx};
pub use dialect::{Ddl, Dialect, Statement};
pub use error::{Error, ErrorKind, Result};
#[cfg(feature = "derive")]
pub use model_derive::Model;
pub use model::{
    Append, Arity, BelongsTo, Bind, BoxFuture, Column, Constrained, Create, Draft, Expression,
    HasMany, HasOne, IntoExpr, IntoKey, IntoOrder, IntoParent, IntoPredicate, IntoValue, KeyColumn,
    Load, Loader, Loads, Many, Model, Order, Predicate, PrimaryKey, Query, RecordUpdate, Relation,
    Row, Settable, Table, Update,
};
pub use schema::Schema;
pub use value::{ColumnType, ColumnValue, Value};
