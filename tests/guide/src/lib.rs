//! The snippets of the README, the guide and the reference, run as doctests on an in-memory SQLite
//! database.
//!
//! A snippet that needs a database is the body of [`run!`], in two hidden lines.

/// The models of the guide, as its first chapter shows them.
pub mod blog;

use model_runtime::{Db, Result};

#[doc = include_str!("../../../README.md")]
mod readme {}

#[doc = include_str!("../../../docs/guide/models.md")]
mod models {}

#[doc = include_str!("../../../docs/guide/connecting.md")]
mod connecting {}

#[doc = include_str!("../../../docs/guide/creating.md")]
mod creating {}

#[doc = include_str!("../../../docs/guide/querying.md")]
mod querying {}

#[doc = include_str!("../../../docs/guide/relations.md")]
mod relations {}

#[doc = include_str!("../../../docs/guide/transactions.md")]
mod transactions {}

#[doc = include_str!("../../../docs/reference/attributes.md")]
mod attributes {}

/// Runs the body of a snippet with `db`, a database that has the blog's tables and some rows.
#[macro_export]
macro_rules! run {
    ($db:ident => $($body:tt)*) => {
        use ::guide::blog::*;
        use ::model_runtime::prelude::*;

        let ran: Result<()> = ::guide::block_on(async {
            let $db = ::guide::blog().await?;
            $($body)*
            Ok(())
        });
        ran.unwrap();
    };
}

/// Runs a future to its end.
///
/// # Panics
///
/// Where no runtime can be made.
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(future)
}

/// Makes an in-memory database with the blog's tables and some rows.
///
/// # Errors
///
/// Where that fails.
pub async fn blog() -> Result<Db> {
    use blog::{Post, Role, SCHEMA, User};
    use model_runtime::Model as _;

    let db = Db::connect("sqlite::memory:").await?;
    db.create_all(&SCHEMA).await?;
    let admin = Role::create().name("Administrator").insert(&db).await?;
    Role::create().name("Observer").insert(&db).await?;
    let fred = User::create().username("fred").age(41).role(&admin).insert(&db).await?;
    let wilma = User::create().username("wilma").age(39).role(&admin).insert(&db).await?;
    User::create().username("anon").insert(&db).await?;
    let posts = [(&fred, "Hello"), (&fred, "Again"), (&wilma, "100 % Wilma")];
    let posts = posts.map(|(author, title)| Post::create().title(title).author(author));
    Post::insert_all(&db, posts).await?;
    Ok(db)
}

#[cfg(test)]
mod tests {
    #[test]
    fn first_chapter_shows_the_models_that_the_others_use() {
        let shown = include_str!("../../../docs/guide/models.md");
        let used = include_str!("blog.rs");
        let models = used.split_once("\n\n").map(|(_, models)| models.trim());
        assert!(
            models.is_some_and(|models| shown.contains(models)),
            "models.md differs from blog.rs"
        );
    }
}
