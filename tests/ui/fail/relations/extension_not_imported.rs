// The trait of an extension is imported where it is used.
// Remedy: import the trait, which is called like the parent and the back-reference: `RolePeople`
mod people {
    #[derive(model_runtime::Model)]
    pub struct Person {
        #[primary_key]
        id: i64,
        #[foreign_key(ui::Role)]
        #[backref(people, extension)]
        role_id: i64,
    }
}

fn people(role: &ui::Role) -> model_runtime::Query<people::Person> {
    role.people().query()
}

fn main() {}
