//! Collections of children: queries that can be fed to functions, and write.

use futures_util::TryStreamExt;
use model_runtime::{Children, ErrorKind, Query, prelude::*};

use super::{Author, Comment, Country, Post, SCHEMA, world};
use crate::each::each;
use crate::sent::logged;

fn named(query: Query<Author>, name: &str) -> Query<Author> {
    query.filter(Author::NAME.eq(name))
}

#[tokio::test]
async fn collection_is_a_query() {
    each(SCHEMA, async |db| {
        let world = world(&db).await;
        let students = || -> Children<Author, Author, 1> { world.ann.students() };
        let both = [world.ben.clone(), world.cy.clone()];
        assert_eq!(named(students().query(), "Cy").one(&db).await.unwrap(), both[1]);
        assert_eq!(named(students().into(), "Ben").one(&db).await.unwrap(), both[0]);
        assert_eq!(students().count(&db).await.unwrap(), 2);
        assert!(students().exists(&db).await.unwrap());
        assert!(students().first(&db).await.unwrap().is_some());
        assert_eq!(students().one(&db).await.unwrap_err().kind(), ErrorKind::TooManyRows);
        let ordered = students().order_by(Author::ID.desc());
        assert_eq!(ordered.limit(1).all(&db).await.unwrap(), both[1..]);
        let read: Vec<_> = students().stream(&db).try_collect().await.unwrap();
        assert_eq!(read.len(), 2);
        assert_eq!(students().limit(1).all(&db).await.unwrap().len(), 1);
        let loaded: Vec<(Author, Option<Author>)> =
            students().with(Author::MENTOR).all(&db).await.unwrap();
        assert!(loaded.iter().all(|(_, mentor)| mentor.as_ref() == Some(&world.ann)));
        assert!(!students().explain(&db).await.unwrap().is_empty());
        assert_eq!(students().update().set(Author::NAME, "S").run(&db).await.unwrap(), 2);
        let sql = students().to_sql(db.dialect()).to_string();
        assert_eq!(sql, students().query().to_sql(db.dialect()).to_string());
        assert_eq!(world.di.students().one_or_none(&db).await.unwrap(), None);
        assert_eq!(world.first.comments().delete(&db).await.unwrap(), 2);
    })
    .await;
}

#[tokio::test]
async fn child_is_created_with_its_key_filled_in() {
    each(SCHEMA, async |db| {
        let world = world(&db).await;
        let post = world.ann.posts().create().title("fourth").rating(1).insert(&db).await.unwrap();
        assert_eq!((post.author_id, post.edited_by), (world.ann.id, None));
        let edited = world.ann.edited().create().title("fifth").rating(1).author(&world.di);
        assert_eq!(edited.insert(&db).await.unwrap().edited_by, Some(world.ann.id));
        let student = world.di.students().create().name("Eve").insert(&db).await.unwrap();
        assert_eq!(student.mentor_id, Some(world.di.id));
        let local = world.norway.authors().create().name("Liv").insert(&db).await.unwrap();
        assert_eq!(local.country_code.as_deref(), Some("no"), "the column that is referred to");
        let several = ["a", "b"].map(|text| world.first.comments().create().text(text));
        let several = Comment::insert_all(&db, several).await.unwrap();
        assert!(several.iter().all(|comment| comment.post_id == world.first.id));
    })
    .await;
}

#[tokio::test]
async fn child_is_added_and_removed_by_one_update() {
    each(SCHEMA, async |db| {
        let world = world(&db).await;
        let (added, log) = logged(world.ben.students().add(&db, &world.di)).await;
        assert!(added.unwrap() && log.len() == 1 && log[0].contains("UPDATE"), "{log:#?}");
        let di = Author::find(world.di.id).one(&db).await.unwrap();
        assert_eq!(di, Author { mentor_id: Some(world.ben.id), ..world.di.clone() });
        let again = world.ben.students().add(&db, &di).await.unwrap();
        assert!(!again, "it was there");
        assert!(world.ann.students().add(&db, &di).await.unwrap(), "it moves");
        assert!(!world.ben.students().remove(&db, &di).await.unwrap(), "it is another's");
        let (removed, log) = logged(world.ann.students().remove(&db, &di)).await;
        assert!(removed.unwrap() && log.len() == 1 && log[0].contains("UPDATE"), "{log:#?}");
        assert!(!world.ann.students().remove(&db, &di).await.unwrap(), "it was not there");
        assert_eq!(Author::find(di.id).one(&db).await.unwrap(), world.di);
        assert_eq!(world.ann.students().count(&db).await.unwrap(), 2, "others stay");
    })
    .await;
}

