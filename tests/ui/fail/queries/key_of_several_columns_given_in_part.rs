// A record is found by its whole key.
use model_runtime::prelude::*;
use ui::Membership;

fn main() {
    let _ = Membership::find(1);
}
