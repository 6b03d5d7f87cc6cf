// A unique constraint refers to fields of the model.
#[derive(model_runtime::Model)]
#[model(unique(id, usrname))]
struct User {
    #[primary_key]
    id: i64,
    username: String,
}

fn main() {}
