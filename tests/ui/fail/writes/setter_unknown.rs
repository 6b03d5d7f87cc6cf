// A create has setters of the columns only.
use model_runtime::prelude::*;
use ui::User;

fn main() {
    let _ = User::create().nickname("fred");
}
