// A relation is filtered by the columns of what it leads to.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::User;

fn main() {
    let _ = User::ROLE.has(User::USERNAME.eq("fred"));
}
