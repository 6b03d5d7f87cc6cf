// Outside of a session a relation is set to a stored record.
use model_runtime::Session;
use model_runtime::prelude::*;
use ui::{Role, User};

fn change(fred: &User) {
    let mut session = Session::new();
    let role = session.add(Role::create().name("a"));
    let _ = fred.update().set(User::ROLE, role);
}

fn main() {}
