// A column of numbers is compared with numbers.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::User;

fn main() {
    let _ = User::ID.gt("5");
}
