// A setter takes what its column does.
use model_runtime::prelude::*;
use ui::User;

fn main() {
    let _ = User::create().username(5);
}
