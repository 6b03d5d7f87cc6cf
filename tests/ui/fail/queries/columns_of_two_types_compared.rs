// Columns that are compared are of one type.
use model_runtime::prelude::*;
use ui::User;

fn main() {
    let _ = User::USERNAME.eq(User::ID);
}
