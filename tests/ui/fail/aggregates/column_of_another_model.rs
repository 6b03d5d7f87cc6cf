// What is aggregated is of the related model.
use ui::{Role};

fn main() {
    let _ = Role::USERS.sum(Role::ID);
}
