// A link and a back-reference to one parent have two names.
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
    #[backref(tags)]
    post_id: i64,
    #[primary_key]
    #[foreign_key(Tag)]
    tag_id: i64,
}

fn main() {}
