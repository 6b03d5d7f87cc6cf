// A required column is never NULL.
use model_runtime::prelude::*;
use ui::User;

fn main() {
    let _ = User::USERNAME.eq(None::<String>);
}
