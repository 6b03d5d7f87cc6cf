//! Filters: every operator, NULLs, lists of any length, dates, texts with special characters.

use chrono::{NaiveDate, NaiveDateTime};
use model_runtime::prelude::*;
use model_runtime::{Predicate, Query};

use super::exam::Exam;
use super::models::*;

pub(super) async fn ask(exam: &mut Exam, db: &Db) {
    whole_rows(exam, db).await;
    comparisons(exam, db).await;
    nulls(exam, db).await;
    lists(exam, db).await;
    combinations(exam, db).await;
    calculations(exam, db).await;
    dates(exam, db).await;
    texts(exam, db).await;
    patterns(exam, db).await;
}

fn day(year: i32, month: u32, day: u32) -> NaiveDateTime {
    let midnight =
        NaiveDate::from_ymd_opt(year, month, day).and_then(|day| day.and_hms_opt(0, 0, 0));
    midnight.expect("a day")
}

/// Tracks are compared by their key and their name, in the order of their keys.
async fn tracks(
    exam: &mut Exam,
    db: &Db,
    question: &'static str,
    asked: Query<Track>,
    condition: &str,
) {
    let asked = asked.order_by(Track::TRACK_ID).all(db);
    let sql = format!("SELECT track_id, name FROM track WHERE {condition} ORDER BY track_id");
    exam.all(question, asked, |track| (track.track_id, track.name), sql).await;
}

async fn customers(
    exam: &mut Exam,
    db: &Db,
    question: &'static str,
    filter: Predicate<Customer>,
    condition: &str,
) {
    let asked = Customer::filter(filter).order_by(Customer::CUSTOMER_ID).all(db);
    let sql = format!(
        "SELECT customer_id, email, state FROM customer WHERE {condition} ORDER BY customer_id"
    );
    let row = |customer: Customer| (customer.customer_id, customer.email, customer.state);
    exam.all(question, asked, row, sql).await;
}

async fn whole_rows(exam: &mut Exam, db: &Db) {
    let row = |t: Track| {
        let keys = (t.track_id, t.album_id, t.media_type_id, t.genre_id);
        let (id, album, media_type, genre) = keys;
        (id, t.name, album, media_type, genre, t.composer, t.milliseconds, t.bytes, t.unit_price)
    };
    exam.all(
        "every column of every track",
        Track::query().order_by(Track::TRACK_ID).all(db),
        row,
        "SELECT track_id, name, album_id, media_type_id, genre_id, composer, milliseconds, bytes, \
         unit_price FROM track ORDER BY track_id",
    )
    .await;

    let time = |time: Option<NaiveDateTime>| time.map(|time| time.to_string());
    let (born, hired) = (exam.words.time("birth_date"), exam.words.time("hire_date"));
    let row = |e: Employee| {
        let (born, hired) = (time(e.birth_date), time(e.hire_date));
        (e.employee_id, e.last_name, e.title, e.reports_to, born, hired, e.postal_code, e.email)
    };
    exam.all(
        "columns of every employee, with dates",
        Employee::query().order_by(Employee::EMPLOYEE_ID).all(db),
        row,
        format!(
            "SELECT employee_id, last_name, title, reports_to, {born}, {hired}, postal_code, email \
             FROM employee ORDER BY employee_id"
        ),
    )
    .await;
}

async fn comparisons(exam: &mut Exam, db: &Db) {
    let name = Track::NAME;
    let length = Track::MILLISECONDS;
    let long = Track::filter(length.gt(2_800_000));
    tracks(exam, db, "gt", long, "milliseconds > 2800000").await;
    let exact = Track::filter(length.ge(343_719) & length.le(343_719));
    tracks(exam, db, "ge and le", exact, "milliseconds >= 343719 AND milliseconds <= 343719").await;
    let short = Track::filter(length.lt(20_000));
    tracks(exam, db, "lt", short, "milliseconds < 20000").await;
    let dear = Track::filter(Track::UNIT_PRICE.ne(99));
    tracks(exam, db, "ne", dear, "unit_price <> 99").await;
    let middle = Track::filter(length.between(300_000, 301_000));
    tracks(exam, db, "between", middle, "milliseconds BETWEEN 300000 AND 301000").await;

    let one = exam.words.text("Meditação");
    let accents = Track::filter(name.eq("Meditação"));
    tracks(exam, db, "eq of text", accents, &format!("name = {one}")).await;
    exam.count(
        "eq of text counts case",
        Track::filter(name.eq("ENTER SANDMAN")).count(db),
        "SELECT COUNT(*) FROM track WHERE name = 'ENTER SANDMAN'",
    )
    .await;
    let by_code = exam.words.binary("name");
    let after_z = Track::filter(name.gt("Z"));
    tracks(exam, db, "gt of text", after_z, &format!("{by_code} > 'Z'")).await;
}

