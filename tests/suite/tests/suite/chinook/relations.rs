//! Questions through relations, and the queries of a record's relatives.

use model_runtime::Predicate;
use model_runtime::prelude::*;

use super::exam::Exam;
use super::models::*;

pub(super) async fn ask(exam: &mut Exam, db: &Db) {
    to_one(exam, db).await;
    to_many(exam, db).await;
    of_itself(exam, db).await;
    to_a_record(exam, db).await;
}

async fn to_one(exam: &mut Exam, db: &Db) {
    let by_ac_dc = Track::ALBUM.has(Album::ARTIST.has(Artist::NAME.eq("AC/DC")));
    exam.all(
        "tracks of an artist",
        Track::filter(by_ac_dc).order_by(Track::TRACK_ID).all(db),
        |track| (track.track_id, track.name),
        "SELECT t.track_id, t.name FROM track t JOIN album a ON a.album_id = t.album_id \
         JOIN artist r ON r.artist_id = a.artist_id WHERE r.name = 'AC/DC' ORDER BY t.track_id",
    )
    .await;

    let protected = Track::MEDIA_TYPE.has(MediaType::NAME.contains("Protected"));
    let condition = exam.words.contains("m.name", "Protected");
    exam.count(
        "tracks of one genre on a kind of media",
        Track::filter(protected & Track::GENRE.has(Genre::NAME.eq("Drama"))).count(db),
        format!(
            "SELECT COUNT(*) FROM track t JOIN media_type m ON m.media_type_id = t.media_type_id \
             JOIN genre g ON g.genre_id = t.genre_id WHERE {condition} AND g.name = 'Drama'"
        ),
    )
    .await;

    let rock_in_germany = InvoiceLine::TRACK.has(Track::GENRE.has(Genre::NAME.eq("Rock")))
        & InvoiceLine::INVOICE.has(Invoice::CUSTOMER.has(Customer::COUNTRY.eq("Germany")));
    exam.all(
        "two paths of two and three steps",
        InvoiceLine::filter(rock_in_germany).order_by(InvoiceLine::INVOICE_LINE_ID).all(db),
        |line| (line.invoice_line_id, line.quantity, line.unit_price),
        "SELECT l.invoice_line_id, l.quantity, l.unit_price FROM invoice_line l \
         JOIN track t ON t.track_id = l.track_id JOIN genre g ON g.genre_id = t.genre_id \
         JOIN invoice i ON i.invoice_id = l.invoice_id \
         JOIN customer c ON c.customer_id = i.customer_id \
         WHERE g.name = 'Rock' AND c.country = 'Germany' ORDER BY l.invoice_line_id",
    )
    .await;

    exam.count(
        "without a condition: there is a parent",
        Track::filter(Track::GENRE.has(None::<Predicate<Genre>>)).count(db),
        "SELECT COUNT(*) FROM track JOIN genre ON genre.genre_id = track.genre_id",
    )
    .await;
}

async fn to_many(exam: &mut Exam, db: &Db) {
    let jazz = Artist::ALBUMS.any(Album::TRACKS.any(Track::GENRE.has(Genre::NAME.eq("Jazz"))));
    exam.all(
        "artists with a track of a genre",
        Artist::filter(jazz).order_by(Artist::ARTIST_ID).all(db),
        |artist| (artist.artist_id, artist.name),
        "SELECT DISTINCT r.artist_id, r.name FROM artist r JOIN album a ON a.artist_id = r.artist_id \
         JOIN track t ON t.album_id = a.album_id JOIN genre g ON g.genre_id = t.genre_id \
         WHERE g.name = 'Jazz' ORDER BY r.artist_id",
    )
    .await;

    exam.count(
        "artists without albums",
        Artist::filter(Artist::ALBUMS.none(None::<Predicate<Album>>)).count(db),
        "SELECT COUNT(*) FROM artist r LEFT JOIN album a ON a.artist_id = r.artist_id \
         WHERE a.album_id IS NULL",
    )
    .await;

    exam.all(
        "albums without long tracks",
        Album::filter(Album::TRACKS.none(Track::MILLISECONDS.gt(240_000)))
            .order_by(Album::ALBUM_ID)
            .all(db),
        |album| (album.album_id, album.title),
        "SELECT album_id, title FROM album WHERE album_id NOT IN \
         (SELECT album_id FROM track WHERE milliseconds > 240000) ORDER BY album_id",
    )
    .await;

    let never_sold = Album::TRACKS.any(Track::UNIT_PRICE.eq(99))
        & Album::TRACKS.none(Track::LINES.any(None::<Predicate<InvoiceLine>>));
    exam.all(
        "albums of which nothing was sold",
        Album::filter(never_sold).order_by(Album::ALBUM_ID).all(db),
        |album| (album.album_id,),
        "SELECT a.album_id FROM album a JOIN track t ON t.album_id = a.album_id \
         LEFT JOIN invoice_line l ON l.track_id = t.track_id GROUP BY a.album_id \
         HAVING COUNT(l.invoice_line_id) = 0 AND MIN(t.unit_price) = 99 ORDER BY a.album_id",
    )
    .await;

    let grunge = PlaylistTrack::PLAYLIST.has(Playlist::NAME.eq("Grunge"));
    exam.all(
        "many to many, through the table between",
        Track::filter(Track::ENTRIES.any(grunge)).order_by(Track::TRACK_ID).all(db),
        |track| (track.track_id, track.name),
        "SELECT t.track_id, t.name FROM track t JOIN playlist_track e ON e.track_id = t.track_id \
         JOIN playlist p ON p.playlist_id = e.playlist_id WHERE p.name = 'Grunge' \
         ORDER BY t.track_id",
    )
    .await;

    let either = Customer::INVOICES.any(Invoice::TOTAL.gt(2_000)) | Customer::COUNTRY.eq("Chile");
    exam.all(
        "a relation or a column",
        Customer::filter(either).order_by(Customer::EMAIL).all(db),
        |customer| (customer.email,),
        "SELECT email FROM customer c WHERE country = 'Chile' OR EXISTS \
         (SELECT 1 FROM invoice i WHERE i.customer_id = c.customer_id AND i.total > 2000) \
         ORDER BY email",
    )
    .await;
}

