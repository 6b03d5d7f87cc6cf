//! Relations loaded along, compared with joins.

use model_runtime::prelude::*;

use super::exam::Exam;
use super::models::*;

pub(super) async fn ask(exam: &mut Exam, db: &Db) {
    three_levels(exam, db).await;
    four_levels(exam, db).await;
    siblings(exam, db).await;
    of_itself(exam, db).await;
    narrowed(exam, db).await;
    between(exam, db).await;
}

/// What a LEFT JOIN gives: the rows, or one row of nothing where there is none.
fn or_null<T: Clone, R>(rows: &[T], row: impl Fn(Option<&T>) -> R) -> Vec<R> {
    if rows.is_empty() { vec![row(None)] } else { rows.iter().map(|one| row(Some(one))).collect() }
}

async fn three_levels(exam: &mut Exam, db: &Db) {
    let asked = Artist::query()
        .with(Artist::ALBUMS.with(Album::TRACKS))
        .order_by(Artist::ARTIST_ID)
        .all(db);
    type Row = (i64, Option<String>, Option<String>, Option<i64>, Option<String>);
    let rows = |(artist, albums): (Artist, Vec<(Album, Vec<Track>)>)| -> Vec<Row> {
        let row = |title: Option<&str>, track: Option<&Track>| {
            let (id, name) = track.map(|track| (track.track_id, track.name.clone())).unzip();
            (artist.artist_id, artist.name.clone(), title.map(str::to_owned), id, name)
        };
        let of_album = |(album, tracks): &(Album, Vec<Track>)| {
            or_null(tracks, |track| row(Some(album.title.as_str()), track))
        };
        if albums.is_empty() {
            vec![row(None, None)]
        } else {
            albums.iter().flat_map(of_album).collect()
        }
    };
    let title = exam.words.binary("a.title");
    let sql = format!(
        "SELECT r.artist_id, r.name, a.title, t.track_id, t.name FROM artist r \
         LEFT JOIN album a ON a.artist_id = r.artist_id \
         LEFT JOIN track t ON t.album_id = a.album_id ORDER BY r.artist_id, {title}, t.track_id"
    );
    exam.nested("all artists with albums with tracks", asked, rows, sql).await;
}

async fn four_levels(exam: &mut Exam, db: &Db) {
    let lines = Invoice::LINES.with(InvoiceLine::TRACK.with(Track::GENRE));
    let asked = Customer::filter(Customer::COUNTRY.in_list(["France", "India"]))
        .order_by(Customer::CUSTOMER_ID)
        .with(Customer::INVOICES.with(lines))
        .all(db);
    type Lines = Vec<(InvoiceLine, (Track, Option<Genre>))>;
    let rows = |(customer, invoices): (Customer, Vec<(Invoice, Lines)>)| {
        let rows = invoices.into_iter().flat_map(|(invoice, lines)| {
            let head = (customer.email.clone(), invoice.invoice_id, invoice.total);
            lines.into_iter().map(move |(line, (track, genre))| {
                let (email, id, total) = head.clone();
                let genre = genre.and_then(|genre| genre.name);
                (email, id, total, line.invoice_line_id, line.quantity, track.name, genre)
            })
        });
        rows.collect()
    };
    exam.nested(
        "customers with invoices with lines with tracks with genres",
        asked,
        rows,
        "SELECT c.email, i.invoice_id, i.total, l.invoice_line_id, l.quantity, t.name, g.name \
         FROM customer c JOIN invoice i ON i.customer_id = c.customer_id \
         JOIN invoice_line l ON l.invoice_id = i.invoice_id \
         JOIN track t ON t.track_id = l.track_id LEFT JOIN genre g ON g.genre_id = t.genre_id \
         WHERE c.country IN ('France', 'India') \
         ORDER BY c.customer_id, i.invoice_date DESC, i.invoice_id, l.invoice_line_id",
    )
    .await;
}

async fn siblings(exam: &mut Exam, db: &Db) {
    let asked = Track::query()
        .with(Track::ALBUM.with(Album::ARTIST))
        .with(Track::MEDIA_TYPE)
        .with(Track::GENRE)
        .with(Track::LINES.order_by(InvoiceLine::INVOICE_LINE_ID))
        .order_by(Track::TRACK_ID)
        .all(db);
    type Loaded = (Track, Option<(Album, Artist)>, MediaType, Option<Genre>, Vec<InvoiceLine>);
    let rows = |(track, album, media_type, genre, lines): Loaded| {
        let genre = genre.and_then(|genre| genre.name);
        let (title, artist) = album.map(|(album, artist)| (album.title, artist.name)).unzip();
        or_null(&lines, |line| {
            let line = line.map(|line| line.invoice_line_id);
            let names = (title.clone(), artist.clone().flatten());
            (track.track_id, names.0, names.1, media_type.name.clone(), genre.clone(), line)
        })
    };
    exam.nested(
        "all tracks with four relations",
        asked,
        rows,
        "SELECT t.track_id, a.title, r.name, m.name, g.name, l.invoice_line_id FROM track t \
         LEFT JOIN album a ON a.album_id = t.album_id \
         LEFT JOIN artist r ON r.artist_id = a.artist_id \
         JOIN media_type m ON m.media_type_id = t.media_type_id \
         LEFT JOIN genre g ON g.genre_id = t.genre_id \
         LEFT JOIN invoice_line l ON l.track_id = t.track_id \
         ORDER BY t.track_id, l.invoice_line_id",
    )
    .await;
}

