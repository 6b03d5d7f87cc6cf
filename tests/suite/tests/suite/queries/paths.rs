//! Columns of records that a path of relations leads to.

use model_runtime::{ErrorKind, Expression, Predicate, ToOne, prelude::*};

use super::statements;
use crate::each::each;
use crate::relations::{Author, Comment, Country, Post, Profile, SCHEMA, world};

async fn titles(db: &Db, predicate: Predicate<Post>) -> Vec<String> {
    let query = Post::filter(predicate).order_by(Post::ID);
    assert_eq!(
        query.clone().count(db).await.unwrap(),
        query.clone().all(db).await.unwrap().len() as u64
    );
    let found = statements(1, query.all(db)).await.unwrap();
    found.into_iter().map(|post| post.title).collect()
}

fn writer() -> Expression<Post, String> {
    Post::AUTHOR.then(Author::NAME)
}

fn editor() -> Expression<Post, Option<String>> {
    Post::EDITOR.then(Author::NAME)
}

#[tokio::test]
async fn operators_apply_to_a_column_of_the_parent() {
    each(SCHEMA, async |db| {
        world(&db).await;
        assert_eq!(titles(&db, writer().eq("Ann")).await, ["first", "second"]);
        assert_eq!(titles(&db, writer().ne("Ann")).await, ["third"]);
        assert_eq!(titles(&db, writer().gt("Ann")).await, ["third"]);
        assert_eq!(titles(&db, writer().ge("Ann") & writer().lt("Ben")).await, ["first", "second"]);
        assert_eq!(titles(&db, writer().between("B", "C")).await, ["third"]);
        assert_eq!(titles(&db, writer().in_list(["Ben", "Cy"])).await, ["third"]);
        assert_eq!(titles(&db, writer().not_in_list(["Ben"])).await, ["first", "second"]);
        assert_eq!(titles(&db, writer().starts_with("B")).await, ["third"]);
        assert_eq!(titles(&db, writer().ends_with("nn")).await, ["first", "second"]);
        assert_eq!(titles(&db, writer().contains("e")).await, ["third"]);
        assert_eq!(titles(&db, writer().like("_nn")).await, ["first", "second"]);
        assert_eq!(titles(&db, writer().ilike("ANN")).await, ["first", "second"]);
        assert_eq!(titles(&db, writer().eq(Post::TITLE)).await, [""; 0]);
        assert_eq!(titles(&db, writer().gt(editor())).await, [""; 0]);
        assert_eq!(titles(&db, writer().lt(editor())).await, ["first"]);
        assert_eq!(titles(&db, writer().is_distinct_from(editor())).await.len(), 3);
        let next = Comment::POST.then(Post::RATING) + 1;
        let rated = Comment::filter((next * 2).eq(8)).count(&db).await.unwrap();
        assert_eq!(rated, 2);
    })
    .await;
}

#[tokio::test]
async fn no_parent_is_null() {
    each(SCHEMA, async |db| {
        world(&db).await;
        assert_eq!(titles(&db, editor().eq("Ben")).await, ["first"]);
        assert_eq!(titles(&db, editor().ne("Ann")).await, ["first"]);
        assert_eq!(titles(&db, editor().is_null()).await, ["second", "third"]);
        assert_eq!(titles(&db, editor().eq(None)).await, ["second", "third"]);
        assert_eq!(titles(&db, editor().is_not_null()).await, ["first"]);
        assert_eq!(titles(&db, editor().is_distinct_from("Ben")).await, ["second", "third"]);
        assert_eq!(titles(&db, !editor().eq("Ann")).await, ["first"]);
        assert_eq!(titles(&db, editor().eq("Ben") | writer().eq("Ben")).await, ["first", "third"]);
    })
    .await;
}

