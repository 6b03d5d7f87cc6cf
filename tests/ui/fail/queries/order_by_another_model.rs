// A model is ordered by its own columns.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{Role, User};

fn main() {
    let _ = User::query().order_by(Role::NAME.asc());
}
