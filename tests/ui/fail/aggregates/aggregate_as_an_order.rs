// Records are not sorted by what is made of many.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{User};

fn main() {
    let _ = User::query().order_by(User::ID.max().desc());
}
