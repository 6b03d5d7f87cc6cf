// A link that needs more than the two records is created by itself.
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
    added_by: String,
}

async fn add(db: &Db, post: &Post, tag: &Tag) -> Result<()> {
    post.tags().add(db, tag).await?;
    post.tags().set(db, [tag]).await?;
    post.tags().remove(db, tag).await?;
    Ok(())
}

fn main() {}
