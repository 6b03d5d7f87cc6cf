// An `Option` is of the type of the column.
use model_runtime::prelude::*;
use ui::User;

fn main() {
    let _ = User::AGE.eq(Some("5"));
}
