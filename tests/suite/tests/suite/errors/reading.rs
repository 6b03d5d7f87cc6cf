//! What is stored and does not fit the model: an error, never another value.

use chrono::NaiveDate;
use model_runtime::value::{Binder, Source, SqlType};
use model_runtime::{ColumnType, ErrorKind, prelude::*};
use test_support::Kind;

use crate::each::{connect, each, each_with, skip};
use crate::raw;

/// What the table is.
#[derive(Model, Debug)]
#[model(table = "wide_rows")]
struct Wide {
    #[primary_key]
    id: i64,
    name: Option<String>,
    number: Option<i64>,
    ratio: Option<f64>,
}

/// What another program takes it for.
#[derive(Model, Debug)]
#[model(table = "wide_rows")]
struct Narrow {
    #[primary_key]
    id: i64,
    name: String,
    number: Option<i64>,
}

#[derive(Model, Debug)]
#[model(table = "wide_rows")]
struct Small {
    #[primary_key]
    id: i64,
    number: i16,
}

#[derive(Model, Debug)]
#[model(table = "wide_rows")]
struct Extended {
    #[primary_key]
    id: i64,
    missing: Option<i64>,
}

#[derive(Model, Debug)]
#[model(table = "no_such_rows")]
struct Absent {
    #[primary_key]
    id: i64,
    name: Option<String>,
}

const SCHEMA: Schema = schema![Wide];

#[tokio::test]
async fn null_never_turns_into_a_value() {
    each(SCHEMA, async |db| {
        let null = Wide::create().number(1).insert(&db).await.unwrap();
        let some = Wide::create().name("x").insert(&db).await.unwrap();
        for error in [
            Narrow::find(null.id).one(&db).await.unwrap_err(),
            Narrow::query().order_by(Narrow::ID).all(&db).await.unwrap_err(),
            Narrow::find(null.id).first(&db).await.unwrap_err(),
        ] {
            assert_eq!(
                (error.kind(), error.model()),
                (ErrorKind::Decode, Some("Narrow")),
                "{error:?}"
            );
            assert_eq!(error.fields(), ["name"]);
        }
        let narrow = Narrow::find(some.id).one(&db).await.unwrap();
        assert_eq!((narrow.name.as_str(), narrow.number), ("x", None));
        let error = Small::find(some.id).one(&db).await.unwrap_err();
        assert_eq!((error.kind(), error.fields()), (ErrorKind::Decode, &["number"][..]));
        assert_eq!(Wide::query().count(&db).await.unwrap(), 2);
    })
    .await;
}

/// A number that its type panics about if it is unlucky.
#[derive(Debug)]
struct Lucky(i64);

impl ColumnType for Lucky {
    const SQL_TYPE: SqlType = SqlType::I64;

    fn bind(&self, binder: &mut dyn Binder) -> Result<()> {
        self.0.bind(binder)
    }

    fn read(source: &dyn Source, at: usize) -> Result<Option<Self>> {
        let number = i64::read(source, at)?;
        assert_ne!(number, Some(13), "this panic is part of a test");
        Ok(number.map(Self))
    }
}

#[derive(Model, Debug)]
#[model(table = "wide_rows")]
struct Fragile {
    #[primary_key]
    id: i64,
    number: Option<Lucky>,
}

#[tokio::test]
async fn panic_in_reading_a_list_is_an_error_where_another_thread_reads() {
    each_with(SCHEMA, async |database, db| {
        if database.kind() != Kind::Sqlite {
            return skip(database, "its rows are read by the caller, who panics");
        }
        for number in [1, 13, 2] {
            Wide::create().number(number).insert(&db).await.unwrap();
        }
        let mut tx = db.begin().await.unwrap();
        let error = Fragile::query().all(&mut tx).await.unwrap_err();
        assert_eq!((error.kind(), error.model()), (ErrorKind::Decode, Some("Fragile")));
        assert_eq!(Wide::query().all(&mut tx).await.unwrap().len(), 3);
        tx.commit().await.unwrap();
        let lucky =
            Fragile::filter(Fragile::ID.ne(2)).order_by(Fragile::ID).all(&db).await.unwrap();
        let numbers: Vec<_> = lucky.iter().filter_map(|row| Some(row.number.as_ref()?.0)).collect();
        assert_eq!(numbers, [1, 2]);
    })
    .await;
}