async fn of_itself(exam: &mut Exam, db: &Db) {
    let row = |employee: Employee| (employee.employee_id, employee.last_name);
    let order = Employee::EMPLOYEE_ID;
    exam.all(
        "employees of a manager",
        Employee::filter(Employee::MANAGER.has(Employee::TITLE.eq("Sales Manager")))
            .order_by(order)
            .all(db),
        row,
        "SELECT e.employee_id, e.last_name FROM employee e \
         JOIN employee m ON m.employee_id = e.reports_to WHERE m.title = 'Sales Manager' \
         ORDER BY e.employee_id",
    )
    .await;
    exam.all(
        "managers of a manager",
        Employee::filter(Employee::REPORTS.any(Employee::REPORTS.any(None::<Predicate<Employee>>)))
            .order_by(order)
            .all(db),
        row,
        "SELECT DISTINCT e.employee_id, e.last_name FROM employee e \
         JOIN employee m ON m.reports_to = e.employee_id \
         JOIN employee r ON r.reports_to = m.employee_id ORDER BY e.employee_id",
    )
    .await;
    exam.all(
        "employees without a manager",
        Employee::filter(Employee::MANAGER.is_null()).order_by(order).all(db),
        row,
        "SELECT employee_id, last_name FROM employee WHERE reports_to IS NULL ORDER BY employee_id",
    )
    .await;
    exam.all(
        "employees with a manager in another city",
        Employee::filter(
            Employee::MANAGER.is_not_null() & !Employee::MANAGER.has(Employee::CITY.eq("Calgary")),
        )
        .order_by(order)
        .all(db),
        row,
        "SELECT e.employee_id, e.last_name FROM employee e \
         JOIN employee m ON m.employee_id = e.reports_to WHERE m.city <> 'Calgary' \
         ORDER BY e.employee_id",
    )
    .await;
}

async fn to_a_record(exam: &mut Exam, db: &Db) {
    let albums = async {
        let artist = Artist::filter(Artist::NAME.eq("Deep Purple")).one(db).await?;
        let accessor = artist.albums().all(db).await?;
        let by_title =
            Album::filter(Album::ARTIST.eq(&artist)).order_by(Album::TITLE).all(db).await?;
        assert_eq!(accessor, by_title, "the accessor has the order of the relation");
        Ok(accessor)
    };
    let title = exam.words.binary("title");
    let sql = format!(
        "SELECT a.album_id, a.title FROM album a JOIN artist r ON r.artist_id = a.artist_id \
         WHERE r.name = 'Deep Purple' ORDER BY {title}"
    );
    exam.all("albums of an artist at hand", albums, |album| (album.album_id, album.title), sql)
        .await;

    let narrowed = async {
        let genre = Genre::find_by_name("Latin").one(db).await?;
        let tracks = genre.tracks().filter(Track::COMPOSER.is_null());
        tracks.order_by(Track::NAME.desc()).order_by(Track::TRACK_ID).limit(7).all(db).await
    };
    let name = exam.words.binary("t.name");
    let sql = format!(
        "SELECT t.track_id, t.name FROM track t JOIN genre g ON g.genre_id = t.genre_id \
         WHERE g.name = 'Latin' AND t.composer IS NULL ORDER BY {name} DESC, t.track_id LIMIT 7"
    );
    exam.all("an accessor, narrowed", narrowed, |track| (track.track_id, track.name), sql).await;

    let upwards = async {
        let track = Track::find(1_000).one(db).await?;
        let album = track.album().one(db).await?;
        let genre = track.genre().one_or_none(db).await?;
        let artist = album.artist().one(db).await?;
        Ok(Some((album.title, genre.and_then(|genre| genre.name), artist.name)))
    };
    exam.all(
        "from a track up to its artist",
        upwards,
        |names| names,
        "SELECT a.title, g.name, r.name FROM track t JOIN album a ON a.album_id = t.album_id \
         JOIN genre g ON g.genre_id = t.genre_id JOIN artist r ON r.artist_id = a.artist_id \
         WHERE t.track_id = 1000",
    )
    .await;

    let colleagues = async {
        let steve = Employee::filter(Employee::FIRST_NAME.eq("Steve")).one(db).await?;
        let manager = steve.manager().one(db).await?;
        assert_eq!(manager.manager().one(db).await?.reports_to, None);
        manager.reports().all(db).await
    };
    exam.all(
        "colleagues of an employee",
        colleagues,
        |employee| (employee.employee_id, employee.first_name),
        "SELECT e.employee_id, e.first_name FROM employee e \
         JOIN employee s ON s.reports_to = e.reports_to WHERE s.first_name = 'Steve' \
         ORDER BY e.employee_id",
    )
    .await;
}
