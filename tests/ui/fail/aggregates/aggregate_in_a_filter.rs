// A condition on an aggregate is given to having.
use ui::{User};

fn main() {
    let _ = User::filter(User::ID.sum().gt(3));
}
