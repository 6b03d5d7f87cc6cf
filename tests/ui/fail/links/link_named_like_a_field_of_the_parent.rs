// The accessors of a link have other names than the columns of its parents.
// Remedy: give the link or the field another name
use model_runtime::Model;

#[derive(Model)]
struct Post {
    #[primary_key]
    id: i64,
    tags: i32,
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
    #[foreign_key(Tag)]
    tag_id: i64,
}

fn main() {}
