// An `Option` is of the type of the column.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::User;

fn main() {
    let _ = User::AGE.eq(Some("5"));
}
