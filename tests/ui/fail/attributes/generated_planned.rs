// A column that the database calculates is an attribute of a later version.
// Remedy: calculate it in the query, as in `User::ID * 2`
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[generated("id * 2")]
    double: i64,
}

fn main() {}
