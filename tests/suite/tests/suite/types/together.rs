//! One model with a column of every type, more columns than a group of states has, and none set.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use model_runtime::prelude::*;
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::each::each;

#[derive(Model, Debug, Clone, PartialEq)]
struct Everything {
    #[primary_key]
    id: i64,
    flag: bool,
    tiny: i8,
    small: i16,
    medium: i32,
    big: i64,
    utiny: u8,
    usmall: u16,
    umedium: u32,
    ubig: u64,
    single: f32,
    double: f64,
    text: String,
    bytes: Vec<u8>,
    uuid: Uuid,
    instant: DateTime<Utc>,
    local: NaiveDateTime,
    day: NaiveDate,
    clock: NaiveTime,
    json: Json,
    maybe_flag: Option<bool>,
    maybe_tiny: Option<i8>,
    maybe_small: Option<i16>,
    maybe_medium: Option<i32>,
    maybe_big: Option<i64>,
    maybe_utiny: Option<u8>,
    maybe_usmall: Option<u16>,
    maybe_umedium: Option<u32>,
    maybe_ubig: Option<u64>,
    maybe_single: Option<f32>,
    maybe_double: Option<f64>,
    maybe_text: Option<String>,
    maybe_bytes: Option<Vec<u8>>,
    maybe_uuid: Option<Uuid>,
    maybe_instant: Option<DateTime<Utc>>,
    maybe_local: Option<NaiveDateTime>,
    maybe_day: Option<NaiveDate>,
    maybe_clock: Option<NaiveTime>,
    maybe_json: Option<Json>,
}

const SCHEMA: Schema = schema![Everything];

/// The builder with all required columns set.
macro_rules! required {
    () => {{
        let local: NaiveDateTime = "2024-02-29T12:34:56.789012".parse().unwrap();
        let create = Everything::create().flag(true).tiny(-8).small(-16).medium(-32).big(-64);
        let create = create.utiny(8).usmall(16).umedium(32).ubig(64_u64).single(0.5).double(-0.25);
        let create = create.text("tëxt").bytes(b"\x00\x01\xff").uuid(Uuid::from_u128(7));
        let create = create.instant(local.and_utc()).local(local).day(local.date());
        create.clock(local.time()).json(json!({ "k": [1, null] }))
    }};
}

#[tokio::test]
async fn record_of_all_types_comes_back_whole() {
    each(SCHEMA, async |db| {
        let record = required!().insert(&db).await.unwrap();
        assert!(record.flag);
        assert_eq!((record.tiny, record.small, record.medium, record.big), (-8, -16, -32, -64));
        assert_eq!((record.utiny, record.usmall, record.umedium, record.ubig), (8, 16, 32, 64));
        assert_eq!((record.single, record.double), (0.5, -0.25));
        assert_eq!((record.text.as_str(), &record.bytes[..]), ("tëxt", &b"\x00\x01\xff"[..]));
        assert_eq!(record.uuid, Uuid::from_u128(7));
        assert_eq!(record.local.to_string(), "2024-02-29 12:34:56.789012");
        assert_eq!(record.instant, record.local.and_utc());
        assert_eq!((record.day, record.clock), (record.local.date(), record.local.time()));
        assert_eq!(record.json, json!({ "k": [1, null] }));
        assert_eq!(record, Everything { ..nothing_optional(&record) });
        assert_eq!(Everything::find(record.id).one(&db).await.unwrap(), record);
    })
    .await;
}

fn nothing_optional(record: &Everything) -> Everything {
    Everything {
        maybe_flag: None,
        maybe_tiny: None,
        maybe_small: None,
        maybe_medium: None,
        maybe_big: None,
        maybe_utiny: None,
        maybe_usmall: None,
        maybe_umedium: None,
        maybe_ubig: None,
        maybe_single: None,
        maybe_double: None,
        maybe_text: None,
        maybe_bytes: None,
        maybe_uuid: None,
        maybe_instant: None,
        maybe_local: None,
        maybe_day: None,
        maybe_clock: None,
        maybe_json: None,
        ..record.clone()
    }
}

fn all_optional(record: &Everything) -> Everything {
    Everything {
        maybe_flag: Some(false),
        maybe_tiny: Some(i8::MIN),
        maybe_small: Some(i16::MIN),
        maybe_medium: Some(i32::MIN),
        maybe_big: Some(i64::MIN),
        maybe_utiny: Some(u8::MAX),
        maybe_usmall: Some(u16::MAX),
        maybe_umedium: Some(u32::MAX),
        maybe_ubig: Some(i64::MAX as u64),
        maybe_single: Some(f32::MIN),
        maybe_double: Some(f64::MAX),
        maybe_text: Some(String::new()),
        maybe_bytes: Some(Vec::new()),
        maybe_uuid: Some(Uuid::max()),
        maybe_instant: Some(record.instant),
        maybe_local: Some(record.local),
        maybe_day: Some(record.day),
        maybe_clock: Some(record.clock),
        maybe_json: Some(json!([])),
        ..record.clone()
    }
}

#[tokio::test]
async fn optional_columns_are_set_and_cleared_by_save() {
    each(SCHEMA, async |db| {
        let stored = required!().insert(&db).await.unwrap();
        let mut record = all_optional(&stored);
        record.save(&db).await.unwrap();
        assert_eq!(Everything::find(stored.id).one(&db).await.unwrap(), record);
        let mut record = nothing_optional(&record);
        record.save(&db).await.unwrap();
        assert_eq!(Everything::find(stored.id).one(&db).await.unwrap(), stored);
    })
    .await;
}

#[tokio::test]
async fn many_wide_records_come_back_in_order() {
    each(SCHEMA, async |db| {
        let creates = (0..300_i64).map(|row| {
            let create = required!().big(row);
            create.maybe_big((row % 2 == 0).then_some(row))
        });
        let stored = Everything::insert_all(&db, creates).await.unwrap();
        let big: Vec<_> = stored.iter().map(|record| record.big).collect();
        assert_eq!(big, (0..300).collect::<Vec<_>>());
        let maybe: Vec<_> = stored.iter().filter_map(|record| record.maybe_big).collect();
        assert_eq!(maybe, (0..300).step_by(2).collect::<Vec<_>>());
        let found = Everything::query().order_by(Everything::ID).all(&db).await.unwrap();
        assert_eq!(found, stored);
    })
    .await;
}
