// A schema is made by `schema!`, which checks it.
use model_runtime::prelude::*;

const SCHEMA: Schema = Schema { tables: &[] };

fn main() {
    let _ = SCHEMA;
}
