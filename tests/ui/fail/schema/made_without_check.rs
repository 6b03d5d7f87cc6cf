// A schema is made by `schema!`, which checks it.
// Remedy: write `schema![Role, User]`
use model_runtime::prelude::*;

const SCHEMA: Schema = Schema { tables: &[] };

fn main() {
    let _ = SCHEMA;
}
