//! Paths, aggregates of relations, selections and groups.

use model_runtime::prelude::*;

use super::exam::Exam;
use super::models::*;

pub(super) async fn ask(exam: &mut Exam, db: &Db) {
    paths(exam, db).await;
    of_relations(exam, db).await;
    groups(exam, db).await;
    of_all(exam, db).await;
}

async fn paths(exam: &mut Exam, db: &Db) {
    let artist = || Track::ALBUM.then(Album::ARTIST).then(Artist::NAME);
    let rock = Track::GENRE.then(Genre::NAME).in_list(["Rock", "Metal"]);
    let select = (Track::TRACK_ID, artist(), Track::ALBUM.then(Album::TITLE));
    let by_code = exam.words.binary("r.name");
    exam.all(
        "columns along two paths, sorted by one",
        Track::filter(rock & artist().ne("Iron Maiden")).select(select)
            .order_by((artist(), Track::TRACK_ID))
            .all(db),
        |row| row,
        format!(
            "SELECT t.track_id, r.name, a.title FROM track t JOIN album a ON a.album_id = t.album_id \
             JOIN artist r ON r.artist_id = a.artist_id JOIN genre g ON g.genre_id = t.genre_id \
             WHERE g.name IN ('Rock', 'Metal') AND r.name <> 'Iron Maiden' \
             ORDER BY {by_code}, t.track_id"
        ),
    )
    .await;

    let boss = || Customer::SUPPORT_REP.then(Employee::MANAGER).then(Employee::LAST_NAME);
    exam.all(
        "a path through a table and again",
        Customer::filter(boss().eq("Edwards")).order_by(Customer::CUSTOMER_ID).all(db),
        |customer| (customer.customer_id,),
        "SELECT c.customer_id FROM customer c JOIN employee e ON e.employee_id = c.support_rep_id \
         JOIN employee m ON m.employee_id = e.reports_to WHERE m.last_name = 'Edwards' \
         ORDER BY c.customer_id",
    )
    .await;

    exam.all(
        "paths that lead nowhere are NULL",
        Employee::query()
            .select((
                Employee::EMPLOYEE_ID,
                Employee::MANAGER.then(Employee::MANAGER).then(Employee::TITLE),
            ))
            .order_by(Employee::EMPLOYEE_ID)
            .all(db),
        |row| row,
        "SELECT e.employee_id, g.title FROM employee e LEFT JOIN employee m \
         ON m.employee_id = e.reports_to LEFT JOIN employee g ON g.employee_id = m.reports_to \
         ORDER BY e.employee_id",
    )
    .await;
}

async fn of_relations(exam: &mut Exam, db: &Db) {
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    exam.all(
        "albums with the number of their tracks, most first",
        Album::filter(Album::TRACKS.count().gt(15))
            .select((Album::ALBUM_ID, Album::TRACKS.count()))
            .order_by((Album::TRACKS.count().desc(), Album::ALBUM_ID))
            .all(db),
        move |(album, tracks)| (album, number(tracks)),
        "SELECT album_id, COUNT(*) FROM track GROUP BY album_id HAVING COUNT(*) > 15 \
         ORDER BY COUNT(*) DESC, album_id",
    )
    .await;

    let total = || Customer::INVOICES.sum(Invoice::TOTAL);
    exam.all(
        "customers who spent most",
        Customer::query()
            .select((Customer::EMAIL, total()))
            .order_by((total().desc(), Customer::CUSTOMER_ID))
            .limit(10)
            .all(db),
        |(email, total)| (email, total.unwrap_or_default()),
        "SELECT c.email, CAST(SUM(i.total) AS SIGNED) FROM customer c JOIN invoice i \
         ON i.customer_id = c.customer_id GROUP BY c.customer_id, c.email \
         ORDER BY SUM(i.total) DESC, c.customer_id LIMIT 10"
            .replace("SIGNED", if exam.words.0 == Dialect::MySql { "SIGNED" } else { "BIGINT" }),
    )
    .await;

    let long = Genre::TRACKS.filter(Track::MILLISECONDS.gt(600_000));
    exam.all(
        "genres with the number and the length of their long tracks",
        Genre::filter(long.clone().exists())
            .select((Genre::GENRE_ID, long.clone().count(), long.max(Track::MILLISECONDS)))
            .order_by(Genre::GENRE_ID)
            .all(db),
        move |(genre, count, longest)| (genre, number(count), longest.unwrap_or_default()),
        "SELECT genre_id, COUNT(*), MAX(milliseconds) FROM track WHERE milliseconds > 600000 \
         GROUP BY genre_id ORDER BY genre_id",
    )
    .await;
}

