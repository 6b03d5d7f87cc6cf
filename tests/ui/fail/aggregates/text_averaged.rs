// Only numbers have a mean.
// Remedy: take a column of numbers
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::User;

fn main() {
    let _ = User::query().select((User::USERNAME.avg(), User::AGE.avg()));
}
