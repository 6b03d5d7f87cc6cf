// A schema is made of models.
use model_runtime::prelude::*;

struct Plain;

const SCHEMA: Schema = schema![Plain];

fn main() {
    let _ = SCHEMA;
}
