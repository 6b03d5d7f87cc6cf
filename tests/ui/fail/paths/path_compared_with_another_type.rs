// A path is compared with values of the type at its end.
use ui::{Role, User};

fn main() {
    let _ = User::filter(User::ROLE.then(Role::NAME).eq(5));
}
