// A model is not generic.
#[derive(model_runtime::Model)]
struct User<T> {
    #[primary_key]
    id: T,
}

fn main() {}
