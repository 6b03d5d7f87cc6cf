//! Arithmetic beyond what a column holds.

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

/// Some databases have no column as narrow as the field; a CHECK keeps what goes beyond it out.
#[tokio::test]
async fn result_beyond_the_column_is_refused() {
    each(SCHEMA, async |db| {
        let create = Gauge::create().small(i16::MAX).medium(i32::MAX).big(i64::MAX);
        let gauge = create.unsigned(0).narrow(u8::MAX).insert(&db).await.unwrap();
        let update = || gauge.update();
        for (field, update) in [
            ("small", update().set(Gauge::SMALL, Gauge::SMALL + 1)),
            ("medium", update().set(Gauge::MEDIUM, Gauge::MEDIUM + 1)),
            ("medium", update().set(Gauge::MEDIUM, Gauge::MEDIUM * Gauge::MEDIUM)),
            ("unsigned", update().set(Gauge::UNSIGNED, Gauge::UNSIGNED - 1)),
            ("narrow", update().set(Gauge::NARROW, Gauge::NARROW + 1)),
        ] {
            let error = update.run(&db).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::OutOfRange, "{field}: {error:?}");
            assert_eq!(Gauge::query().one(&db).await.unwrap(), gauge, "{field}");
        }
    })
    .await;
}

#[tokio::test]
async fn result_beyond_64_bits_is_refused() {
    each(SCHEMA, async |db| {
        let create = Gauge::create().small(0).medium(0).big(i64::MAX).unsigned(0).narrow(0);
        let gauge = create.insert(&db).await.unwrap();
        for update in [
            gauge.update().set(Gauge::BIG, Gauge::BIG + 1),
            gauge.update().set(Gauge::BIG, Gauge::BIG * 2),
        ] {
            let error = update.run(&db).await.unwrap_err();
            // SQLite goes on in fractions, which its column refuses.
            let kinds = [ErrorKind::OutOfRange, ErrorKind::InvalidValue];
            assert!(kinds.contains(&error.kind()), "{error:?}");
            assert_eq!(Gauge::query().one(&db).await.unwrap(), gauge);
        }
    })
    .await;
}

#[tokio::test]
async fn arithmetic_in_a_filter_is_not_cut_to_the_column() {
    each(SCHEMA, async |db| {
        let create = Gauge::create().small(0).medium(1 << 30).big(0).unsigned(0).narrow(0);
        create.insert(&db).await.unwrap();
        let sum = Gauge::filter((Gauge::MEDIUM + 1).gt(1 << 30)).count(&db).await.unwrap();
        assert_eq!(sum, 1);
        let less = Gauge::filter((Gauge::MEDIUM - 1).lt(1 << 30)).count(&db).await.unwrap();
        assert_eq!(less, 1);
    })
    .await;
}
