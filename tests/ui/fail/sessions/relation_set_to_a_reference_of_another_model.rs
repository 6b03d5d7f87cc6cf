// A relation of a tracked record is set to a reference of its own parent's model.
use model_runtime::Session;
use ui::User;

fn main() {
    let mut session = Session::new();
    let fred = session.add(User::create().username("fred"));
    session.set(fred, User::ROLE, fred);
}
