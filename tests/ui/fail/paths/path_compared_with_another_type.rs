// A path is compared with values of the type at its end.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{Role, User};

fn main() {
    let _ = User::filter(User::ROLE.then(Role::NAME).eq(5));
}
