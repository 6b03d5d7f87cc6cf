// A name in the database has at most 63 bytes.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[column(name = "a_name_that_goes_on_and_on_until_postgresql_has_to_cut_off_its_end")]
    name: String,
}

fn main() {}
