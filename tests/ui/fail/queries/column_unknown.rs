// A model has handles of its own columns only.
use model_runtime::prelude::*;
use ui::User;

fn main() {
    let _ = User::NAME.eq("fred");
}
