// A count is compared with numbers.
// Remedy: compare it with a number
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{Role};

fn main() {
    let _ = Role::filter(Role::USERS.count().gt("3"));
}
