// A record of a session is replaced by a builder with all required columns set.
use model_runtime::prelude::*;
use ui::User;

fn main() {
    let mut session = Session::new();
    let fred = session.add(User::create().username("fred"));
    session.replace(fred, User::create());
}
