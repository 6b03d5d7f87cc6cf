// A selection reads values, and loads nothing along.
use ui::{User};

fn main() {
    let _ = User::query().with(User::ROLE).select(User::ID);
}
