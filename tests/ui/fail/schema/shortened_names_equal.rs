// A name that was shortened is taken like any other.
use model_runtime::prelude::*;

#[derive(Model)]
#[model(index(this_column_has_a_name_that_is_long, that_column_has_a_name_that_is_long))]
struct Role {
    #[primary_key]
    id: i64,
    this_column_has_a_name_that_is_long: i64,
    that_column_has_a_name_that_is_long: i64,
}

#[derive(Model)]
#[model(index(name, name = "ix_role_this_column_has_a_name_that_is_long_that_colum_2549a1f3"))]
struct User {
    #[primary_key]
    id: i64,
    #[column(length = 64)]
    name: String,
}

const SCHEMA: Schema = schema![Role, User];

fn main() {
    let _ = SCHEMA;
}
