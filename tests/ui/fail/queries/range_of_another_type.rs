// The ends of a range are of the type of the column.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::User;

fn main() {
    let _ = User::ID.between(1, "9");
}
