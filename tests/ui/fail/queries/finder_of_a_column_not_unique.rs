// There are finders of unique columns only.
// Remedy: filter by the column, as in `User::filter(User::AGE.eq(5))`, or mark it with `#[unique]`
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::User;

fn main() {
    let _ = User::find_by_age(30);
}
