//! Arithmetic beyond what a column holds: refused, with nothing changed, on every database.

use model_runtime::{ErrorKind, prelude::*};

use crate::each::each;

#[derive(Model, Debug, Clone, PartialEq)]
struct Gauge {
    #[primary_key]
    id: i64,
    small: i16,
    medium: i32,
    big: i64,
    unsigned: u32,
    narrow: u8,
}

const SCHEMA: Schema = schema![Gauge];

#[tokio::test]
async fn result_beyond_the_column_is_refused() {
    let outcomes = std::cell::RefCell::new(Vec::new());
    each(SCHEMA, async |db| {
        let create = Gauge::create().small(i16::MAX).medium(i32::MAX).big(i64::MAX);
        let gauge = create.unsigned(0).narrow(u8::MAX).insert(&db).await.unwrap();
        for at in 0..7 {
            let update = gauge.update();
            let update = match at {
                0 => update.set(Gauge::SMALL, Gauge::SMALL + 1),
                1 => update.set(Gauge::MEDIUM, Gauge::MEDIUM + 1),
                2 => update.set(Gauge::BIG, Gauge::BIG + 1),
                3 => update.set(Gauge::UNSIGNED, Gauge::UNSIGNED - 1),
                4 => update.set(Gauge::NARROW, Gauge::NARROW + 1),
                5 => update.set(Gauge::BIG, Gauge::BIG * 2),
                _ => update.set(Gauge::MEDIUM, Gauge::MEDIUM * Gauge::MEDIUM),
            };
            let done = update.run(&db).await.map_err(|error| error.kind());
            let after = Gauge::find(gauge.id).one(&db).await.map_err(|error| error.kind());
            outcomes.borrow_mut().push((db.dialect(), at, done, after == Ok(gauge.clone()), after.map(drop)));
            let mut gauge = gauge.clone();
            gauge.save(&db).await.unwrap();
        }
        let more = Gauge::filter((Gauge::MEDIUM + 1).gt(0)).count(&db).await.map_err(|error| error.kind());
        outcomes.borrow_mut().push((db.dialect(), 7, more.map(drop), true, Ok(())));
    })
    .await;
    panic!("{:#?} {:?}", outcomes.into_inner(), ErrorKind::OutOfRange);
}
