//! Values made of many rows: of those related to a record, and of all.

use chrono::{DateTime, NaiveDate, Utc};
use model_runtime::{ErrorKind, Expression, Predicate, Query, prelude::*};
use uuid::Uuid;

use super::statements;
use crate::each::each;
use crate::relations::{self, Author, Comment, Post, world};

async fn names(db: &Db, query: Query<Author>) -> Vec<String> {
    let found = statements(1, query.order_by(Author::ID).all(db)).await.unwrap();
    found.into_iter().map(|author| author.name).collect()
}

async fn of_authors<T: model_runtime::ColumnValue>(
    db: &Db,
    expression: Expression<Author, T>,
) -> Vec<T> {
    let query = Author::query().order_by(Author::ID).select(expression);
    statements(1, query.all(db)).await.unwrap()
}

#[tokio::test]
async fn related_records_are_counted_summed_and_compared() {
    each(relations::SCHEMA, async |db| {
        world(&db).await;
        assert_eq!(of_authors(&db, Author::POSTS.count()).await, [2, 1, 0, 0]);
        assert_eq!(
            of_authors(&db, Author::POSTS.sum(Post::RATING)).await,
            [Some(8), Some(5), None, None]
        );
        assert_eq!(
            of_authors(&db, Author::POSTS.min(Post::RATING)).await,
            [Some(3), Some(5), None, None]
        );
        assert_eq!(
            of_authors(&db, Author::POSTS.max(Post::RATING)).await,
            [Some(5), Some(5), None, None]
        );
        let mean = of_authors(&db, Author::POSTS.avg(Post::RATING)).await;
        assert_eq!(mean, [Some(4.0), Some(5.0), None, None]);
        let first = of_authors(&db, Author::POSTS.min(Post::TITLE)).await;
        assert_eq!(first, [Some("first".to_owned()), Some("third".to_owned()), None, None]);
        // NULL is no value, of a record without one and of no record.
        let editors = of_authors(&db, Author::POSTS.max(Post::EDITED_BY)).await;
        assert!(editors[0].is_some() && editors[1].is_none());
        let double = of_authors(&db, Author::POSTS.sum(Post::RATING * 2)).await;
        assert_eq!(double, [Some(16), Some(10), None, None]);
        // Of the own table, and through a path that begins at the related record.
        assert_eq!(of_authors(&db, Author::STUDENTS.count()).await, [2, 0, 0, 0]);
        let edited = of_authors(&db, Author::POSTS.max(Post::EDITOR.then(Author::NAME))).await;
        assert_eq!(edited, [Some("Ben".to_owned()), None, None, None]);
    })
    .await;
}

#[tokio::test]
async fn aggregates_filter_and_sort() {
    each(relations::SCHEMA, async |db| {
        world(&db).await;
        let with = |predicate: Predicate<Author>| names(&db, Author::filter(predicate));
        assert_eq!(with(Author::POSTS.count().gt(1)).await, ["Ann"]);
        assert_eq!(with(Author::POSTS.count().eq(0)).await, ["Cy", "Di"]);
        assert_eq!(with(Author::POSTS.count().in_list([1, 2])).await, ["Ann", "Ben"]);
        assert_eq!(with((Author::POSTS.count() - 2).lt(0)).await, ["Ben", "Cy", "Di"]);
        assert_eq!(with(Author::POSTS.sum(Post::RATING).ge(5)).await, ["Ann", "Ben"]);
        assert_eq!(with(Author::POSTS.sum(Post::RATING).is_null()).await, ["Cy", "Di"]);
        assert_eq!(with(Author::POSTS.avg(Post::RATING).between(4.5, 5.5)).await, ["Ben"]);
        assert_eq!(with(Author::POSTS.max(Post::TITLE).starts_with("s")).await, ["Ann"]);
        let same = Author::POSTS.count().eq(Author::STUDENTS.count());
        assert_eq!(with(same).await, ["Ann", "Cy", "Di"]);
        assert_eq!(with(Author::POSTS.exists()).await, ["Ann", "Ben"]);
        assert_eq!(with(!Author::STUDENTS.exists()).await, ["Ben", "Cy", "Di"]);
        let by = |key| async {
            let found = Author::query().order_by((key, Author::ID)).all(&db).await.unwrap();
            found.into_iter().map(|author| author.name).collect::<Vec<_>>()
        };
        assert_eq!(by(Author::POSTS.count().desc()).await, ["Ann", "Ben", "Cy", "Di"]);
        assert_eq!(by(Author::POSTS.count().asc()).await, ["Cy", "Di", "Ben", "Ann"]);
        let sum = || Author::POSTS.sum(Post::RATING);
        assert_eq!(by(sum().asc()).await, ["Cy", "Di", "Ben", "Ann"]);
        assert_eq!(by(sum().asc().nulls_last()).await, ["Ben", "Ann", "Cy", "Di"]);
        // Within a condition on what is related, and of what is related to that.
        let busy = Post::filter(Post::AUTHOR.has(Author::POSTS.count().gt(1)));
        assert_eq!(busy.count(&db).await.unwrap(), 2);
        let of_comments = Author::POSTS.max(Post::COMMENTS.count());
        assert_eq!(of_authors(&db, of_comments).await, [Some(2), Some(1), None, None]);
    })
    .await;
}

