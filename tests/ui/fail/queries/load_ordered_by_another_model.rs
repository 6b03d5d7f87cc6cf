// Loaded records are ordered by columns of their own.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::Role;

fn main() {
    let _ = Role::query().with(Role::USERS.order_by(Role::NAME.asc()));
}
