// A column of numbers is compared with numbers.
use model_runtime::prelude::*;
use ui::User;

fn main() {
    let _ = User::ID.gt("5");
}
