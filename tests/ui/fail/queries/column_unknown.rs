// A model has handles of its own columns only.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::User;

fn main() {
    let _ = User::NAME.eq("fred");
}
