// A record is found by its whole key.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::Membership;

fn main() {
    let _ = Membership::find(1);
}