async fn groups(exam: &mut Exam, db: &Db) {
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let float = if exam.words.0 == Dialect::Postgres { "DOUBLE PRECISION" } else { "DOUBLE" };
    let genre = || Track::GENRE.then(Genre::NAME);
    let by_code = exam.words.binary("g.name");
    exam.all(
        "tracks by genre, counted, with extremes and mean",
        Track::query()
            .group_by(genre())
            .having(Track::count_all().ge(30))
            .select((
                genre(),
                Track::count_all(),
                Track::COMPOSER.count(),
                Track::MILLISECONDS.min(),
                Track::MILLISECONDS.avg(),
            ))
            .order_by(genre())
            .all(db),
        move |(genre, tracks, composers, shortest, mean)| {
            (genre, number(tracks), number(composers), shortest, mean)
        },
        format!(
            "SELECT g.name, COUNT(*), COUNT(t.composer), MIN(t.milliseconds), \
             AVG(CAST(t.milliseconds AS {float})) FROM track t LEFT JOIN genre g \
             ON g.genre_id = t.genre_id GROUP BY g.name HAVING COUNT(*) >= 30 ORDER BY {by_code}"
        ),
    )
    .await;

    let country = || Invoice::CUSTOMER.then(Customer::COUNTRY);
    let countries = Invoice::query().group_by(country()).having(Invoice::TOTAL.sum().gt(10_000));
    exam.count(
        "groups are counted",
        countries.select((country(), Invoice::TOTAL.sum())).count(db),
        "SELECT COUNT(*) FROM (SELECT c.country FROM invoice i JOIN customer c \
         ON c.customer_id = i.customer_id GROUP BY c.country HAVING SUM(i.total) > 10000) found",
    )
    .await;

    let minutes = || Track::MILLISECONDS / 60_000;
    let by_hand = exam.words.minutes("milliseconds");
    exam.all(
        "a calculated key",
        Track::filter(Track::UNIT_PRICE.eq(99))
            .group_by(minutes())
            .having(minutes().ge(7))
            .select((minutes(), Track::count_all()))
            .order_by(minutes().desc())
            .all(db),
        move |(minutes, tracks)| (i64::from(minutes), number(tracks)),
        format!(
            "SELECT CAST({by_hand} AS BIGINT), COUNT(*) FROM track WHERE unit_price = 99 AND {by_hand} >= 7 \
             GROUP BY {by_hand} ORDER BY 1 DESC"
        )
        .replace("AS BIGINT", if exam.words.0 == Dialect::MySql { "AS SIGNED" } else { "AS BIGINT" }),
    )
    .await;
}

async fn of_all(exam: &mut Exam, db: &Db) {
    let sum = "CAST(SUM(milliseconds) AS BIGINT)";
    let sum = if exam.words.0 == Dialect::MySql {
        sum.replace("BIGINT", "SIGNED")
    } else {
        sum.to_owned()
    };
    exam.all(
        "aggregates of all tracks",
        Track::query()
            .select((Track::MILLISECONDS.sum(), Track::BYTES.max(), Track::GENRE_ID.count()))
            .all(db),
        |(sum, largest, genres)| (sum, largest, i64::try_from(genres).unwrap_or(i64::MAX)),
        format!("SELECT {sum}, MAX(bytes), COUNT(genre_id) FROM track"),
    )
    .await;
    exam.all(
        "distinct values",
        Customer::query().select(Customer::COUNTRY).distinct().order_by(Customer::COUNTRY).all(db),
        |country| (country,),
        "SELECT DISTINCT country FROM customer ORDER BY country",
    )
    .await;
}
