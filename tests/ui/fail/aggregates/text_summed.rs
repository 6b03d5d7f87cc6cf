// Numbers are summed.
use ui::{User};

fn main() {
    let _ = User::query().select(User::USERNAME.sum());
}
