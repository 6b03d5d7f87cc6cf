// Numbers of related records are summed.
use ui::{Role, User};

fn main() {
    let _ = Role::filter(Role::USERS.sum(User::USERNAME).gt(3));
}
