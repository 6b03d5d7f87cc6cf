// Only numbers are calculated with.
// Remedy: calculate with columns of numbers
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::User;

fn main() {
    let _ = User::USERNAME + 1;
}