#[tokio::test]
async fn some_of_the_related_records_are_aggregated() {
    each(relations::SCHEMA, async |db| {
        world(&db).await;
        let top = || Author::POSTS.filter(Post::RATING.ge(5));
        assert_eq!(of_authors(&db, top().count()).await, [1, 1, 0, 0]);
        assert_eq!(of_authors(&db, top().sum(Post::RATING)).await, [Some(5), Some(5), None, None]);
        assert_eq!(names(&db, Author::filter(top().exists())).await, ["Ann", "Ben"]);
        let edited = Author::POSTS.filter(Post::EDITOR.then(Author::NAME).eq("Ben"));
        assert_eq!(of_authors(&db, edited.clone().count()).await, [1, 0, 0, 0]);
        assert_eq!(names(&db, Author::filter(edited.exists())).await, ["Ann"]);
        let commented =
            Author::POSTS.filter(Post::COMMENTS.count().gt(0)).filter(Post::RATING.gt(3));
        assert_eq!(of_authors(&db, commented.count()).await, [0, 1, 0, 0]);
    })
    .await;
}

#[tokio::test]
async fn bulk_changes_take_aggregates() {
    each(relations::SCHEMA, async |db| {
        world(&db).await;
        let quiet = Post::filter(Post::COMMENTS.count().eq(0));
        assert_eq!(statements(1, quiet.clone().delete(&db)).await.unwrap(), 1);
        assert_eq!(quiet.count(&db).await.unwrap(), 0);
        let update = Author::filter(Author::STUDENTS.count().gt(1)).update();
        let update = update.set(Author::NAME, "mentor").run(&db).await.unwrap();
        assert_eq!(update, 1);
        let best = Author::POSTS.max(Post::TITLE);
        let named = Author::filter(Author::POSTS.exists()).update();
        // A column that takes NULL would take it as well.
        assert_eq!(named.set(Author::NAME, best).run(&db).await.unwrap(), 2);
        assert_eq!(names(&db, Author::query()).await, ["first", "third", "Cy", "Di"]);
        assert_eq!(Comment::query().count(&db).await.unwrap(), 3);
    })
    .await;
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Meter {
    #[primary_key]
    id: i64,
    tiny: i8,
    byte: u8,
    number: u32,
    long: i64,
    large: u64,
    single: f32,
    double: f64,
    flag: bool,
    text: String,
    bytes: Vec<u8>,
    code: Uuid,
    seen: DateTime<Utc>,
    day: Option<NaiveDate>,
}

const SCHEMA: Schema = schema![Meter];

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 2, day).unwrap()
}

fn meter(n: u8) -> impl model_runtime::Create<Model = Meter> {
    let numbers = Meter::create().tiny(-(n as i8)).byte(n).number(u32::from(n)).long(n);
    let numbers = numbers.large(n as u64).single(f32::from(n) / 4.0).double(f64::from(n) * 1.5);
    let texts = ["é", "Z", "a", "ZZ "];
    let text = numbers.flag(n == 2).text(texts[usize::from(n) % 4]);
    let bytes = text.bytes([vec![0xff], vec![0, 1], vec![0]][usize::from(n) % 3].clone());
    let code = bytes.code(Uuid::from_u128(u128::from(n) << (8 * n)));
    code.seen(DateTime::from_timestamp(i64::from(n) * 1000, 123_456_000).unwrap())
        .day((n != 3).then(|| day(n.into())))
}

#[tokio::test]
async fn lowest_and_highest_keep_type_and_order() {
    each(SCHEMA, async |db| {
        Meter::insert_all(&db, (1..=4).map(meter)).await.unwrap();
        macro_rules! extremes {
            ($($column:ident $low:expr, $high:expr;)*) => {$(
                let both = Meter::query().select((Meter::$column.min(), Meter::$column.max()));
                assert_eq!(both.one(&db).await.unwrap(), (Some($low), Some($high)), stringify!($column));
            )*};
        }
        extremes! {
            TINY -4, -1;
            BYTE 1, 4;
            NUMBER 1, 4;
            LONG 1, 4;
            LARGE 1, 4;
            SINGLE 0.25, 1.0;
            DOUBLE 1.5, 6.0;
            FLAG false, true;
            BYTES vec![0], vec![0xff];
            CODE Uuid::from_u128(1 << 8), Uuid::from_u128(4 << 32);
            SEEN DateTime::from_timestamp(1000, 123_456_000).unwrap(), DateTime::from_timestamp(4000, 123_456_000).unwrap();
            DAY day(1), day(4);
        }
        // Text by its code points, with its case and its blanks.
        let text = Meter::query().select((Meter::TEXT.min(), Meter::TEXT.max()));
        assert_eq!(text.one(&db).await.unwrap(), (Some("Z".to_owned()), Some("é".to_owned())));
        let some = Meter::filter(Meter::TEXT.lt("b")).select(Meter::TEXT.max());
        assert_eq!(some.one(&db).await.unwrap(), Some("a".to_owned()));
        let none = Meter::filter(Meter::ID.lt(0));
        let nothing = none.select((Meter::FLAG.min(), Meter::CODE.max(), Meter::count_all()));
        assert_eq!(nothing.one(&db).await.unwrap(), (None, None, 0));
        assert_eq!(Meter::query().select(Meter::DAY.count()).one(&db).await.unwrap(), 3);
    })
    .await;
}

