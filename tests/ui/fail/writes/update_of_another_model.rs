// A record is updated by its own columns.
use model_runtime::prelude::*;
use ui::{Role, User};

fn main() {
    fn of(user: &User) {
        let _ = user.update().set(Role::NAME, "Administrator");
    }
}
