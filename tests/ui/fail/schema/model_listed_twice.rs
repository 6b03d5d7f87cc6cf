// A schema has each model once.
use model_runtime::prelude::*;
use ui::Role;

const SCHEMA: Schema = schema![Role, Role];

fn main() {
    let _ = SCHEMA;
}
