// Loaded records are ordered by columns of their own.
use model_runtime::prelude::*;
use ui::{Role, User};

fn main() {
    let _ = Role::query().with(Role::USERS.order_by(Role::NAME.asc()));
}
