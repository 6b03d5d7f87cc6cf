// A path leads to one record; many are counted or loaded.
use ui::{Role, User};

fn main() {
    let _ = User::ROLE.then(Role::USERS);
}
