//! One statement per level and table.

use model_runtime::prelude::*;

use super::{Author, Book, Chapter, Profile, SCHEMA};
use crate::each::each;
use crate::sent::logged;

#[tokio::test]
async fn each_level_and_table_is_one_statement() {
    each(SCHEMA, async |db| {
        let chapters = || (0..3).map(|at| Chapter::create().heading(at.to_string()));
        let books =
            (0..5).map(|at| Book::create().title(at.to_string()).with(Book::CHAPTERS, chapters()));
        let author = Author::create()
            .name("x")
            .with(Author::BOOKS, books)
            .with(Author::PROFILE, [Profile::create().bio("b")]);
        let (author, log) = logged(author.insert(&db)).await;
        author.unwrap();
        let inserts: Vec<_> = log.iter().filter(|line| line.contains("INSERT INTO")).collect();
        assert_eq!(inserts.len(), 4, "{log:#?}");
        assert!(log.len() <= 6, "{log:#?}");
        assert!(inserts[0].contains("author"), "parents first: {log:#?}");
    })
    .await;
}

#[tokio::test]
async fn two_and_a_half_thousand_children_take_few_statements() {
    each(SCHEMA, async |db| {
        let authors = (0..50).map(|author| {
            let books = (0..50).map(move |book| Book::create().title(format!("{author} {book}")));
            Author::create().name(format!("{author}")).with(Author::BOOKS, books)
        });
        let authors: Vec<_> = authors.collect();
        let (authors, log) = logged(Author::insert_all(&db, authors)).await;
        assert!(log.len() <= 10, "{log:#?}");
        let loaded =
            Author::query().with(Author::BOOKS).order_by(Author::ID).all(&db).await.unwrap();
        for ((author, books), stored) in loaded.into_iter().zip(authors.unwrap()) {
            assert_eq!((&author, books.len()), (&stored, 50));
            let prefix = format!("{} ", author.name);
            assert!(books.iter().all(|book| book.title.starts_with(&prefix)));
        }
    })
    .await;
}

#[tokio::test]
async fn builder_with_children_prints_the_parents_statement() {
    let plain = Author::create().name("x").to_sql(Dialect::Postgres);
    let nested = Author::create().name("x").with(Author::BOOKS, [Book::create().title("b")]);
    assert_eq!(nested.to_sql(Dialect::Postgres).sql(), plain.sql());
    each(SCHEMA, async |db| {
        let nested = Author::create().name("x").with(Author::BOOKS, [Book::create().title("b")]);
        let plan = nested.explain(&db).await;
        assert!(plan.is_ok(), "{plan:?}");
        assert_eq!(super::rows(&db).await, 0);
    })
    .await;
}
