// A session takes builders with all required columns set.
use model_runtime::Session;
use ui::User;

fn main() {
    let mut session = Session::new();
    session.add(User::create());
}
