//! Values that a database would change or refuse are refused before anything is sent, on all alike.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use model_runtime::{ErrorKind, Predicate, prelude::*};
use serde_json::{Value as Json, json};

use crate::each::each;

#[derive(Model, Debug, Clone, PartialEq)]
struct Sample {
    #[primary_key]
    id: i64,
    single: Option<f32>,
    double: Option<f64>,
    text: Option<String>,
    #[column(length = 3)]
    short: Option<String>,
    json: Option<Json>,
    count: Option<u64>,
    instant: Option<DateTime<Utc>>,
    local: Option<NaiveDateTime>,
    day: Option<NaiveDate>,
    clock: Option<NaiveTime>,
}

const SCHEMA: Schema = schema![Sample];

const EMPTY: Sample = Sample {
    id: 0,
    single: None,
    double: None,
    text: None,
    short: None,
    json: None,
    count: None,
    instant: None,
    local: None,
    day: None,
    clock: None,
};

/// The records that can not be stored, with the field that is to blame and how.
fn refused() -> Vec<(Sample, &'static str, ErrorKind)> {
    use ErrorKind::{InvalidValue, OutOfRange, TooLong};

    let leap = NaiveTime::from_hms_nano_opt(23, 59, 59, 1_500_000_000).unwrap();
    let day = |year| NaiveDate::from_ymd_opt(year, 6, 1);
    let at_noon = |year| day(year).and_then(|day| day.and_hms_opt(12, 0, 0));
    let utc = |year| at_noon(year).map(|local| local.and_utc());
    let mut samples = Vec::new();
    let mut add = |sample, field, kind| samples.push((sample, field, kind));
    for double in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        add(Sample { double: Some(double), ..EMPTY }, "double", InvalidValue);
        add(Sample { single: Some(double as f32), ..EMPTY }, "single", InvalidValue);
    }
    for text in ["\0", "a\0", "\0a", "a\0b"] {
        add(Sample { text: Some(text.into()), ..EMPTY }, "text", InvalidValue);
        add(Sample { json: Some(json!([text])), ..EMPTY }, "json", InvalidValue);
        add(Sample { json: Some(json!({ text: 1 })), ..EMPTY }, "json", InvalidValue);
    }
    for count in [i64::MAX as u64 + 1, u64::MAX] {
        add(Sample { count: Some(count), ..EMPTY }, "count", OutOfRange);
    }
    for short in ["four", "ääää", "😀😀😀😀", "abc "] {
        add(Sample { short: Some(short.into()), ..EMPTY }, "short", TooLong);
    }
    for year in [-1, 0, 10_000, 200_000] {
        add(Sample { instant: utc(year), ..EMPTY }, "instant", OutOfRange);
        add(Sample { local: at_noon(year), ..EMPTY }, "local", OutOfRange);
        add(Sample { day: day(year), ..EMPTY }, "day", OutOfRange);
    }
    add(Sample { clock: Some(leap), ..EMPTY }, "clock", InvalidValue);
    let leap = NaiveDate::from_ymd_opt(2016, 12, 31).map(|day| day.and_time(leap));
    add(Sample { local: leap, ..EMPTY }, "local", InvalidValue);
    add(Sample { instant: leap.map(|leap| leap.and_utc()), ..EMPTY }, "instant", InvalidValue);
    samples
}

macro_rules! create {
    ($sample:expr) => {{
        let Sample { single, double, text, short, json, count, instant, local, day, clock, .. } =
            $sample;
        let create = Sample::create().single(single).double(double).text(text).short(short);
        create.json(json).count(count).instant(instant).local(local).day(day).clock(clock)
    }};
}

fn blamed(error: &Error) -> (ErrorKind, Option<&'static str>, Vec<&'static str>) {
    (error.kind(), error.model(), error.fields().to_vec())
}