async fn of_itself(exam: &mut Exam, db: &Db) {
    let asked = Employee::query()
        .with(Employee::MANAGER.with(Employee::MANAGER))
        .with(Employee::REPORTS)
        .order_by(Employee::EMPLOYEE_ID)
        .all(db);
    type Manager = (Employee, Option<Employee>);
    let rows = |(employee, manager, reports): (Employee, Option<Manager>, Vec<Employee>)| {
        let (manager, above) = manager.unzip();
        let manager = manager.map(|manager| manager.last_name);
        let above = above.flatten().map(|above| above.last_name);
        or_null(&reports, |report| {
            let report = report.map(|report| report.last_name.clone());
            (employee.last_name.clone(), manager.clone(), above.clone(), report)
        })
    };
    exam.nested(
        "employees with managers with managers, and with reports",
        asked,
        rows,
        "SELECT e.last_name, m.last_name, a.last_name, r.last_name FROM employee e \
         LEFT JOIN employee m ON m.employee_id = e.reports_to \
         LEFT JOIN employee a ON a.employee_id = m.reports_to \
         LEFT JOIN employee r ON r.reports_to = e.employee_id \
         ORDER BY e.employee_id, r.employee_id",
    )
    .await;
}

async fn narrowed(exam: &mut Exam, db: &Db) {
    let long = Album::TRACKS
        .filter(Track::MILLISECONDS.gt(400_000))
        .order_by((Track::MILLISECONDS.desc(), Track::TRACK_ID.asc()));
    let asked = Album::query().order_by(Album::ALBUM_ID).limit(30).offset(100).with(long).all(db);
    let rows = |(album, tracks): (Album, Vec<Track>)| {
        or_null(&tracks, |track| {
            let (name, length) =
                track.map(|track| (track.name.clone(), track.milliseconds)).unzip();
            (album.album_id, album.title.clone(), name, length)
        })
    };
    exam.nested(
        "a page of albums with their long tracks, longest first",
        asked,
        rows,
        "SELECT a.album_id, a.title, t.name, t.milliseconds \
         FROM (SELECT * FROM album ORDER BY album_id LIMIT 30 OFFSET 100) a \
         LEFT JOIN track t ON t.album_id = a.album_id AND t.milliseconds > 400000 \
         ORDER BY a.album_id, t.milliseconds DESC, t.track_id",
    )
    .await;

    let reps = Customer::SUPPORT_REP
        .filter(Employee::CITY.eq("Calgary") & Employee::FIRST_NAME.eq("Jane"));
    let asked = Customer::query().with(reps).order_by(Customer::EMAIL).first(db);
    exam.all(
        "the first customer with a parent that meets a condition",
        asked,
        |(customer, rep)| (customer.email, rep.map(|rep| rep.last_name)),
        "SELECT c.email, e.last_name FROM customer c LEFT JOIN employee e \
         ON e.employee_id = c.support_rep_id AND e.city = 'Calgary' AND e.first_name = 'Jane' \
         ORDER BY c.email LIMIT 1",
    )
    .await;
}

/// The table between playlists and tracks has a primary key of two foreign keys.
async fn between(exam: &mut Exam, db: &Db) {
    let asked = Playlist::query()
        .with(Playlist::ENTRIES.with(PlaylistTrack::TRACK))
        .order_by(Playlist::PLAYLIST_ID)
        .all(db);
    let rows = |(playlist, entries): (Playlist, Vec<(PlaylistTrack, Track)>)| {
        or_null(&entries, |entry| {
            let (id, name) = entry.map(|(_, track)| (track.track_id, track.name.clone())).unzip();
            (playlist.playlist_id, playlist.name.clone(), id, name)
        })
    };
    exam.nested(
        "playlists with their tracks, also empty ones",
        asked,
        rows,
        "SELECT p.playlist_id, p.name, t.track_id, t.name FROM playlist p \
         LEFT JOIN playlist_track e ON e.playlist_id = p.playlist_id \
         LEFT JOIN track t ON t.track_id = e.track_id ORDER BY p.playlist_id, t.track_id",
    )
    .await;
}
