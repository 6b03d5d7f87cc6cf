// Fields of an index sort from high to low by `desc`.
#[derive(model_runtime::Model)]
#[model(index(dsec(age)))]
struct User {
    #[primary_key]
    id: i64,
    age: i32,
}

fn main() {}
