// A column is a condition only if it is a truth value.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::User;

fn main() {
    let _ = User::filter(User::USERNAME);
}
