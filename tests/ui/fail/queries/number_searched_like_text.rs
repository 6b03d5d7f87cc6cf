// Only text is searched.
use model_runtime::prelude::*;
use ui::User;

fn main() {
    let _ = User::ID.starts_with("1");
}
