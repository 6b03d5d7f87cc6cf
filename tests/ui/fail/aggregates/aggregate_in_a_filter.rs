// A condition on an aggregate is given to having.
// Remedy: give it to `having`, as in `.group_by(key).having(…)`; of related records, filter by `Role::USERS.count().gt(3)`
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{User};

fn main() {
    let _ = User::filter(User::ID.sum().gt(3));
}
