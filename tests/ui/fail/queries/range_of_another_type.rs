// The ends of a range are of the type of the column.
use model_runtime::prelude::*;
use ui::User;

fn main() {
    let _ = User::ID.between(1, "9");
}
