//! Times: microseconds are kept, years 1 to 9999.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

use super::{cells, order_of_cells};

fn local(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

fn date_times() -> Vec<NaiveDateTime> {
    [
        "0001-01-01T00:00:00",
        "0001-01-01T00:00:00.000001",
        "0999-12-31T23:59:59.999999",
        "1000-01-01T00:00:00",
        "1582-10-10T12:00:00",
        "1899-12-31T23:59:59.5",
        "1969-12-31T23:59:59.999999",
        "1970-01-01T00:00:00",
        "1970-01-01T00:00:00.000001",
        "1970-01-01T00:00:01",
        "2000-02-29T23:59:59.123456",
        // A night in which clocks were changed, in many countries.
        "2024-03-31T02:30:00",
        "2038-01-19T03:14:07.999999",
        "2038-01-19T03:14:08",
        "2106-02-07T06:28:16",
        "9999-12-31T23:59:59",
        "9999-12-31T23:59:59.999999",
    ]
    .map(local)
    .into()
}

cells!(locals: NaiveDateTime, Ord::cmp, date_times(), ordered);
cells!(instants: DateTime<Utc>, Ord::cmp,
    date_times().into_iter().map(|local| local.and_utc()).collect(), ordered);

cells!(days: NaiveDate, Ord::cmp, vec![
    NaiveDate::from_ymd_opt(1, 1, 1).unwrap(),
    NaiveDate::from_ymd_opt(4, 2, 29).unwrap(),
    NaiveDate::from_ymd_opt(1582, 10, 10).unwrap(),
    NaiveDate::from_ymd_opt(1969, 12, 31).unwrap(),
    NaiveDate::from_ymd_opt(1970, 1, 1).unwrap(),
    NaiveDate::from_ymd_opt(2000, 2, 29).unwrap(),
    NaiveDate::from_ymd_opt(9999, 12, 31).unwrap(),
], ordered);

cells!(clocks: NaiveTime, Ord::cmp, vec![
    NaiveTime::from_hms_micro_opt(0, 0, 0, 0).unwrap(),
    NaiveTime::from_hms_micro_opt(0, 0, 0, 1).unwrap(),
    NaiveTime::from_hms_micro_opt(0, 0, 1, 0).unwrap(),
    NaiveTime::from_hms_micro_opt(9, 59, 59, 100_000).unwrap(),
    NaiveTime::from_hms_micro_opt(10, 0, 0, 0).unwrap(),
    NaiveTime::from_hms_micro_opt(12, 34, 56, 123_456).unwrap(),
    NaiveTime::from_hms_micro_opt(23, 59, 59, 999_999).unwrap(),
], ordered);

mod finer {
    use model_runtime::prelude::*;

    use super::*;
    use crate::each::each;

    #[derive(Model, Debug, Clone, PartialEq)]
    struct Moment {
        #[primary_key]
        id: i64,
        instant: DateTime<Utc>,
        local: Option<NaiveDateTime>,
        clock: NaiveTime,
    }

    const SCHEMA: Schema = schema![Moment];

    /// Before 1970 as well, where cutting towards zero would give the next microsecond.
    const FINE: [(&str, &str); 3] = [
        ("2024-05-06T07:08:09.123456789", "2024-05-06T07:08:09.123456"),
        ("1969-12-31T23:59:59.999999999", "1969-12-31T23:59:59.999999"),
        ("9999-12-31T23:59:59.999999999", "9999-12-31T23:59:59.999999"),
    ];

    #[tokio::test]
    async fn times_are_cut_to_microseconds_when_they_are_given() {
        each(SCHEMA, async |db| {
            for (fine, cut) in FINE {
                let (fine, cut) = (local(fine), local(cut));
                let create =
                    || Moment::create().instant(fine.and_utc()).local(fine).clock(fine.time());
                let mut moment = create().insert(&db).await.unwrap();
                let id = moment.id;
                let expected =
                    Moment { id, instant: cut.and_utc(), local: Some(cut), clock: cut.time() };
                assert_eq!(moment, expected);
                assert_eq!(Moment::find(id).one(&db).await.unwrap(), expected);

                let all = Moment::insert_all(&db, [create()]).await.unwrap();
                assert_eq!(all, [Moment { id: all[0].id, ..expected.clone() }]);
                all[0].delete(&db).await.unwrap();

                for same in [
                    Moment::INSTANT.eq(fine.and_utc()),
                    Moment::LOCAL.eq(fine),
                    Moment::INSTANT.in_list([fine.and_utc()]),
                    Moment::INSTANT.between(fine.and_utc(), fine.and_utc()),
                ] {
                    assert_eq!(
                        Moment::filter(same).all(&db).await.unwrap(),
                        std::slice::from_ref(&expected)
                    );
                }

                let update = moment.update().set(Moment::INSTANT, fine.and_utc());
                update.set(Moment::CLOCK, fine.time()).run(&db).await.unwrap();
                assert_eq!(Moment::find(id).one(&db).await.unwrap(), expected);

                moment.local = Some(fine);
                moment.instant = fine.and_utc();
                moment.save(&db).await.unwrap();
                assert_eq!(moment, expected);
                assert_eq!(Moment::find(id).one(&db).await.unwrap(), expected);
            }
        })
        .await;
    }
}
