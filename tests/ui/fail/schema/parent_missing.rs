// The parents of a schema's tables are in the schema.
use model_runtime::prelude::*;
use ui::User;

const SCHEMA: Schema = schema![User];

fn main() {
    let _ = SCHEMA;
}
