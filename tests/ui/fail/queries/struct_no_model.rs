// Only a model can be queried.
use model_runtime::prelude::*;

fn main() {
    struct Plain;
    fn of<M: Model>() {}
    of::<Plain>();
}
