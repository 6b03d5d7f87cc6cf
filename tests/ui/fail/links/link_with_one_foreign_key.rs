// A link has two foreign keys, and not one.
use model_runtime::Model;

#[derive(Model)]
struct Post {
    #[primary_key]
    id: i64,
}

#[derive(Model)]
struct Tag {
    #[primary_key]
    id: i64,
}

#[derive(Model)]
#[model(link(tags, posts))]
struct PostTag {
    #[primary_key]
    #[foreign_key(Post)]
    post_id: i64,
    #[primary_key]
    tag_id: i64,
}

fn main() {}
