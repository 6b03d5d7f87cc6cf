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

#[doc = include_str!("../../../docs/guide/loading.md")]
mod loading {}

#[doc = include_str!("../../../docs/guide/graphs-and-sessions.md")]
mod graphs_and_sessions {}

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
    use blog::{Post, Role, SCHEMA, Tag, User};
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
    let posts = Post::insert_all(&db, posts).await?;
    let tags = Tag::insert_all(&db, ["rust", "sql"].map(|name| Tag::create().name(name))).await?;
    posts[0].tags().add_all(&db, &tags).await?;
    posts[1].tags().add(&db, &tags[0]).await?;
    Ok(db)
}

#[cfg(test)]
mod tests {
    use model_runtime::prelude::*;

    use crate::blog::User;

    const MODELS: &str = include_str!("../../../docs/guide/models.md");
    const CHAPTERS: [&str; 8] = [
        MODELS,
        include_str!("../../../docs/guide/connecting.md"),
        include_str!("../../../docs/guide/creating.md"),
        include_str!("../../../docs/guide/querying.md"),
        include_str!("../../../docs/guide/relations.md"),
        include_str!("../../../docs/guide/loading.md"),
        include_str!("../../../docs/guide/graphs-and-sessions.md"),
        include_str!("../../../docs/guide/transactions.md"),
    ];

    #[test]
    fn first_chapter_shows_the_models_that_the_others_use() {
        let used = include_str!("blog.rs");
        let models = used.split_once("\n\n").map(|(_, models)| models.trim());
        let shown = models.is_some_and(|models| MODELS.contains(models));
        assert!(shown, "models.md differs from blog.rs");
    }

    #[test]
    fn shown_table_is_the_rendered_one() {
        let ddl = User::ddl(Dialect::Postgres).to_string();
        assert!(MODELS.contains(&ddl), "models.md lacks:\n{ddl}");
    }

    #[test]
    fn shown_statements_are_asserted_in_snippets() {
        for chapter in CHAPTERS {
            let blocks: Vec<&str> = chapter.split("```").skip(1).step_by(2).collect();
            let (sql, rust): (Vec<&str>, Vec<&str>) =
                blocks.iter().partition(|block| block.starts_with("sql"));
            // DDL has a test of its own, and what is elided is not the text of a statement.
            let lines =
                sql.iter().filter(|block| !block.contains("CREATE TABLE") && !block.contains('…'));
            for line in lines.flat_map(|block| block.lines().skip(1)) {
                let asserted = rust.iter().any(|block| block.contains(line));
                assert!(asserted, "not asserted: {line}");
            }
        }
    }
}
