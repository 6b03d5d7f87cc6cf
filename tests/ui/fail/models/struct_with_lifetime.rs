// A model owns its fields.
#[derive(model_runtime::Model)]
struct User<'a> {
    #[primary_key]
    id: i64,
    name: &'a str,
}

fn main() {}
