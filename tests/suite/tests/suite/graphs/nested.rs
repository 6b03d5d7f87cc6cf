//! What is stored, and where it hangs.

use model_runtime::prelude::*;

use super::{Author, Book, Chapter, Node, Profile, SCHEMA, Translation, rows};
use crate::each::each;

#[tokio::test]
async fn children_are_stored_with_their_parent() {
    each(SCHEMA, async |db| {
        let books = [Book::create().title("a"), Book::create().title("b").pages(3)];
        let author = Author::create().name("x").with(Author::BOOKS, books).insert(&db).await;
        let author = author.unwrap();
        assert_eq!(Author::find(author.id).one(&db).await.unwrap(), author);
        let books = author.books().order_by(Book::TITLE).all(&db).await.unwrap();
        let books: Vec<_> = books.iter().map(|book| (book.title.as_str(), book.pages)).collect();
        assert_eq!(books, [("a", None), ("b", Some(3))]);
        assert_eq!(rows(&db).await, 3);
    })
    .await;
}

#[tokio::test]
async fn every_child_hangs_on_its_own_parent() {
    each(SCHEMA, async |db| {
        let chapters = |book: &str| {
            let name = format!("{book} chapter");
            (0..3).map(move |at| Chapter::create().heading(format!("{name} {at}")))
        };
        let books = |author: &str| {
            let author = author.to_owned();
            (0..4).map(move |at| {
                let title = format!("{author} book {at}");
                let of_book = chapters(&title);
                Book::create().title(title).with(Book::CHAPTERS, of_book)
            })
        };
        let names = ["one", "two", "three"];
        let authors =
            names.map(|name| Author::create().name(name).with(Author::BOOKS, books(name)));
        let authors = Author::insert_all(&db, authors).await.unwrap();
        assert!(authors.iter().map(|author| author.name.as_str()).eq(names));
        let query = Author::query().with(Author::BOOKS.with(Book::CHAPTERS));
        let found = query.order_by(Author::ID).all(&db).await.unwrap();
        assert_eq!(found.len(), 3);
        for ((author, books), stored) in found.iter().zip(&authors) {
            assert_eq!((author, books.len()), (stored, 4));
            for (book, chapters) in books {
                assert!(book.title.starts_with(&author.name), "{book:?}");
                assert_eq!(chapters.len(), 3);
                assert!(
                    chapters.iter().all(|it| it.heading.starts_with(&book.title)),
                    "{chapters:?}"
                );
            }
        }
    })
    .await;
}

#[tokio::test]
async fn two_foreign_keys_to_one_parent_are_told_apart() {
    each(SCHEMA, async |db| {
        let other = Author::create().name("other").insert(&db).await.unwrap();
        let author = Author::create()
            .name("x")
            .with(Author::BOOKS, [Book::create().title("written").editor(&other)])
            .with(Author::EDITED, [Book::create().title("edited").author(&other)])
            .with(Author::BOOKS, [Book::create().title("written too")])
            .insert(&db)
            .await
            .unwrap();
        let titles =
            |books: Vec<Book>| -> Vec<_> { books.into_iter().map(|it| it.title).collect() };
        let written = author.books().order_by(Book::ID).all(&db).await.unwrap();
        assert_eq!(written[0].editor_id, Some(other.id));
        assert_eq!(titles(written), ["written", "written too"]);
        assert_eq!(titles(author.edited().all(&db).await.unwrap()), ["edited"]);
    })
    .await;
}