#[tokio::test]
async fn sums_and_means_have_one_type() {
    each(SCHEMA, async |db| {
        Meter::insert_all(&db, (1..=4).map(meter)).await.unwrap();
        let query = Meter::query;
        let whole = (
            Meter::TINY.sum(),
            Meter::BYTE.sum(),
            Meter::NUMBER.sum(),
            Meter::LONG.sum(),
            Meter::LARGE.sum(),
        );
        let sums = query().select(whole).one(&db).await.unwrap();
        assert_eq!(sums, (Some(-10_i64), Some(10), Some(10), Some(10), Some(10)));
        let sums =
            query().select((Meter::SINGLE.sum(), Meter::DOUBLE.sum())).one(&db).await.unwrap();
        assert_eq!(sums, (Some(2.5), Some(15.0)));
        let means = (Meter::TINY.avg(), Meter::BYTE.avg(), Meter::LARGE.avg(), Meter::SINGLE.avg());
        let means = query().select(means).one(&db).await.unwrap();
        assert_eq!(means, (Some(-2.5), Some(2.5), Some(2.5), Some(0.625)));
        // A third has more digits than a DECIMAL of MySQL keeps.
        let some = Meter::filter(Meter::BYTE.in_list([1, 2, 4])).select(Meter::BYTE.avg());
        assert_eq!(some.one(&db).await.unwrap(), Some(7.0 / 3.0));
        // Sums go on beyond their column, and below zero.
        let high = Meter::query().update().set(Meter::NUMBER, u32::MAX).set(Meter::BYTE, u8::MAX);
        high.everything().run(&db).await.unwrap();
        let sums = query().select((Meter::NUMBER.sum(), Meter::BYTE.sum())).one(&db).await.unwrap();
        assert_eq!(sums, (Some(4 * i64::from(u32::MAX)), Some(1020)));
        let less = query().select(Meter::BYTE.sum() - 2000).one(&db).await.unwrap();
        assert_eq!(less, Some(-980));
    })
    .await;
}

#[tokio::test]
async fn sums_that_do_not_fit_are_refused() {
    each(SCHEMA, async |db| {
        Meter::insert_all(&db, (1..=2).map(meter)).await.unwrap();
        let set = |long: i64, large: u64| {
            let update = Meter::filter(Meter::BYTE.eq(1)).update();
            update.set(Meter::LONG, long).set(Meter::LARGE, large).run(&db)
        };
        set(i64::MAX - 2, i64::MAX as u64 - 2).await.unwrap();
        let sums = || Meter::query().select((Meter::LONG.sum(), Meter::LARGE.sum()));
        assert_eq!(sums().one(&db).await.unwrap(), (Some(i64::MAX), Some(i64::MAX)));
        set(i64::MAX - 1, 0).await.unwrap();
        let error = sums().one(&db).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::OutOfRange, "{error:?}");
        set(0, i64::MAX as u64 - 1).await.unwrap();
        let error = sums().one(&db).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::OutOfRange, "{error:?}");
        // Below as well.
        let low = Meter::query().update().set(Meter::LONG, i64::MIN / 2 - 1).set(Meter::LARGE, 0);
        low.everything().run(&db).await.unwrap();
        assert_eq!(sums().one(&db).await.unwrap_err().kind(), ErrorKind::OutOfRange);
        assert_eq!(
            Meter::query().select(Meter::LONG.avg()).one(&db).await.unwrap(),
            Some((i64::MIN / 2 - 1) as f64)
        );
        // Nor do floating-point numbers become infinite, or 0.
        let high = Meter::query().update().set(Meter::DOUBLE, 1.5e308).set(Meter::LONG, 0);
        high.everything().run(&db).await.unwrap();
        let error = Meter::query().select(Meter::DOUBLE.sum()).one(&db).await.unwrap_err();
        assert!([ErrorKind::OutOfRange, ErrorKind::Decode].contains(&error.kind()), "{error:?}");
    })
    .await;
}
