// Inside a parent only the foreign key may be missing.
use ui::{Post, User};

fn main() {
    let _ = User::create().username("a").with(User::POSTS, [Post::create()]);
}