#[tokio::test]
async fn single_child_is_given_as_anything_that_holds_at_most_one() {
    each(SCHEMA, async |db| {
        let author = |name: &str| Author::create().name(name);
        let profile = || Profile::create().bio("b");
        let authors = [
            author("array").with(Author::PROFILE, [profile()]),
            author("option").with(Author::PROFILE, Some(profile())),
            author("list").with(Author::PROFILE, vec![profile()]),
            author("none").with(Author::PROFILE, Some(profile()).filter(|_| false)),
        ];
        let authors = Author::insert_all(&db, authors).await.unwrap();
        for author in authors {
            let profile = author.profile().one_or_none(&db).await.unwrap();
            assert_eq!(profile.is_some(), author.name != "none", "{author:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn tree_of_one_table_is_stored_level_by_level() {
    each(SCHEMA, async |db| {
        fn tree(name: String, depth: usize) -> impl model_runtime::Create<Model = Node> {
            // The builder's type does not change, so it can be built in a loop.
            let mut level: Vec<_> = (0..1 << depth)
                .map(|at| Node::create().name(format!("{name} {depth} {at}")))
                .collect();
            for depth in (0..depth).rev() {
                let mut below = level.into_iter();
                level = (0..1 << depth)
                    .map(|at| {
                        let two = below.by_ref().take(2).collect::<Vec<_>>();
                        Node::create()
                            .name(format!("{name} {depth} {at}"))
                            .with(Node::CHILDREN, two)
                    })
                    .collect();
            }
            level.remove(0)
        }
        let stored =
            Node::insert_all(&db, [tree("a".into(), 4), tree("b".into(), 4)]).await.unwrap();
        assert_eq!(stored.len(), 2);
        assert_eq!(Node::query().count(&db).await.unwrap(), 62);
        let roots = Node::filter(Node::PARENT_ID.is_null());
        let found = roots.with(Node::CHILDREN.with(Node::CHILDREN)).all(&db).await.unwrap();
        assert_eq!(found.len(), 2);
        for (root, children) in found {
            assert!(stored.contains(&root));
            for (child, grandchildren) in children {
                assert_eq!(
                    (child.name[..1].to_owned(), grandchildren.len()),
                    (root.name[..1].to_owned(), 2)
                );
            }
        }
    })
    .await;
}

#[tokio::test]
async fn long_chain_is_stored_and_dropped() {
    let chain = |length: usize| {
        let mut node = Node::create().name("0");
        for at in 1..length {
            node = Node::create().name(at.to_string()).with(Node::CHILDREN, [node]);
        }
        node
    };
    drop(chain(100_000));
    each(SCHEMA, async |db| {
        let top = chain(40).insert(&db).await.unwrap();
        assert_eq!((top.name.as_str(), Node::query().count(&db).await.unwrap()), ("39", 40));
        let mut at = top;
        while let Some(child) = at.children().one_or_none(&db).await.unwrap() {
            assert_eq!(child.name.parse::<i32>().unwrap() + 1, at.name.parse::<i32>().unwrap());
            at = child;
        }
        assert_eq!(at.name, "0");
    })
    .await;
}

#[tokio::test]
async fn foreign_key_with_a_default_is_set_all_the_same() {
    each(SCHEMA, async |db| {
        let translations = ["de", "fr"].map(|it| Translation::create().language(it));
        let first = Book::create().title("first");
        let second = Book::create().title("second").with(Book::TRANSLATIONS, translations);
        let author = Author::create().name("x").with(Author::BOOKS, [first, second]);
        author.insert(&db).await.unwrap();
        let second = Book::find_by_title("second").one(&db).await.unwrap();
        assert_eq!(second.translations().count(&db).await.unwrap(), 2);
    })
    .await;
}

#[tokio::test]
async fn rows_with_and_without_children_share_a_list() {
    each(SCHEMA, async |db| {
        let authors = (0..20).map(|at| {
            let author = Author::create().name(format!("{at:02}"));
            match at % 3 {
                0 => author.with(Author::BOOKS, [Book::create().title(format!("book of {at:02}"))]),
                1 => author.code(format!("c{at}")),
                _ => author,
            }
        });
        let authors = Author::insert_all(&db, authors).await.unwrap();
        for (at, author) in authors.iter().enumerate() {
            assert_eq!(author.name, format!("{at:02}"));
            assert_eq!(author.code.is_some(), at % 3 == 1);
            let books = author.books().all(&db).await.unwrap();
            let titles: Vec<_> = books.iter().map(|book| book.title.as_str()).collect();
            let expected = format!("book of {at:02}");
            assert_eq!(titles, if at % 3 == 0 { vec![expected.as_str()] } else { vec![] });
        }
    })
    .await;
}

#[tokio::test]
async fn graph_within_a_transaction_goes_with_it() {
    each(SCHEMA, async |db| {
        let mut tx = db.begin().await.unwrap();
        let book = Book::create().title("b");
        let author = Author::create().name("x").with(Author::BOOKS, [book]);
        let author = author.insert(&mut tx).await.unwrap();
        assert_eq!(author.books().count(&mut tx).await.unwrap(), 1);
        tx.rollback().await.unwrap();
        assert_eq!(rows(&db).await, 0);
    })
    .await;
}

#[tokio::test]
async fn graph_can_be_stored_from_another_task() {
    each(SCHEMA, async |db| {
        let author = Author::create().name("x").with(Author::BOOKS, [Book::create().title("b")]);
        let author = tokio::spawn(async move { author.insert(&db).await.unwrap().name }).await;
        assert_eq!(author.unwrap(), "x");
    })
    .await;
}
