// Numbers are summed.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{User};

fn main() {
    let _ = User::query().select(User::USERNAME.sum());
}
