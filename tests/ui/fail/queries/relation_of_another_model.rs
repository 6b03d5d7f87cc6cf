// A model loads relations of its own.
use model_runtime::prelude::*;
use ui::{Role, User};

fn main() {
    let _ = User::query().with(Role::USERS);
}
