//! What a program needs at hand: `use model_runtime::prelude::*;`.

pub use crate::schema;
pub use crate::{Db, Dialect, Error, Executor, Model, Result, Schema, Session};
