// A model has handles of its own columns only.
// Remedy: correct the name; handles are called like the fields, in capitals
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::User;

fn main() {
    let _ = User::NAME.eq("fred");
}
