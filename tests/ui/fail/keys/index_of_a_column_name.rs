// An index refers to fields by their names in the struct.
#[derive(model_runtime::Model)]
#[model(index(label))]
struct User {
    #[primary_key]
    id: i64,
    #[column(name = "label")]
    name: String,
}

fn main() {}
