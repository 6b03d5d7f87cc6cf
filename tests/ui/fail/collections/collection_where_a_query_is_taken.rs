// A collection becomes a query where it is said.
// Remedy: make it a query with `.into()`, or begin one, as in `role.users().order_by(…)`
use model_runtime::Query;
use ui::{Role, User};

fn adults(users: Query<User>) -> Query<User> {
    users.filter(User::AGE.ge(18))
}

fn of(role: &Role) -> Query<User> {
    adults(role.users())
}

fn main() {}
