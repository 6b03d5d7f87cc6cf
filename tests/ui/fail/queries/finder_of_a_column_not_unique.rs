// There are finders of unique columns only.
use model_runtime::prelude::*;
use ui::User;

fn main() {
    let _ = User::find_by_age(30);
}
