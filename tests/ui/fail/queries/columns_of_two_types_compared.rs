// Columns that are compared are of one type.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::User;

fn main() {
    let _ = User::USERNAME.eq(User::ID);
}
