//! Constraints and indexes do what they say, whoever writes.

#![expect(
    clippy::duplicated_attributes,
    reason = "clippy takes two mentions of a field for one twice"
)]

use model_runtime::{ErrorKind, prelude::*};
use test_support::TestDb;

use crate::each::{each, each_with};
use crate::raw;

#[derive(Model, Debug, Clone, PartialEq)]
#[model(
    table = "seats",
    unique(hall, number),
    unique(ticket, hall, name = "one_ticket_per_hall"),
    index(hall, desc(number)),
    check(name = "number", sql = "number > 0"),
    check(name = "range", sql = "number < 1000 AND price >= 0")
)]
struct Seat {
    #[primary_key]
    id: i64,
    #[column(length = 8)]
    hall: String,
    number: i32,
    ticket: Option<i64>,
    #[default(0)]
    price: i32,
    #[index]
    taken: bool,
}

const SCHEMA: Schema = schema![Seat];

fn seat(hall: &str, number: i32) -> impl Clone + Fn() -> (String, i32) {
    let hall = hall.to_owned();
    move || (hall.clone(), number)
}

#[tokio::test]
async fn composite_unique_refuses_only_the_whole() {
    each(SCHEMA, async |db| {
        let create =
            |(hall, number): (String, i32)| Seat::create().hall(hall).number(number).taken(false);
        for (hall, number) in [("a", 1), ("a", 2), ("b", 1)] {
            create(seat(hall, number)()).insert(&db).await.unwrap();
        }
        let error = create(seat("a", 2)()).insert(&db).await.unwrap_err();
        assert_eq!((error.kind(), error.fields()), (ErrorKind::Unique, &["hall", "number"][..]));
        assert_eq!(error.constraint(), Some("uq_seats_hall_number"));
        let found = Seat::find_by_hall_and_number("b", 1).one(&db).await.unwrap();
        assert_eq!((found.hall.as_str(), found.number), ("b", 1));

        create(seat("c", 1)()).ticket(7).insert(&db).await.unwrap();
        let error = create(seat("c", 2)()).ticket(7).insert(&db).await.unwrap_err();
        assert_eq!(error.constraint(), Some("one_ticket_per_hall"), "{error:?}");
        // NULL in one of the columns is equal to nothing.
        create(seat("c", 3)()).ticket(None).insert(&db).await.unwrap();
        create(seat("c", 4)()).ticket(None).insert(&db).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn checks_are_named_and_told() {
    each(SCHEMA, async |db| {
        let create = |number: i32, price: i32| {
            Seat::create().hall("a").number(number).price(price).taken(true)
        };
        for (number, price, constraint) in
            [(0, 0, "ck_seats_number"), (1_000, 0, "ck_seats_range"), (1, -1, "ck_seats_range")]
        {
            let error = create(number, price).insert(&db).await.unwrap_err();
            assert_eq!((error.kind(), error.constraint()), (ErrorKind::Check, Some(constraint)));
        }
        create(1, 0).insert(&db).await.unwrap();
        assert_eq!(Seat::query().count(&db).await.unwrap(), 1);
    })
    .await;
}

/// Past the library, which would refuse these values itself.
#[tokio::test]
async fn database_refuses_by_itself_what_does_not_fit_a_column() {
    each_with(SCHEMA, async |database, db| {
        let insert = |hall: &str, number: &str, taken: &str| {
            format!("INSERT INTO seats (hall, number, taken) VALUES ({hall}, {number}, {taken})")
        };
        let taken = if database.is_postgres() { "TRUE" } else { "1" };
        let run = async |sql: String| raw::execute(database, &sql).await;
        run(insert("'äöüßäöüß'", "1", taken)).await.expect("eight characters of two bytes");
        run(insert("'äöüßäöüß!'", "2", taken)).await.expect_err("nine characters");
        run(insert("NULL", "3", taken)).await.expect_err("NULL in a required column");
        run(insert("'a'", "'four'", taken)).await.expect_err("text in a column of numbers");
        run(insert("'a'", "0", taken)).await.expect_err("a check");
        if database.is_sqlite() {
            run(insert("'a'", "5", "7")).await.expect_err("7 is no truth value");
            run(insert("'a'", "5.5", taken)).await.expect_err("a fraction in a column of integers");
        }
        let seat = Seat::query().one(&db).await.unwrap();
        assert_eq!((seat.hall.as_str(), seat.price, seat.taken), ("äöüßäöüß", 0, true));
    })
    .await;
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "mails", index(address, unique, where = "active", name = "ix_mails_active"))]
struct Mail {
    #[primary_key]
    id: i64,
    #[column(length = 40)]
    address: String,
    active: bool,
}

const MAILS: Schema = schema![Mail];

#[tokio::test]
async fn partial_index_is_unique_among_its_rows_or_refused() {
    test_support::each(async |database: &TestDb| {
        let db = Db::connect(database.url()).await.unwrap();
        let made = db.create_all(&MAILS).await;
        if !db.dialect().capabilities().partial_index {
            let error = made.unwrap_err();
            assert_eq!(
                (error.kind(), error.model()),
                (ErrorKind::Unsupported, Some("Mail")),
                "{error:?}"
            );
            let error = Mail::query().count(&db).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::SchemaMismatch, "nothing was made");
            return;
        }
        made.unwrap();
        let mail = |active: bool| Mail::create().address("a").active(active);
        mail(false).insert(&db).await.unwrap();
        mail(false).insert(&db).await.unwrap();
        mail(true).insert(&db).await.unwrap();
        let error = mail(true).insert(&db).await.unwrap_err();
        assert!(error.is_unique_violation() && error.violates(Mail::ADDRESS), "{error:?}");
        assert_eq!(error.constraint(), Some("ix_mails_active"));
    })
    .await;
}
