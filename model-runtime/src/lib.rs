//! Plain structs, typed queries, three databases.
#![doc = include_str!("../README.md")]

mod error;
pub mod query;
pub mod schema;
pub mod value;

pub mod dialect;

pub mod backend;
mod model;

pub use error::{Error, ErrorKind, Result};
pub use dialect::Dialect;
pub use schema::Schema;
