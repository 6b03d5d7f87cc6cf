// Numbers of related records are summed.
// Remedy: sum a column of numbers, or count the records with `Role::USERS.count()`
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{Role, User};

fn main() {
    let _ = Role::filter(Role::USERS.sum(User::USERNAME).gt(3));
}
