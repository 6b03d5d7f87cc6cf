// Only text is searched.
// Remedy: compare the number, as in `User::ID.eq(5)`
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::User;

fn main() {
    let _ = User::ID.starts_with("1");
}
