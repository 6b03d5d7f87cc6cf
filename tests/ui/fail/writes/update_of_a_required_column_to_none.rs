// A required column is not updated to NULL.
use model_runtime::prelude::*;
use ui::User;

fn main() {
    fn of(user: &User) {
        let _ = user.update().set(User::USERNAME, None::<String>);
    }
}
