//! Random records: what is stored is what was given, and is found by each of its values.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use model_runtime::prelude::*;
use serde_json::{Map, Value as Json};
use test_support::{Rng, scale};
use uuid::Uuid;

use crate::each::each;

#[derive(Model, Debug, Clone, PartialEq)]
struct Record {
    #[primary_key]
    id: i64,
    flag: Option<bool>,
    small: Option<i16>,
    big: i64,
    unsigned: Option<u32>,
    double: Option<f64>,
    single: f32,
    text: String,
    bytes: Option<Vec<u8>>,
    uuid: Option<Uuid>,
    instant: DateTime<Utc>,
    day: Option<NaiveDate>,
    clock: Option<NaiveTime>,
    json: Option<Json>,
}

const SCHEMA: Schema = schema![Record];

fn option<T>(rng: &mut Rng, make: impl FnOnce(&mut Rng) -> T) -> Option<T> {
    if rng.one_in(4) { None } else { Some(make(rng)) }
}

/// Numbers of every size.
fn integer(rng: &mut Rng) -> i64 {
    let shift = rng.below(64);
    (rng.bits() as i64) >> shift
}

fn double(rng: &mut Rng) -> f64 {
    loop {
        let double = f64::from_bits(rng.bits());
        if double.is_finite() {
            return double;
        }
    }
}

fn single(rng: &mut Rng) -> f32 {
    loop {
        let single = f32::from_bits(rng.bits() as u32);
        if single.is_finite() {
            return single;
        }
    }
}

fn character(rng: &mut Rng) -> char {
    let range = *rng.pick(&[
        (1, 0x7f),
        (0x20, 0x7e),
        (0x80, 0x7ff),
        (0x800, 0xffff),
        (0x1_0000, 0x10_ffff),
    ]);
    loop {
        let code = rng.between(range.0, range.1) as u32;
        if let Some(character) = char::from_u32(code) {
            return character;
        }
    }
}

fn text(rng: &mut Rng) -> String {
    let length = if rng.one_in(20) { 5_000 } else { rng.below(12) };
    (0..length).map(|_| character(rng)).collect()
}

fn bytes(rng: &mut Rng) -> Vec<u8> {
    (0..rng.below(40)).map(|_| rng.bits() as u8).collect()
}

fn instant(rng: &mut Rng) -> DateTime<Utc> {
    let first = DateTime::from_timestamp(-62_135_596_800, 0).unwrap();
    // The microseconds of the years 1 to 9999.
    first + TimeDelta::microseconds(rng.between(0, 315_537_897_599_999_999))
}

fn json(rng: &mut Rng, depth: usize) -> Json {
    match rng.below(if depth == 0 { 6 } else { 8 }) {
        0 => Json::Null,
        1 => Json::Bool(rng.one_in(2)),
        2 => integer(rng).into(),
        3 => double(rng).into(),
        4 | 5 => text(rng).into(),
        6 => (0..rng.below(4)).map(|_| json(rng, depth - 1)).collect(),
        _ => {
            let entries = (0..rng.below(4)).map(|_| (text(rng), json(rng, depth - 1)));
            Json::Object(entries.collect::<Map<_, _>>())
        }
    }
}

fn record(rng: &mut Rng) -> Record {
    Record {
        id: 0,
        flag: option(rng, |rng| rng.one_in(2)),
        small: option(rng, |rng| rng.bits() as i16),
        big: integer(rng),
        unsigned: option(rng, |rng| rng.bits() as u32),
        double: option(rng, double),
        single: single(rng),
        text: text(rng),
        bytes: option(rng, bytes),
        uuid: option(rng, |rng| Uuid::from_u64_pair(rng.bits(), rng.bits())),
        instant: instant(rng),
        day: option(rng, |rng| instant(rng).date_naive()),
        clock: option(rng, |rng| instant(rng).time()),
        json: option(rng, |rng| json(rng, 3)),
    }
}

macro_rules! create {
    ($record:expr) => {{
        let record: Record = $record;
        let Record { flag, small, big, unsigned, double, single, text, bytes, .. } = record.clone();
        let create = Record::create().flag(flag).small(small).big(big).unsigned(unsigned);
        let create = create.double(double).single(single).text(text).bytes(bytes);
        let Record { uuid, instant, day, clock, json, .. } = record;
        create.uuid(uuid).instant(instant).day(day).clock(clock).json(json)
    }};
}

#[tokio::test]
async fn random_records_come_back_as_they_were_given() {
    each(SCHEMA, async |db| {
        let mut rng = Rng::seeded();
        for _ in 0..scale() {
            let given: Vec<Record> = (0..150).map(|_| record(&mut rng)).collect();
            let stored =
                Record::insert_all(&db, given.iter().cloned().map(|record| create!(record)));
            let stored = stored.await.unwrap();
            let expected =
                |(given, stored): (&Record, &Record)| Record { id: stored.id, ..given.clone() };
            let expected: Vec<_> = given.iter().zip(&stored).map(expected).collect();
            assert_eq!(stored, expected);
            let ids: Vec<_> = stored.iter().map(|record| record.id).collect();
            let found = Record::filter(Record::ID.in_list(ids)).order_by(Record::ID).all(&db);
            assert_eq!(found.await.unwrap(), expected);
            for (record, given) in expected.iter().zip(given).step_by(10) {
                let alone = create!(given.clone()).insert(&db).await.unwrap();
                assert_eq!(alone, Record { id: alone.id, ..given });
                alone.delete(&db).await.unwrap();
                is_found(&db, record).await;
            }
        }
    })
    .await;
}

/// The record is found by each of its values.
async fn is_found(db: &Db, record: &Record) {
    let Record { flag, small, big, unsigned, double, single, text, .. } = record.clone();
    let Record { bytes, uuid, instant, day, clock, json, .. } = record.clone();
    for (field, predicate) in [
        ("flag", Record::FLAG.eq(flag)),
        ("small", Record::SMALL.eq(small)),
        ("big", Record::BIG.eq(big)),
        ("unsigned", Record::UNSIGNED.eq(unsigned)),
        ("double", Record::DOUBLE.eq(double)),
        ("single", Record::SINGLE.eq(single)),
        ("text", Record::TEXT.eq(text)),
        ("bytes", Record::BYTES.eq(bytes)),
        ("uuid", Record::UUID.eq(uuid)),
        ("instant", Record::INSTANT.eq(instant)),
        ("day", Record::DAY.eq(day)),
        ("clock", Record::CLOCK.eq(clock)),
        ("json", Record::JSON.eq(json)),
    ] {
        let found = Record::find(record.id).filter(predicate).one_or_none(db).await.unwrap();
        assert_eq!(found.as_ref(), Some(record), "by {field}");
    }
}

#[tokio::test]
async fn random_changes_are_stored_by_save() {
    each(SCHEMA, async |db| {
        let mut rng = Rng::seeded();
        let stored = create!(record(&mut rng)).insert(&db).await.unwrap();
        for _ in 0..30 * scale() {
            let mut changed = Record { id: stored.id, ..record(&mut rng) };
            changed.save(&db).await.unwrap();
            assert_eq!(Record::find(stored.id).one(&db).await.unwrap(), changed);
        }
    })
    .await;
}