async fn nulls(exam: &mut Exam, db: &Db) {
    let state = Customer::STATE;
    customers(exam, db, "is_null", state.is_null(), "state IS NULL").await;
    customers(exam, db, "is_not_null", state.is_not_null(), "state IS NOT NULL").await;
    customers(exam, db, "eq of None", state.eq(None), "state IS NULL").await;
    customers(exam, db, "ne of None", state.ne(None), "state IS NOT NULL").await;
    customers(exam, db, "ne leaves NULL out", state.ne("CA"), "state <> 'CA'").await;
    let distinct = state.is_distinct_from("CA");
    customers(exam, db, "is_distinct_from", distinct, "state <> 'CA' OR state IS NULL").await;
    customers(exam, db, "not of eq", !state.eq("CA"), "NOT state = 'CA'").await;
    let given = Some("SP".to_owned());
    customers(exam, db, "eq of Some", state.eq(given), "state = 'SP'").await;
    let columns = Customer::CITY.is_distinct_from(Customer::STATE);
    let by_hand = "city <> state OR city IS NULL OR state IS NULL";
    customers(exam, db, "is_distinct_from of columns", columns, by_hand).await;
}

async fn lists(exam: &mut Exam, db: &Db) {
    let countries = ["Brazil", "Czech Republic", "No such country"];
    let listed = Customer::COUNTRY.in_list(countries);
    let by_hand = "country IN ('Brazil', 'Czech Republic', 'No such country')";
    customers(exam, db, "in_list", listed, by_hand).await;
    let others = Customer::STATE.not_in_list(["CA", "SP", "ON"]);
    customers(exam, db, "not_in_list", others, "state NOT IN ('CA', 'SP', 'ON')").await;
    let nothing: [&str; 0] = [];
    customers(exam, db, "not_in_list of nothing", Customer::STATE.not_in_list(nothing), "1 = 1")
        .await;
    exam.count(
        "in_list of nothing",
        Customer::filter(Customer::STATE.in_list(nothing)).count(db),
        "SELECT COUNT(*) FROM customer WHERE 1 = 0",
    )
    .await;

    let even = (1..=1_250_i64).map(|half| half * 2);
    let by_hand = "track_id % 2 = 0 AND track_id <= 2500";
    tracks(exam, db, "in_list of 1250", Track::filter(Track::TRACK_ID.in_list(even)), by_hand)
        .await;
    let many = Track::filter(Track::TRACK_ID.in_list(3_000..70_000_i64));
    tracks(exam, db, "in_list of 67000", many, "track_id >= 3000").await;
    let many = Track::filter(Track::TRACK_ID.not_in_list(20..70_000_i64));
    tracks(exam, db, "not_in_list of 69980", many, "track_id < 20").await;
    let names = || (0..1_100).map(|number| format!("It's \\ {number}")).chain(["Intro".to_owned()]);
    let listed = Track::filter(Track::NAME.in_list(names()));
    tracks(exam, db, "in_list of 1101 texts", listed, "name = 'Intro'").await;
    let others = Track::filter(Track::NAME.not_in_list(names()));
    tracks(exam, db, "not_in_list of 1101 texts", others, "name <> 'Intro'").await;
    let long = Track::filter(Track::NAME.in_list(names().chain(["é".repeat(300)])));
    tracks(exam, db, "in_list with a long text", long, "name = 'Intro'").await;
}

async fn combinations(exam: &mut Exam, db: &Db) {
    let (price, length, composer) = (Track::UNIT_PRICE, Track::MILLISECONDS, Track::COMPOSER);
    let mixed = (price.eq(199) | length.lt(30_000)) & !composer.is_null().or(length.gt(4_000_000));
    let by_hand = "(unit_price = 199 OR milliseconds < 30000) \
                   AND NOT (composer IS NULL OR milliseconds > 4000000)";
    tracks(exam, db, "and, or, not", Track::filter(mixed), by_hand).await;

    let (genre, none) = (Some(Track::GENRE_ID.eq(2)), None::<Predicate<Track>>);
    let optional = Track::query().filter(genre).filter(none).filter(price.lt(100));
    tracks(exam, db, "optional filters", optional, "genre_id = 2 AND unit_price < 100").await;

    let any = (1..400).map(|album| Track::ALBUM_ID.eq(album * 10) & Track::BYTES.gt(10_000_000));
    let any = any.reduce(Predicate::or).expect("some");
    let by_hand = "album_id % 10 = 0 AND bytes > 10000000";
    tracks(exam, db, "399 alternatives", Track::filter(any), by_hand).await;
}

