//! The window through which emitted code looks in. Not part of the public API.

pub use ::std::assert;
pub use ::std::clone::Clone;
pub use ::std::default::Default;
pub use ::std::fmt;
pub use ::std::marker::PhantomData;
pub use ::std::option::Option;
pub use ::std::result::Result::Ok;
pub use ::std::string::String;
pub use ::std::stringify;

pub use crate::backend::Executor;
pub use crate::dialect::{Dialect, Statement};
pub use crate::error::Result;
pub use crate::model::{
    AsParent, Begins, BelongsTo, BoxFuture, Builder, CanBeNull, Child, Children, Column,
    CompositeKey, Create, Draft, HasMany, HasOne, IntoKey, IntoPredicate, KeyColumn, LinkModel,
    Linked, ManyToMany, Model, Nest, PrimaryKey, Query, Row, Start, States, Table, Under,
    all_or_none, column, default_fits, described, draft, explain_insert, filter, generated_key,
    insert, insert_to_sql, is_counted, length_fits, nest, never_reuse, query, refer, set,
};
pub use crate::schema::{
    CheckDef, ColumnDef, DefaultDef, ForeignKeyDef, Generation, IndexDef, IndexPart, Name, Outline,
    PrimaryKeyDef, ReferentialAction, TableDef, UniqueDef, column_of, option_column, outline,
    required_column, text_length,
};
pub use crate::value::{
    ColumnType, ColumnValue, Field, IntoValue, KeyOf, Missing, Nullable, Set, SqlType, Value,
    primitive,
};
pub use crate::{__begin as begin, __builder as builder, __model as model, __required as required};
