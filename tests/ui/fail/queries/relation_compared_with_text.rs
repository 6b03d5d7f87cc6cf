// A relation is compared with a record, and its columns along a path.
// Remedy: compare a column of the parent, as in `User::ROLE.then(Role::NAME).eq("Administrator")`
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::User;

fn main() {
    let _ = User::filter(User::ROLE.eq("Administrator"));
}
