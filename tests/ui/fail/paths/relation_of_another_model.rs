// A path goes on along relations of the model that it leads to.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{Post, User};

fn main() {
    let _ = User::ROLE.then(Post::AUTHOR);
}
