// Only numbers are calculated with.
use model_runtime::prelude::*;
use ui::User;

fn main() {
    let _ = User::USERNAME + 1;
}