#[tokio::test]
async fn insert_refuses_it_and_names_the_field() {
    each(SCHEMA, async |db| {
        for (sample, field, kind) in refused() {
            let error = create!(sample.clone()).insert(&db).await.unwrap_err();
            assert_eq!(blamed(&error), (kind, Some("Sample"), vec![field]), "{sample:?} {error:?}");
        }
        assert_eq!(Sample::query().count(&db).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn insert_of_many_refuses_all_of_them_and_names_the_field() {
    each(SCHEMA, async |db| {
        for (sample, field, kind) in refused() {
            let rows = [create!(EMPTY), create!(sample.clone()), create!(EMPTY)];
            let error = Sample::insert_all(&db, rows).await.unwrap_err();
            assert_eq!(blamed(&error), (kind, Some("Sample"), vec![field]), "{sample:?} {error:?}");
        }
        assert_eq!(Sample::query().count(&db).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn save_refuses_it_and_names_the_field() {
    each(SCHEMA, async |db| {
        let stored = Sample::create().insert(&db).await.unwrap();
        for (sample, field, kind) in refused() {
            let mut sample = Sample { id: stored.id, ..sample };
            let error = sample.save(&db).await.unwrap_err();
            assert_eq!(blamed(&error), (kind, Some("Sample"), vec![field]), "{sample:?} {error:?}");
            assert_eq!(Sample::query().one(&db).await.unwrap(), stored);
        }
    })
    .await;
}

#[tokio::test]
async fn update_refuses_it_and_names_the_field() {
    each(SCHEMA, async |db| {
        let stored = Sample::create().insert(&db).await.unwrap();
        for (sample, field, kind) in refused() {
            let Sample {
                single, double, text, short, json, count, instant, local, day, clock, ..
            } = sample.clone();
            let update = stored.update().set(Sample::SINGLE, single).set(Sample::DOUBLE, double);
            let update = update.set(Sample::TEXT, text).set(Sample::SHORT, short);
            let update = update.set(Sample::JSON, json).set(Sample::COUNT, count);
            let update = update.set(Sample::INSTANT, instant).set(Sample::LOCAL, local);
            let update = update.set(Sample::DAY, day).set(Sample::CLOCK, clock);
            let error = update.run(&db).await.unwrap_err();
            assert_eq!(blamed(&error), (kind, Some("Sample"), vec![field]), "{sample:?} {error:?}");
            assert_eq!(Sample::query().one(&db).await.unwrap(), stored);
        }
    })
    .await;
}

#[tokio::test]
async fn filter_refuses_it() {
    each(SCHEMA, async |db| {
        let Some(year_zero) = NaiveDate::from_ymd_opt(0, 1, 1) else { panic!() };
        let filters: [(Predicate<Sample>, ErrorKind); 8] = [
            (Sample::DOUBLE.gt(f64::NAN), ErrorKind::InvalidValue),
            (Sample::SINGLE.in_list([f32::INFINITY]), ErrorKind::InvalidValue),
            (Sample::TEXT.eq("\0"), ErrorKind::InvalidValue),
            (Sample::TEXT.contains("\0"), ErrorKind::InvalidValue),
            (Sample::TEXT.like("%\0%"), ErrorKind::InvalidValue),
            (Sample::COUNT.le(u64::MAX), ErrorKind::OutOfRange),
            (Sample::DAY.between(year_zero, year_zero), ErrorKind::OutOfRange),
            (!(Sample::ID.eq(1) | Sample::JSON.eq(json!("\0"))), ErrorKind::InvalidValue),
        ];
        for (filter, kind) in filters {
            let error = Sample::filter(filter.clone()).all(&db).await.unwrap_err();
            assert_eq!((error.kind(), error.model()), (kind, Some("Sample")), "{filter:?}");
            let error = Sample::filter(filter.clone()).count(&db).await.unwrap_err();
            assert_eq!(error.kind(), kind, "{filter:?}");
            let error = Sample::filter(filter.clone()).delete(&db).await.unwrap_err();
            assert_eq!(error.kind(), kind, "{filter:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn refusal_says_its_kind_once_and_shows_no_value() {
    each(SCHEMA, async |db| {
        let stored = Sample::create().insert(&db).await.unwrap();
        let create = Sample::create().text("s3cret\0");
        let update = stored.update().set(Sample::TEXT, "s3cret\0");
        for error in [
            create.insert(&db).await.unwrap_err(),
            update.run(&db).await.unwrap_err(),
            Sample::filter(Sample::TEXT.eq("s3cret\0")).all(&db).await.unwrap_err(),
        ] {
            let shown = error.to_string();
            assert_eq!(shown.matches("invalid value").count(), 1, "{shown}");
            assert!(!format!("{shown} {error:?}").contains("s3cret"), "{shown}");
        }
    })
    .await;
}

#[tokio::test]
async fn refused_value_does_not_end_the_transaction() {
    each(SCHEMA, async |db| {
        let mut tx = db.begin().await.unwrap();
        let stored = Sample::create().insert(&mut tx).await.unwrap();
        let error = Sample::create().double(f64::NAN).insert(&mut tx).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidValue);
        tx.commit().await.unwrap();
        assert_eq!(Sample::query().one(&db).await.unwrap(), stored);
    })
    .await;
}
