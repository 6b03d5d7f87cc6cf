// A path is a column of the model that it begins at.
use ui::{Role, User};

fn main() {
    let _ = Role::filter(User::ROLE.then(Role::NAME).eq("x"));
}
