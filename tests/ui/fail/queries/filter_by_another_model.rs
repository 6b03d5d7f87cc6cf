// A model is filtered by its own columns.
use model_runtime::prelude::*;
use ui::{Role, User};

fn main() {
    let _ = User::filter(Role::NAME.eq("Administrator"));
}