#[tokio::test]
async fn paths_have_any_depth_and_turn_back() {
    each(SCHEMA, async |db| {
        world(&db).await;
        let country = || Comment::POST.then(Post::AUTHOR).then(Author::COUNTRY).then(Country::CODE);
        let texts = async |predicate| -> Vec<String> {
            let found = Comment::filter(predicate).order_by(Comment::ID).all(&db);
            statements(1, found).await.unwrap().into_iter().map(|comment| comment.text).collect()
        };
        assert_eq!(texts(country().eq("no")).await, ["a", "b"]);
        assert_eq!(texts(country().is_null()).await, ["c"]);
        // In its own table, twice, and to the only child of the end.
        let mentor = || Comment::AUTHOR.then(Author::MENTOR);
        assert_eq!(texts(mentor().then(Author::NAME).eq("Ann")).await, ["a"]);
        assert_eq!(
            texts(mentor().then(Author::MENTOR).then(Author::NAME).is_null()).await.len(),
            3
        );
        assert_eq!(
            texts(mentor().then(Author::PROFILE).then(Profile::TEXT).contains("Ann")).await,
            ["a"]
        );
        // A path is a part of another.
        let path: ToOne<Comment, Author> = Comment::POST.then(Post::AUTHOR);
        assert_eq!(texts(path.clone().then(Author::NAME).eq("Ben")).await, ["c"]);
        assert_eq!(texts(path.has(Author::NAME.eq("Ben"))).await, ["c"]);
    })
    .await;
}

#[tokio::test]
async fn end_of_a_path_meets_a_condition() {
    each(SCHEMA, async |db| {
        world(&db).await;
        let of = |predicate: Predicate<Author>| Comment::POST.then(Post::EDITOR).has(predicate);
        let count = async |predicate| Comment::filter(predicate).count(&db).await.unwrap();
        assert_eq!(count(of(Author::NAME.eq("Ben"))).await, 2);
        assert_eq!(count(of(Author::NAME.eq("Ann"))).await, 0);
        assert_eq!(count(Comment::POST.then(Post::EDITOR).has(None)).await, 2);
        assert_eq!(count(!Comment::POST.then(Post::EDITOR).has(None)).await, 1);
        // The condition goes on along a path of its own.
        assert_eq!(count(of(Author::MENTOR.then(Author::NAME).eq("Ann"))).await, 2);
        let posts =
            Author::POSTS.any(Post::EDITOR.then(Author::MENTOR).then(Author::NAME).eq("Ann"));
        assert_eq!(Author::filter(posts).one(&db).await.unwrap().name, "Ann");
    })
    .await;
}

#[tokio::test]
async fn records_are_sorted_by_columns_of_others() {
    each(SCHEMA, async |db| {
        world(&db).await;
        let sorted = async |query: model_runtime::Query<Post>| -> Vec<String> {
            let found = statements(1, query.all(&db)).await.unwrap();
            found.into_iter().map(|post| post.title).collect()
        };
        let all = Post::query;
        assert_eq!(
            sorted(all().order_by((writer().desc(), Post::RATING))).await,
            ["third", "first", "second"]
        );
        assert_eq!(
            sorted(all().order_by((writer(), Post::ID.desc()))).await,
            ["second", "first", "third"]
        );
        // NULL is the lowest value, unless it is sent elsewhere.
        assert_eq!(
            sorted(all().order_by((editor(), Post::ID))).await,
            ["second", "third", "first"]
        );
        assert_eq!(
            sorted(all().order_by((editor().desc(), Post::ID))).await,
            ["first", "second", "third"]
        );
        assert_eq!(
            sorted(all().order_by((editor().asc().nulls_last(), Post::ID))).await,
            ["first", "second", "third"]
        );
        assert_eq!(
            sorted(all().order_by((editor().desc().nulls_first(), Post::ID))).await,
            ["second", "third", "first"]
        );
        assert_eq!(sorted(all().order_by(writer().desc()).limit(1)).await, ["third"]);
        let loaded = Author::query().with(Author::POSTS.order_by(editor().asc().nulls_last()));
        let (_, posts) = &loaded.order_by(Author::ID).all(&db).await.unwrap()[0];
        assert_eq!(posts[0].title, "first");
    })
    .await;
}

