// Under a handle only its own children are stored.
use ui::{Role, User};

fn main() {
    let _ = User::create().username("a").with(User::POSTS, [Role::create().name("a")]);
}
