// An index refers to fields of the model.
#[derive(model_runtime::Model)]
#[model(index(username, desc(crated)))]
struct User {
    #[primary_key]
    id: i64,
    username: String,
}

fn main() {}
