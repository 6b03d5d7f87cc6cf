// A model that is linked to itself has two accessors.
use model_runtime::Model;

#[derive(Model)]
struct Person {
    #[primary_key]
    id: i64,
}

#[derive(Model)]
#[model(link(friends, friends))]
struct Friendship {
    #[primary_key]
    #[foreign_key(Person)]
    one_id: i64,
    #[primary_key]
    #[foreign_key(Person)]
    other_id: i64,
}

fn main() {}
