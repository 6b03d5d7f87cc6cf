// A field is of a type that a column can hold.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    address: std::net::IpAddr,
}

fn main() {}