#[tokio::test]
async fn child_of_a_required_parent_moves() {
    each(SCHEMA, async |db| {
        let world = world(&db).await;
        assert!(world.di.posts().add(&db, &world.first).await.unwrap());
        assert_eq!(world.di.posts().one(&db).await.unwrap().id, world.first.id);
        assert_eq!(world.ann.posts().all(&db).await.unwrap(), [world.second]);
    })
    .await;
}

#[tokio::test]
async fn key_that_is_not_the_primary_key_is_added_and_removed() {
    each(SCHEMA, async |db| {
        let world = world(&db).await;
        assert!(world.norway.authors().add(&db, &world.di).await.unwrap());
        let di = Author::find(world.di.id).one(&db).await.unwrap();
        assert_eq!(di.country_code.as_deref(), Some("no"));
        assert!(world.norway.authors().remove(&db, &di).await.unwrap());
        assert_eq!(Author::find(di.id).one(&db).await.unwrap(), world.di);
    })
    .await;
}

#[tokio::test]
async fn what_is_not_stored_is_told() {
    each(SCHEMA, async |db| {
        let world = world(&db).await;
        let comment = &world.comments[0];
        comment.delete(&db).await.unwrap();
        let gone = world.second.comments().add(&db, comment).await.unwrap_err();
        assert_eq!((gone.kind(), gone.model()), (ErrorKind::NotFound, Some("Comment")));
        assert!(!world.cy.students().remove(&db, &world.di).await.unwrap());
        let nobody = Author { id: 900, ..world.di.clone() };
        let error = nobody.students().add(&db, &world.di).await.unwrap_err();
        assert!(error.is_foreign_key_violation(), "{error:?}");
        let nowhere = Country { id: 1, code: "x".repeat(256) };
        let error = nowhere.authors().add(&db, &world.di).await.unwrap_err();
        assert_eq!((error.kind(), error.fields()), (ErrorKind::TooLong, &["country_code"][..]));
        let (_, log) = logged(nowhere.authors().add(&db, &world.di)).await;
        assert_eq!(log, Vec::<String>::new(), "refused before anything is sent");
    })
    .await;
}

#[tokio::test]
async fn collections_write_in_a_transaction() {
    each(SCHEMA, async |db| {
        let world = world(&db).await;
        let mut tx = db.begin().await.unwrap();
        assert!(world.ben.students().add(&mut tx, &world.di).await.unwrap());
        assert!(!world.ben.students().add(&mut tx, &world.di).await.unwrap());
        let post = world.di.posts().create().title("t").rating(1).insert(&mut tx).await.unwrap();
        assert_eq!(world.di.posts().all(&mut tx).await.unwrap(), [post]);
        tx.rollback().await.unwrap();
        assert_eq!(Author::find(world.di.id).one(&db).await.unwrap(), world.di);
        assert_eq!(Post::query().count(&db).await.unwrap(), 3);
    })
    .await;
}

#[test]
fn writes_print() {
    let parent = Author { id: 7, name: String::new(), country_code: None, mentor_id: None };
    let child = Author { id: 8, ..parent.clone() };
    assert_eq!(
        parent.students().add_to_sql(Dialect::Postgres, &child).sql(),
        "UPDATE \"authors\" SET \"mentor_id\" = $1 WHERE \"id\" = $2 AND \"mentor_id\" IS DISTINCT \
         FROM $3",
    );
    assert_eq!(
        parent.students().remove_to_sql(Dialect::Sqlite, &child).sql(),
        "UPDATE `authors` SET `mentor_id` = ? WHERE `id` = ? AND `mentor_id` = ?",
    );
}
