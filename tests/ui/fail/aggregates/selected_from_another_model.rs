// A query selects columns of its own model.
use ui::{Role, User};

fn main() {
    let _ = User::query().select((User::ID, Role::NAME));
}
