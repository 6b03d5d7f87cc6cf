// A column is updated from the columns of its model.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{Role, User};

fn main() {
    let _ = User::query().everything().update().set(User::USERNAME, Role::NAME);
}
