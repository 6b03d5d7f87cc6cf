// A column is compared with values of its type.
use model_runtime::prelude::*;
use ui::User;

fn main() {
    let _ = User::USERNAME.eq(5);
}
