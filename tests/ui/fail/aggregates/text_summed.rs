// Numbers are summed.
// Remedy: sum a column of numbers, or count the records with `User::count_all()`
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{User};

fn main() {
    let _ = User::query().select(User::USERNAME.sum());
}
