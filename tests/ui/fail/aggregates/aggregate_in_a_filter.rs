// A condition on an aggregate is given to having.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{User};

fn main() {
    let _ = User::filter(User::ID.sum().gt(3));
}
