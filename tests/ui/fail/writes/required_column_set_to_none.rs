// A required column is not set to NULL.
use model_runtime::prelude::*;
use ui::User;

fn main() {
    let _ = User::create().username(None::<String>);
}
