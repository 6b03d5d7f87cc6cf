// Children are updated, not the back-reference to them.
// Remedy: update the children, as in `user.update().set(User::ROLE, &role)`
use model_runtime::prelude::*;
use ui::{Role, User};

fn main() {
    fn of(role: &Role, user: &User) {
        let _ = role.update().set(Role::USERS, user);
    }
}
