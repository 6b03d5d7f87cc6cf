//! Order, pages, counts, and what ends a query.

use futures_util::TryStreamExt;
use model_runtime::Predicate;
use model_runtime::prelude::*;

use super::exam::Exam;
use super::models::*;

pub(super) async fn ask(exam: &mut Exam, db: &Db) {
    order(exam, db).await;
    pages(exam, db).await;
    counts(exam, db).await;
    finds(exam, db).await;
    streams(exam, db).await;
    explains(exam, db).await;
}

async fn order(exam: &mut Exam, db: &Db) {
    let (composer, name) = (exam.words.binary("composer"), exam.words.binary("name"));
    let sorted = |nulls: &str| {
        format!(
            "SELECT track_id, name, composer FROM track WHERE album_id < 60 \
             ORDER BY {nulls}, {name}, track_id"
        )
    };
    let row = |track: Track| (track.track_id, track.name, track.composer);
    let some = || Track::filter(Track::ALBUM_ID.lt(60));
    let then = (Track::NAME, Track::TRACK_ID);
    let key = Track::COMPOSER;
    let first = format!("(composer IS NOT NULL), {composer}");
    let last = format!("(composer IS NULL), {composer}");
    let cases = [
        ("ascending", key.asc(), first.clone()),
        ("descending", key.desc(), format!("{last} DESC")),
        ("ascending, NULL first", key.asc().nulls_first(), first.clone()),
        ("ascending, NULL last", key.asc().nulls_last(), last.clone()),
        ("descending, NULL first", key.desc().nulls_first(), format!("{first} DESC")),
        ("descending, NULL last", key.desc().nulls_last(), format!("{last} DESC")),
    ];
    for (question, key, nulls) in cases {
        let asked = some().order_by(key).order_by(then).all(db);
        exam.all(question, asked, row, sorted(&nulls)).await;
    }
    exam.all(
        "by a calculation",
        Invoice::query()
            .order_by((Invoice::TOTAL * -1).asc())
            .order_by(Invoice::INVOICE_ID)
            .all(db),
        |invoice| (invoice.invoice_id, invoice.total),
        "SELECT invoice_id, total FROM invoice ORDER BY total DESC, invoice_id",
    )
    .await;
}

async fn pages(exam: &mut Exam, db: &Db) {
    let (name, sorted) = (exam.words.binary("name"), (Track::NAME.asc(), Track::TRACK_ID.desc()));
    let query = Track::filter(Track::GENRE.has(Genre::NAME.eq("Metal"))).order_by(sorted);
    let row = |track: Track| (track.track_id, track.name);
    let by_hand = format!(
        "SELECT track_id, name FROM track WHERE genre_id = 3 ORDER BY {name}, track_id DESC"
    );
    let page = query.clone().limit(25).offset(50).all(db);
    exam.all("the third page", page, row, format!("{by_hand} LIMIT 25 OFFSET 50")).await;
    let rest = query.clone().offset(370).all(db);
    exam.all("an offset alone", rest, row, format!("{by_hand} LIMIT 100000 OFFSET 370")).await;

    let all_pages = async {
        let mut all = Vec::new();
        loop {
            let page = query.clone().limit(100).offset(all.len() as u64).all(db).await?;
            if page.is_empty() {
                return Ok(all);
            }
            all.extend(page);
        }
    };
    exam.all("all pages together", all_pages, row, by_hand).await;
    let nothing = query.clone().limit(0).all(db).await;
    exam.holds("a page of no rows", nothing.is_ok_and(|page| page.is_empty()));
}