#[tokio::test]
async fn number_that_does_not_fit_is_not_cut() {
    each(SCHEMA, async |db| {
        for number in [i64::from(i16::MAX) + 1, i64::MIN, 65_536] {
            let wide = Wide::create().number(number).insert(&db).await.unwrap();
            let error = Small::find(wide.id).one(&db).await.unwrap_err();
            assert_eq!(
                (error.kind(), error.model()),
                (ErrorKind::Decode, Some("Small")),
                "{error:?}"
            );
            assert_eq!(error.fields(), ["number"]);
            assert!(!format!("{error} {error:?}").contains(&number.to_string()));
        }
    })
    .await;
}

#[tokio::test]
async fn missing_table_or_column_differs_from_the_model() {
    each(SCHEMA, async |db| {
        for (error, model) in [
            (Absent::query().all(&db).await.unwrap_err(), "Absent"),
            (Absent::create().insert(&db).await.unwrap_err(), "Absent"),
            (Extended::query().all(&db).await.unwrap_err(), "Extended"),
            (Extended::create().missing(1).insert(&db).await.unwrap_err(), "Extended"),
            (Extended::filter(Extended::MISSING.eq(1)).count(&db).await.unwrap_err(), "Extended"),
            (Extended::filter(Extended::MISSING.eq(1)).delete(&db).await.unwrap_err(), "Extended"),
        ] {
            assert_eq!(
                (error.kind(), error.model()),
                (ErrorKind::SchemaMismatch, Some(model)),
                "{error:?}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn column_added_behind_our_back_is_harmless() {
    each_with(SCHEMA, async |database, db| {
        let wide = Wide::create().name("x").insert(&db).await.unwrap();
        assert_eq!(Wide::query().count(&db).await.unwrap(), 1);
        raw::execute(database, "ALTER TABLE wide_rows ADD COLUMN another INTEGER").await.unwrap();
        let found = Wide::find(wide.id).one(&db).await.unwrap();
        assert_eq!(found.name.as_deref(), Some("x"));
        assert_eq!(Wide::query().all(&db).await.unwrap().len(), 1);
    })
    .await;
}

#[derive(Model, Debug)]
#[model(table = "times")]
struct Day {
    #[primary_key]
    id: i64,
    day: NaiveDate,
    flag: bool,
}

const DAYS: Schema = schema![Day];

/// What another program stored there and Rust's types can not hold.
#[tokio::test]
async fn stored_value_outside_of_its_type_is_an_error_and_no_panic() {
    test_support::each(async |database| {
        let db = connect(database).await;
        db.create_all(&DAYS).await.unwrap();
        let insert = match database.kind() {
            Kind::Sqlite => "INSERT INTO times (day, flag) VALUES ('2024-02-31', 1)",
            Kind::Postgres => "INSERT INTO times (day, flag) VALUES ('infinity', TRUE)",
            Kind::MySql => {
                "SET SESSION sql_mode = 'ALLOW_INVALID_DATES'; \
                 INSERT INTO times (day, flag) VALUES ('2024-02-31', 1)"
            }
        };
        raw::execute(database, insert).await.unwrap();
        let error = Day::query().all(&db).await.unwrap_err();
        assert_eq!((error.kind(), error.fields()), (ErrorKind::Decode, &["day"][..]), "{error:?}");
        assert_eq!(Day::query().count(&db).await.unwrap(), 1);
    })
    .await;
}