async fn calculations(exam: &mut Exam, db: &Db) {
    let minutes = exam.words.minutes("milliseconds");
    let asked = Track::filter((Track::MILLISECONDS / 60_000).eq(20));
    tracks(exam, db, "whole numbers are divided whole", asked, &format!("{minutes} = 20")).await;
    let asked = Track::filter((Track::UNIT_PRICE * 2 - 99).gt(Track::UNIT_PRICE + 1));
    tracks(exam, db, "arithmetic", asked, "unit_price * 2 - 99 > unit_price + 1").await;
    let asked = Track::filter(Track::TRACK_ID.eq(Track::ALBUM_ID));
    tracks(exam, db, "a column with a nullable one", asked, "track_id = album_id").await;
}

async fn dates(exam: &mut Exam, db: &Db) {
    let date = Invoice::INVOICE_DATE;
    let time = exam.words.time("invoice_date");
    let row =
        |invoice: Invoice| (invoice.invoice_id, invoice.invoice_date.to_string(), invoice.total);
    let questions = [
        ("since a day", date.ge(day(2025, 12, 1)), format!("{time} >= '2025-12-01 00:00:00'")),
        ("on a day", date.eq(day(2021, 1, 3)), format!("{time} = '2021-01-03 00:00:00'")),
        (
            "between days",
            date.between(day(2022, 2, 1), day(2022, 2, 28)),
            format!("{time} >= '2022-02-01 00:00:00' AND {time} <= '2022-02-28 00:00:00'"),
        ),
        (
            "before or on some days",
            date.lt(day(2021, 1, 15)) | date.in_list([day(2023, 1, 7), day(2023, 1, 8)]),
            format!(
                "{time} < '2021-01-15' OR substr({time}, 1, 10) IN ('2023-01-07', '2023-01-08')"
            ),
        ),
    ];
    for (question, filter, condition) in questions {
        let order = (date.desc(), Invoice::INVOICE_ID.asc());
        let asked = Invoice::filter(filter).order_by(order).all(db);
        let sql = format!(
            "SELECT invoice_id, {time}, total FROM invoice WHERE {condition} \
             ORDER BY invoice_date DESC, invoice_id"
        );
        exam.all(question, asked, row, sql).await;
    }
}

async fn texts(exam: &mut Exam, db: &Db) {
    let words = exam.words;
    let needles = [
        ("contains %", "%"),
        ("contains !", "!"),
        ("contains a backslash", r" \ "),
        ("contains quotes", r#"-"A sound portrait"-"#),
        ("contains an apostrophe", "n't"),
        ("contains stars", "**"),
        ("contains brackets and dots", ". ("),
        ("contains accents", "ção"),
        ("contains counts case", "live"),
    ];
    for (question, needle) in needles {
        let asked = Track::filter(Track::NAME.contains(needle));
        tracks(exam, db, question, asked, &words.contains("name", needle)).await;
    }
    let begins =
        [("starts with an accent", "É"), ("starts with a dot", "."), ("starts with 100%", "100%")];
    for (question, text) in begins {
        let asked = Track::filter(Track::NAME.starts_with(text));
        tracks(exam, db, question, asked, &words.starts_with("name", text)).await;
    }
    let ends = [("ends with !", "!"), ("ends with %", "%"), ("ends with a bracket", "]")];
    for (question, text) in ends {
        let asked = Track::filter(Track::NAME.ends_with(text));
        tracks(exam, db, question, asked, &words.ends_with("name", text)).await;
    }
    let asked = Customer::EMAIL.contains("_");
    customers(exam, db, "contains _", asked, &words.contains("email", "_")).await;
    let asked = !Customer::COMPANY.contains(" ");
    let by_hand = format!("NOT ({})", words.contains("company", " "));
    customers(exam, db, "not contains, of NULL", asked, &by_hand).await;
}

async fn patterns(exam: &mut Exam, db: &Db) {
    let (words, name) = (exam.words, Track::NAME);
    let begin = words.starts_with("name", "The ");
    let end = words.ends_with("name", "s");
    tracks(exam, db, "like", Track::filter(name.like("The %s")), &format!("{begin} AND {end}"))
        .await;
    let by_hand = "substr(name, 1, 1) = 'S' AND substr(name, 3, 1) = 'n'";
    tracks(exam, db, "like with one character", Track::filter(name.like("S_n%")), by_hand).await;
    let percent =
        format!("{} AND {}", words.contains("name", "%"), words.ends_with("name", "Core"));
    tracks(exam, db, "like with an escape", Track::filter(name.like("%!%%Core")), &percent).await;
    let love = words.contains("lower(name)", "love");
    tracks(exam, db, "ilike", Track::filter(name.ilike("%LoVe%")), &love).await;
}
