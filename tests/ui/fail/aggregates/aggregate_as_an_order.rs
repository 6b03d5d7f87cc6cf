// Records are not sorted by what is made of many.
use ui::{User};

fn main() {
    let _ = User::query().order_by(User::ID.max().desc());
}
