// A linked record is not compared with a value.
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
    #[foreign_key(Tag)]
    tag_id: i64,
}

fn main() {
    let _ = Post::query().filter(Post::TAGS.any(Post::ID.eq(1)));
    let _ = Post::query().filter(Post::TAGS.any(5));
    let _ = Tag::query().with(Post::TAGS);
}
