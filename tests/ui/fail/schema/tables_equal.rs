// Two models have two tables.
use model_runtime::prelude::*;
use ui::Role;

#[derive(Model)]
#[model(table = "roles")]
struct Group {
    #[primary_key]
    id: i64,
}

const SCHEMA: Schema = schema![Role, Group];

fn main() {
    let _ = SCHEMA;
}
