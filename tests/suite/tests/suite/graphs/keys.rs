//! Keys of every kind, and databases that do not give rows back.

use model_runtime::prelude::*;
use test_support::{Kind, TestDb};
use uuid::Uuid;

use super::{Author, Badge, Book, Chapter, Node, SCHEMA};
use crate::each::each;

#[tokio::test]
async fn foreign_key_that_is_the_primary_key_is_given() {
    each(SCHEMA, async |db| {
        let badge = Badge::create().color("red");
        let node = Node::create().name("n").with(Node::BADGE, [badge]).insert(&db).await.unwrap();
        let badge = node.badge().one(&db).await.unwrap();
        assert_eq!((badge.node_name.as_str(), badge.color.as_str()), ("n", "red"));
    })
    .await;
}

#[tokio::test]
async fn keys_that_are_given_are_used() {
    each(SCHEMA, async |db| {
        let id = Uuid::from_u128(7);
        let children = [Node::create().name("child").id(Uuid::from_u128(8))];
        let root = Node::create().name("root").id(id).with(Node::CHILDREN, children);
        assert_eq!(root.insert(&db).await.unwrap().id, id);
        let child = Node::find(Uuid::from_u128(8)).one(&db).await.unwrap();
        assert_eq!(child.parent_id, Some(id));
        let books = [Book::create().title("b").id(70)];
        let author = Author::create().name("x").id(50).with(Author::BOOKS, books);
        let author = author.insert(&db).await.unwrap();
        let next = Author::create().name("y").insert(&db).await.unwrap();
        assert_eq!((author.id, next.id), (50, 51), "the database counts on after a given key");
        assert_eq!(Book::find(70).one(&db).await.unwrap().author_id, 50);
    })
    .await;
}

#[tokio::test]
async fn child_begun_under_a_parent_has_its_key() {
    each(SCHEMA, async |db| {
        let author = Author::create().name("x").insert(&db).await.unwrap();
        let book = Author::BOOKS.begin(&author).title("b").editor(&author);
        let book = book.insert(&db).await.unwrap();
        assert_eq!((book.author_id, book.editor_id), (author.id, Some(author.id)));
        let node = Node::create().name("n").insert(&db).await.unwrap();
        let badge = Node::BADGE.begin(&node).color("red").insert(&db).await.unwrap();
        assert_eq!(badge.node_name, "n");
        let sql = Node::CHILDREN.begin(&node).name("c").to_sql(Dialect::Sqlite);
        assert_eq!(sql.binds().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn mysql_without_returning_knows_the_keys() {
    let Some(database) = TestDb::new(Kind::MySql).await else { return };
    let db = Db::builder(database.url()).without_returning().connect().await.unwrap();
    db.create_all(&SCHEMA).await.unwrap();
    let authors = (0..3).map(|author| {
        let books = (0..3).map(move |book| {
            let chapters =
                (0..2).map(move |it| Chapter::create().heading(format!("{author} {book} {it}")));
            Book::create().title(format!("{author} {book}")).with(Book::CHAPTERS, chapters)
        });
        Author::create().name(author.to_string()).with(Author::BOOKS, books)
    });
    let authors = Author::insert_all(&db, authors).await.unwrap();
    assert_eq!(
        authors.iter().map(|author| author.name.as_str()).collect::<Vec<_>>(),
        ["0", "1", "2"]
    );
    let found = Author::query().with(Author::BOOKS.with(Book::CHAPTERS)).all(&db).await.unwrap();
    assert_eq!(found.len(), 3);
    for (author, books) in found {
        assert_eq!(books.len(), 3);
        for (book, chapters) in books {
            assert!(book.title.starts_with(&author.name) && chapters.len() == 2);
            assert!(chapters.iter().all(|it| it.heading.starts_with(&book.title)));
        }
    }
}
