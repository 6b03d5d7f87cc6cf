// A finder takes what its column does.
use model_runtime::prelude::*;
use ui::User;

fn main() {
    let _ = User::find_by_username(5);
}
