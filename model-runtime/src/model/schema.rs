//! The schema's DDL, and the macro that gathers models.

use crate::dialect::{self, Ddl, Dialect};
use crate::schema::Schema;

impl Schema {
    /// Returns the statements that make all tables in a dialect, parents first; needs no database.
    ///
    /// ```
    /// # use model_runtime::prelude::*;
    /// # #[derive(Model)] struct User { #[primary_key] id: i64 }
    /// const SCHEMA: Schema = schema![User];
    /// println!("{}", SCHEMA.ddl(Dialect::Postgres));
    /// ```
    #[must_use]
    pub fn ddl(&self, dialect: Dialect) -> Ddl {
        dialect::create_schema(dialect, self)
    }
}

/// Gathers models into a [`Schema`], checked while the program is compiled.
///
/// A foreign key whose parent is missing from the list, two models with one table, and two
/// constraints or indexes with one name are compile errors that name the table.
///
/// ```
/// # use model_runtime::prelude::*;
/// # #[derive(Model)] struct Role { #[primary_key] id: i64 }
/// # #[derive(Model)] struct User { #[primary_key] id: i64 }
/// pub const SCHEMA: Schema = schema![Role, User];
/// ```
#[macro_export]
macro_rules! schema {
    ($($model:ty),* $(,)?) => {{
        const TABLES: &[&$crate::schema::TableDef] = &[$(<$model as $crate::Table>::TABLE),*];
        match $crate::Schema::mistake(TABLES) {
            ::core::option::Option::None => $crate::Schema::of(TABLES),
            ::core::option::Option::Some(mistake) => ::core::panic!("{}", mistake.words()),
        }
    }};
}
