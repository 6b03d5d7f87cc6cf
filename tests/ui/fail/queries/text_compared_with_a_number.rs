// A column is compared with values of its type.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::User;

fn main() {
    let _ = User::USERNAME.eq(5);
}
