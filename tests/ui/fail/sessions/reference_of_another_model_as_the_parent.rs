// A relation is set to a reference of its own parent's model.
use model_runtime::Session;
use ui::{Role, User};

fn main() {
    let mut session = Session::new();
    let fred = session.add(User::create().username("fred"));
    let _ = User::create().username("anna").role(fred);
    let _ = Role::create();
}
