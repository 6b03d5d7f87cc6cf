//! Primary keys: made by the database, by the library, or given.

use chrono::NaiveDate;
use model_runtime::{ErrorKind, prelude::*};
use uuid::Uuid;

use crate::each::each;

#[derive(Model, Debug, Clone, PartialEq)]
struct Counted {
    #[primary_key]
    id: i32,
    name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Unsigned {
    #[primary_key]
    id: u64,
    name: Option<String>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Fresh {
    #[primary_key(never_reuse)]
    id: i64,
    name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Event {
    #[primary_key]
    id: Uuid,
    name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Country {
    #[primary_key]
    #[column(length = 2)]
    code: String,
    name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Page {
    #[primary_key(manual)]
    number: i64,
    text: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Reading {
    #[primary_key]
    sensor: i32,
    #[primary_key]
    day: NaiveDate,
    #[primary_key]
    kind: String,
    value: f64,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Tagged {
    #[primary_key]
    left: i64,
    #[primary_key]
    right: i64,
}

const SCHEMA: Schema = schema![Counted, Unsigned, Fresh, Event, Country, Page, Reading, Tagged];

#[tokio::test]
async fn generated_keys_count_up() {
    each(SCHEMA, async |db| {
        let mut last = 0;
        for name in ["a", "b", "c"] {
            let counted = Counted::create().name(name).insert(&db).await.unwrap();
            assert!(counted.id > last, "{counted:?}");
            last = counted.id;
            assert_eq!(Counted::find(last).one(&db).await.unwrap(), counted);
        }
        let unsigned = Unsigned::create().insert(&db).await.unwrap();
        assert_eq!(Unsigned::find(unsigned.id).one(&db).await.unwrap(), unsigned);
    })
    .await;
}

#[tokio::test]
async fn generated_key_may_be_given() {
    each(SCHEMA, async |db| {
        let given = Counted::create().id(50).name("given").insert(&db).await.unwrap();
        assert_eq!((given.id, given.name.as_str()), (50, "given"));
        let error = Counted::create().id(50).name("again").insert(&db).await.unwrap_err();
        assert!(error.is_unique_violation() && error.violates(Counted::ID), "{error:?}");
        assert_eq!(error.constraint(), Some("pk_counted"));
        assert_eq!(Counted::query().one(&db).await.unwrap(), given);
        for id in [i32::MIN, -1, i32::MAX] {
            let extreme = Counted::create().id(id).name("x").insert(&db).await.unwrap();
            assert_eq!(Counted::find(id).one(&db).await.unwrap(), extreme);
        }
    })
    .await;
}

#[tokio::test]
async fn generated_keys_go_on_after_given_ones() {
    each(SCHEMA, async |db| {
        let first = Counted::create().name("a").insert(&db).await.unwrap();
        for id in [first.id + 1, first.id + 2] {
            Counted::create().id(id).name("given").insert(&db).await.unwrap();
        }
        let next = Counted::create().name("generated").insert(&db).await.unwrap();
        assert!(next.id > first.id + 2, "{next:?}");
        let batch = [next.id + 20, next.id + 10].map(|id| Counted::create().id(id).name("batch"));
        Counted::insert_all(&db, batch).await.unwrap();
        let after = Counted::create().name("generated").insert(&db).await.unwrap();
        assert!(after.id > next.id + 20, "{after:?}");
        // A lower key leaves the count alone.
        Counted::create().id(next.id + 1).name("low").insert(&db).await.unwrap();
        let last = Counted::create().name("generated").insert(&db).await.unwrap();
        assert!(last.id > after.id, "{last:?}");
        let given = Counted::filter(Counted::NAME.eq("given")).count(&db).await.unwrap();
        assert_eq!(given, 2);
    })
    .await;
}

#[tokio::test]
async fn key_with_never_reuse_is_not_given_twice() {
    each(SCHEMA, async |db| {
        let first = Fresh::create().name("a").insert(&db).await.unwrap();
        let second = Fresh::create().name("b").insert(&db).await.unwrap();
        second.delete(&db).await.unwrap();
        let third = Fresh::create().name("c").insert(&db).await.unwrap();
        assert!(first.id < second.id && second.id < third.id);
    })
    .await;
}

#[tokio::test]
async fn uuid_keys_are_of_version_7_and_in_order() {
    each(SCHEMA, async |db| {
        let mut ids = Vec::new();
        for name in ["a", "b", "c"] {
            let event = Event::create().name(name).insert(&db).await.unwrap();
            assert_eq!(event.id.get_version_num(), 7);
            assert_eq!(Event::find(event.id).one(&db).await.unwrap(), event);
            ids.push(event.id);
        }
        assert!(ids.is_sorted());
        let own = Uuid::from_u128(1);
        let event = Event::create().id(own).name("own").insert(&db).await.unwrap();
        assert_eq!(event.id, own);
        let first = Event::query().order_by(Event::ID).first(&db).await.unwrap();
        assert_eq!(first, Some(event));
        let error = Event::create().id(own).name("again").insert(&db).await.unwrap_err();
        assert!(error.violates(Event::ID), "{error:?}");
    })
    .await;
}

#[tokio::test]
async fn given_keys_of_other_types_work() {
    each(SCHEMA, async |db| {
        let country = Country::create().code("nö").name("Norway").insert(&db).await.unwrap();
        assert_eq!(Country::find("nö").one(&db).await.unwrap(), country);
        for other in ["NÖ", "no", "nö "] {
            assert_eq!(Country::find(other).one_or_none(&db).await.unwrap(), None, "{other}");
        }
        let page = Page::create().number(-3).text("x").insert(&db).await.unwrap();
        assert_eq!((page.number, Page::find(-3).one(&db).await.unwrap()), (-3, page));
        let zero = Page::create().number(0).text("zero").insert(&db).await.unwrap();
        assert_eq!(zero.number, 0);
        assert_eq!(Page::find(0).one(&db).await.unwrap(), zero);
    })
    .await;
}

#[tokio::test]
async fn composite_key_is_found_changed_and_deleted_as_a_whole() {
    each(SCHEMA, async |db| {
        let day = |day| NaiveDate::from_ymd_opt(2024, 1, day).unwrap();
        let reading = |sensor: i32, on: NaiveDate, kind: &str| {
            Reading::create().sensor(sensor).day(on).kind(kind).value(0.0)
        };
        let rows = [
            reading(2, day(1), "heat"),
            reading(1, day(2), "heat"),
            reading(1, day(1), "wind"),
            reading(1, day(1), "heat"),
        ];
        let mut stored = Reading::insert_all(&db, rows).await.unwrap();
        let keys: Vec<_> =
            stored.iter().map(|row| (row.sensor, row.day, row.kind.as_str())).collect();
        let expected =
            [(2, day(1), "heat"), (1, day(2), "heat"), (1, day(1), "wind"), (1, day(1), "heat")];
        assert_eq!(keys, expected);

        let found = Reading::find((1, day(1), "wind")).one(&db).await.unwrap();
        assert_eq!(found, stored[2]);
        stored[3].value = 7.5;
        stored[3].save(&db).await.unwrap();
        stored[2].update().set(Reading::VALUE, -1.0).run(&db).await.unwrap();
        let values = Reading::query().order_by(Reading::VALUE).all(&db).await.unwrap();
        let values: Vec<_> = values.into_iter().map(|row| row.value).collect();
        assert_eq!(values, [-1.0, 0.0, 0.0, 7.5]);

        stored[3].delete(&db).await.unwrap();
        assert_eq!(Reading::query().count(&db).await.unwrap(), 3);
        let again = reading(1, day(1), "wind").insert(&db).await.unwrap_err();
        assert_eq!(again.kind(), ErrorKind::Unique);
        assert_eq!(again.fields(), ["sensor", "day", "kind"]);
        assert!(again.violates(Reading::KIND) && !again.violates(Reading::VALUE));
    })
    .await;
}

#[tokio::test]
async fn model_of_nothing_but_its_key_is_saved_and_missed() {
    each(SCHEMA, async |db| {
        let mut tagged = Tagged::create().left(1).right(2).insert(&db).await.unwrap();
        tagged.save(&db).await.unwrap();
        assert_eq!(Tagged::find((1, 2)).one(&db).await.unwrap(), tagged);
        assert_eq!(Tagged::find((2, 1)).one_or_none(&db).await.unwrap(), None);
        tagged.delete(&db).await.unwrap();
        assert!(tagged.save(&db).await.unwrap_err().is_not_found());
    })
    .await;
}
