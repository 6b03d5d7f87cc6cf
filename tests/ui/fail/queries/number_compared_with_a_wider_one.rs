// A value converts into the type of the column without loss.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::User;

fn main() {
    let _ = User::AGE.eq(5_i64);
}
