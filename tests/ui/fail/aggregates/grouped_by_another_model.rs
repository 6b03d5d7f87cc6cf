// A query is grouped by columns of its own model.
use ui::{Role, User};

fn main() {
    let _ = User::query().group_by(Role::NAME);
}
