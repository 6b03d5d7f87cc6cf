// A count is compared with numbers.
use ui::{Role};

fn main() {
    let _ = Role::filter(Role::USERS.count().gt("3"));
}
