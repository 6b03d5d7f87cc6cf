// A collection links records, and makes the link itself.
// Remedy: give it the record to link, here a `&Tag`
use model_runtime::prelude::*;

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

async fn add(db: &Db, post: &Post) -> Result<()> {
    post.tags().add(db, &PostTag { post_id: 1, tag_id: 2 }).await?;
    Ok(())
}

fn main() {}
