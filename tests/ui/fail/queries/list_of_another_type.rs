// A list has values of the type of the column.
use model_runtime::prelude::*;
use ui::User;

fn main() {
    let _ = User::ID.in_list(["a", "b"]);
}
