// A query is grouped by columns of its own model.
// Remedy: group by a column of the model that is queried, as in `User::query().group_by(User::AGE)`
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{Role, User};

fn main() {
    let _ = User::query().group_by(Role::NAME);
}
