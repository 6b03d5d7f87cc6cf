// A parent is set by its setter, not nested.
use ui::{Role, User};

fn main() {
    let _ = User::create().username("a").with(User::ROLE, [Role::create().name("a")]);
}
