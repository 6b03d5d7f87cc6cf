// A filter is a condition.
use model_runtime::prelude::*;
use ui::User;

fn main() {
    let _ = User::filter(true);
}
