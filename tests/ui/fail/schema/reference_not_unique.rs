// A foreign key refers to a key or a unique column.
use model_runtime::prelude::*;
use ui::{Post, Role, User};

#[derive(Model)]
struct Link {
    #[primary_key]
    id: i64,
    #[foreign_key(Post, references = TITLE)]
    post_id: String,
}

const SCHEMA: Schema = schema![Role, User, Post, Link];

fn main() {
    let _ = SCHEMA;
}
