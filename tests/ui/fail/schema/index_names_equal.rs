// Indexes of two models have two names.
use model_runtime::prelude::*;

#[derive(Model)]
#[model(index(name, name = "by_name"))]
struct Role {
    #[primary_key]
    id: i64,
    name: String,
}

#[derive(Model)]
#[model(index(name, name = "by_name"))]
struct User {
    #[primary_key]
    id: i64,
    name: String,
}

const SCHEMA: Schema = schema![Role, User];

fn main() {
    let _ = SCHEMA;
}
