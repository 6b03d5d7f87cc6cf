// Records are not sorted by what is made of many.
// Remedy: sort groups, as in `.group_by(key)`, or records by an aggregate of their relation, as in `Role::USERS.count().desc()`
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{User};

fn main() {
    let _ = User::query().order_by(User::ID.max().desc());
}
