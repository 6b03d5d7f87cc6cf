// A path goes on to columns of the model that it leads to.
use ui::{Post, User};

fn main() {
    let _ = User::ROLE.then(Post::TITLE);
}
