// A primary key is of a type that a column can hold.
#[derive(model_runtime::Model)]
struct Host {
    #[primary_key]
    id: std::net::IpAddr,
}

fn main() {}
