// A column is updated to values of its type.
use model_runtime::prelude::*;
use ui::User;

fn main() {
    fn of(user: &User) {
        let _ = user.update().set(User::USERNAME, 5);
    }
}
