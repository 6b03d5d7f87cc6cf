//! What is refused, and that nothing of it is stored.

use model_runtime::{ErrorKind, prelude::*};

use super::{Author, Book, Chapter, Profile, SCHEMA, rows};
use crate::each::each;
use crate::sent::logged;

#[tokio::test]
async fn bad_child_stores_nothing_and_is_named() {
    each(SCHEMA, async |db| {
        let author = |title: &str| {
            let good = Book::create().title("good");
            let bad = Book::create().title(title.to_owned());
            Author::create().name("x").with(Author::BOOKS, [good, bad]).insert(&db)
        };
        let error = author("good").await.unwrap_err();
        assert!(error.violates(Book::TITLE), "{error:?}");
        let error = author(&"x".repeat(41)).await.unwrap_err();
        let expected = (ErrorKind::TooLong, Some("Book"), ["title"].as_slice());
        assert_eq!((error.kind(), error.model(), error.fields()), expected);
        let chapter = Chapter::create().heading("a\0");
        let book = Book::create().title("b").with(Book::CHAPTERS, [chapter]);
        let author = Author::create().name("x").with(Author::BOOKS, [book]);
        let error = author.insert(&db).await.unwrap_err();
        assert_eq!((error.kind(), error.model()), (ErrorKind::InvalidValue, Some("Chapter")));
        assert_eq!(rows(&db).await, 0);
    })
    .await;
}

#[tokio::test]
async fn second_single_child_is_refused_before_anything_is_sent() {
    each(SCHEMA, async |db| {
        let profile = || Profile::create().bio("b");
        let author = || Author::create().name("x");
        let at_once = author().with(Author::PROFILE, [profile(), profile()]);
        let in_turn =
            author().with(Author::PROFILE, [profile()]).with(Author::PROFILE, [profile()]);
        for author in [at_once, in_turn] {
            let (error, log) = logged(author.insert(&db)).await;
            let error = error.unwrap_err();
            assert_eq!((error.kind(), error.model()), (ErrorKind::TooManyRows, Some("Profile")));
            assert_eq!(log, Vec::<String>::new());
        }
    })
    .await;
}

#[tokio::test]
async fn child_that_sets_the_key_itself_is_refused_before_anything_is_sent() {
    each(SCHEMA, async |db| {
        let other = Author::create().name("other").insert(&db).await.unwrap();
        let set = Book::create().title("a").author(&other);
        let (error, log) =
            logged(Author::create().name("x").with(Author::BOOKS, [set]).insert(&db)).await;
        let error = error.unwrap_err();
        assert_eq!(
            (error.kind(), error.fields()),
            (ErrorKind::InvalidReference, ["author_id"].as_slice())
        );
        assert_eq!(log, Vec::<String>::new());
        let begun = Author::BOOKS.begin(&other).title("a");
        let author = Author::create().name("x").with(Author::BOOKS, [begun]);
        assert_eq!(author.insert(&db).await.unwrap_err().kind(), ErrorKind::InvalidReference);
        let agrees = Book::create().title("a").author_id(900);
        let author = Author::create().name("x").id(900).with(Author::BOOKS, [agrees]);
        assert_eq!(author.insert(&db).await.unwrap().id, 900, "the same key is no contradiction");
    })
    .await;
}

#[tokio::test]
async fn reference_of_a_session_is_refused_outside_of_it() {
    each(SCHEMA, async |db| {
        let mut session = Session::new();
        let author = session.add(Author::create().name("x"));
        let book = |title: &str| Book::create().title(title).author(author);
        let nested =
            Book::create().title("a").with(Book::CHAPTERS, [Chapter::create().heading("c")]);
        let attempts = async {
            [
                book("a").insert(&db).await.unwrap_err(),
                Book::insert_all(&db, [book("a"), book("b")]).await.unwrap_err(),
                nested.author(author).insert(&db).await.unwrap_err(),
            ]
        };
        let (errors, log) = logged(attempts).await;
        for error in errors {
            assert_eq!(
                (error.kind(), error.model()),
                (ErrorKind::InvalidReference, Some("Book")),
                "{error:?}"
            );
            assert_eq!(error.fields(), ["author_id"]);
        }
        assert_eq!(log, Vec::<String>::new());
        let refusal = book("a").to_sql(Dialect::Sqlite).refusal().map(|error| error.kind());
        assert_eq!(refusal, Some(ErrorKind::InvalidReference));
    })
    .await;
}