async fn counts(exam: &mut Exam, db: &Db) {
    let long = || Track::filter(Track::MILLISECONDS.gt(1_000_000));
    let by_hand = "SELECT COUNT(*) FROM track WHERE milliseconds > 1000000";
    exam.count("count", long().count(db), by_hand).await;
    exam.count("count of all", Track::query().count(db), "SELECT COUNT(*) FROM track").await;
    exam.count(
        "count of distinct",
        Track::query().distinct().count(db),
        "SELECT COUNT(*) FROM track",
    )
    .await;
    exam.count(
        "count of a page",
        long().order_by(Track::NAME).limit(50).offset(200).count(db),
        "SELECT COUNT(*) FROM \
         (SELECT track_id FROM track WHERE milliseconds > 1000000 LIMIT 50 OFFSET 200) page",
    )
    .await;
    exam.count("count with loads", long().with(Track::ALBUM).count(db), by_hand).await;

    let by_hand = "SELECT 1 FROM customer WHERE country = 'Chile'";
    let chile = Customer::filter(Customer::COUNTRY.eq("Chile")).exists(db);
    exam.truth("exists", chile, by_hand).await;
    let by_hand = "SELECT 1 FROM customer WHERE country = 'chile'";
    let small = Customer::filter(Customer::COUNTRY.eq("chile")).exists(db);
    exam.truth("exists not", small, by_hand).await;
    let beyond = Customer::query().order_by(Customer::EMAIL).offset(59).exists(db);
    exam.truth("exists beyond the end", beyond, "SELECT 1 FROM customer WHERE 1 = 0").await;
    exam.all(
        "distinct",
        Genre::filter(Genre::TRACKS.any(None::<Predicate<Track>>))
            .distinct()
            .order_by(Genre::GENRE_ID)
            .all(db),
        |genre| (genre.genre_id, genre.name),
        "SELECT DISTINCT g.genre_id, g.name FROM genre g \
         JOIN track t ON t.genre_id = g.genre_id ORDER BY g.genre_id",
    )
    .await;
}

async fn finds(exam: &mut Exam, db: &Db) {
    let row = |customer: Customer| (customer.customer_id, customer.first_name, customer.company);
    let columns = "SELECT customer_id, first_name, company FROM customer WHERE";
    let found = Customer::find(7).one_or_none(db);
    exam.all("find", found, row, format!("{columns} customer_id = 7")).await;
    let email = "ftremblay@gmail.com";
    let found = Customer::find_by_email(email).one_or_none(db);
    exam.all("find_by", found, row, format!("{columns} email = '{email}'")).await;
    exam.all(
        "find_by of a nullable column",
        Genre::find_by_name("R&B/Soul").one_or_none(db),
        |genre| (genre.genre_id,),
        "SELECT genre_id FROM genre WHERE name = 'R&B/Soul'",
    )
    .await;
    exam.all(
        "find by a key of two columns",
        PlaylistTrack::find((8, 597)).one_or_none(db),
        |entry| (entry.playlist_id, entry.track_id),
        "SELECT playlist_id, track_id FROM playlist_track WHERE playlist_id = 8 AND track_id = 597",
    )
    .await;
    exam.all(
        "first",
        Track::query().order_by((Track::MILLISECONDS.desc(), Track::TRACK_ID.asc())).first(db),
        |track| (track.track_id, track.milliseconds),
        "SELECT track_id, milliseconds FROM track ORDER BY milliseconds DESC, track_id LIMIT 1",
    )
    .await;

    let missing = Customer::find(60).one(db).await;
    exam.holds("one of none", missing.is_err_and(|error| error.is_not_found()));
    let missing = Customer::find(60).one_or_none(db).await;
    exam.holds("one_or_none of none", missing.is_ok_and(|found| found.is_none()));
    let several = Customer::filter(Customer::COUNTRY.eq("USA")).one_or_none(db).await;
    exam.holds("one_or_none of several", several.is_err_and(|error| error.is_too_many_rows()));
}

async fn streams(exam: &mut Exam, db: &Db) {
    let query = Track::query().order_by(Track::TRACK_ID);
    let streamed = async {
        let mut tracks = Vec::new();
        let mut stream = query.clone().stream(db);
        while let Some(track) = stream.try_next().await? {
            tracks.push(track);
        }
        assert_eq!(tracks, query.clone().all(db).await?, "a stream gives what `all` gives");
        Ok(tracks)
    };
    let row = |track: Track| (track.track_id, track.name, track.bytes);
    let by_hand = "SELECT track_id, name, bytes FROM track ORDER BY track_id";
    exam.all("stream", streamed, row, by_hand).await;
}

async fn explains(exam: &mut Exam, db: &Db) {
    let query =
        Track::filter(Track::ALBUM.has(Album::TITLE.starts_with("A"))).order_by(Track::NAME);
    let plan = query.explain(db).await;
    exam.holds("explain says something", plan.is_ok_and(|plan| !plan.trim().is_empty()));
}