#[tokio::test]
async fn changes_follow_paths() {
    each(SCHEMA, async |db| {
        let world = world(&db).await;
        let update = Post::filter(writer().eq("Ann")).update().set(Post::RATING, Post::RATING + 10);
        assert_eq!(statements(1, update.run(&db)).await.unwrap(), 2);
        let ratings: Vec<i32> =
            Post::query().order_by(Post::ID).select(Post::RATING).all(&db).await.unwrap();
        assert_eq!(ratings, [13, 15, 5]);
        let named = Post::query().update().set(Post::TITLE, writer()).everything();
        assert_eq!(statements(1, named.run(&db)).await.unwrap(), 3);
        let titles: Vec<String> =
            Post::query().order_by(Post::ID).select(Post::TITLE).all(&db).await.unwrap();
        assert_eq!(titles, ["Ann", "Ann", "Ben"]);
        // Through the table that is changed.
        let students = Author::filter(Author::MENTOR.then(Author::NAME).eq("Ann"));
        let renamed = students.update().set(Author::NAME, "student").run(&db).await.unwrap();
        assert_eq!(renamed, 2);
        assert_eq!(Author::find(world.cy.id).one(&db).await.unwrap().name, "student");
        let deep = Comment::POST.then(Post::AUTHOR).then(Author::COUNTRY).then(Country::CODE);
        assert_eq!(statements(1, Comment::filter(deep.eq("no")).delete(&db)).await.unwrap(), 2);
        assert_eq!(Comment::query().one(&db).await.unwrap(), world.comments[2]);
        let orphans =
            Author::filter(Author::MENTOR.then(Author::MENTOR).then(Author::NAME).eq("x"));
        assert_eq!(orphans.delete(&db).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn assignment_from_the_changed_table_works_or_is_refused() {
    each(SCHEMA, async |db| {
        world(&db).await;
        let update = Author::filter(Author::MENTOR.is_not_null()).update();
        let update = update.set(Author::COUNTRY_CODE, Author::MENTOR.then(Author::COUNTRY_CODE));
        match update.run(&db).await {
            Ok(changed) => {
                assert_eq!(changed, 2);
                let norwegians = Author::filter(Author::COUNTRY.then(Country::CODE).eq("no"));
                assert_eq!(norwegians.count(&db).await.unwrap(), 3);
            }
            Err(error) => {
                assert_eq!(db.dialect(), Dialect::MySql);
                assert_eq!(error.kind(), ErrorKind::Unsupported);
            }
        }
    })
    .await;
}

#[test]
fn flag_at_the_end_of_a_path_is_a_condition() {
    #[derive(Model)]
    struct Shop {
        #[primary_key]
        id: i64,
        open: bool,
    }

    #[derive(Model)]
    struct Shelf {
        #[primary_key]
        id: i64,
        #[foreign_key(Shop)]
        shop_id: i64,
    }

    let open = Shelf::filter(Shelf::SHOP.then(Shop::OPEN)).to_sql(Dialect::Sqlite);
    let same = Shelf::filter(Shelf::SHOP.then(Shop::OPEN).eq(true)).to_sql(Dialect::Sqlite);
    assert_eq!(open.sql(), same.sql());
    assert!(
        open.sql().ends_with(
            "JOIN `shop` AS `t1` ON `t1`.`id` = `shelf`.`shop_id` WHERE `t1`.`open` = ?"
        )
    );
}

#[test]
fn equal_paths_are_joined_once() {
    let query = Post::filter(writer().ne("x")).order_by(Post::AUTHOR.then(Author::ID));
    let select = query.select((writer(), Post::AUTHOR.then(Author::MENTOR).then(Author::NAME)));
    for dialect in Dialect::ALL {
        let statement = select.to_sql(dialect);
        assert_eq!(statement.sql().matches(" JOIN ").count(), 2, "{statement}");
    }
}
