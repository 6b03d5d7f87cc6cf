// A record is updated by its own columns.
// Remedy: set a column of the record that is updated
use model_runtime::prelude::*;
use ui::{Role, User};

fn main() {
    fn of(user: &User) {
        let _ = user.update().set(Role::NAME, "Administrator");
    }
}
