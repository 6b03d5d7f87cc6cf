// A create has setters of the columns only.
// Remedy: correct the name; setters are called like the fields and relations
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::User;

fn main() {
    let _ = User::create().nickname("fred");
}
