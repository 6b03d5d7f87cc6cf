// A column is a condition only if it is a truth value.
use model_runtime::prelude::*;
use ui::User;

fn main() {
    let _ = User::filter(User::USERNAME);
}
