// The models that a link names accessors for are of the same crate.
// Remedy: add `extension`, as in `link(duties, holders, extension)`
use model_runtime::Model;

#[derive(Model)]
#[model(link(duties, holders))]
struct UserRole {
    #[primary_key]
    #[foreign_key(ui::User)]
    user_id: i64,
    #[primary_key]
    #[foreign_key(ui::Role)]
    role_id: i64,
}

fn main() {}
