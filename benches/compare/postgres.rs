//! Hand-written sqlx on PostgreSQL.

use std::sync::Arc;

use benches::{Contest, Failure};
use futures_util::TryStreamExt;
use model_runtime::Db;
use sqlx::postgres::{PgConnectOptions, PgConnection as Connection, PgPool as Pool, PgRow as Row};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Row as _};

use crate::data::{self, JOINED, LONG, PARENTS, keys};
use crate::hand_written::{
    self, Authored, NESTED_BY_KEYS, ORDINALS, ORDINALS_LOOP, PLAINLY, PRINTED, QUERY_AS, authored,
    grouped, homed, keyed, pull,
};
use crate::models::{Comment, Household, Nested, Newcomer, Owner, Pet, Post, User};
use crate::place::Place;
use crate::{Run, ours};

const BY_KEY: &str = "SELECT id, name, hair_color FROM users WHERE id = $1";
const LIST: &str = "SELECT id, name, hair_color FROM users ORDER BY id LIMIT $1";
const LONG_LIST: &str = "SELECT id, user_id, title, body FROM posts ORDER BY id LIMIT $1";
const JOIN_POSTS: &str = "SELECT id, user_id, title, body FROM posts \
    WHERE id <= $1 AND body IS NOT NULL ORDER BY title, id";
const JOIN: &str = "SELECT p.id, p.user_id, p.title, p.body, u.id AS author_id, u.name, u.hair_color \
    FROM posts p JOIN users u ON u.id = p.user_id \
    WHERE p.id <= $1 AND p.body IS NOT NULL ORDER BY p.title, p.id";
const POSTS_OF_USER: &str = "SELECT id, user_id, title, body FROM posts WHERE user_id = $1";
const PARENTS_LIST: &str = "SELECT id, name, hair_color FROM users WHERE id <= $1 ORDER BY id";
const POSTS_OF_PARENTS: &str = "SELECT id, user_id, title, body FROM posts \
    WHERE user_id IN (SELECT id FROM users WHERE id <= $1) ORDER BY id";
const COMMENTS_OF_PARENTS: &str = "SELECT id, post_id, text FROM comments WHERE post_id IN \
    (SELECT id FROM posts WHERE user_id IN (SELECT id FROM users WHERE id <= $1)) ORDER BY id";
const NESTED_JOIN: &str = "SELECT u.id, u.name, u.hair_color, p.id, p.user_id, p.title, p.body, \
    c.id, c.post_id, c.text FROM users u LEFT JOIN posts p ON p.user_id = u.id \
    LEFT JOIN comments c ON c.post_id = p.id WHERE u.id <= $1 ORDER BY u.id, p.id, c.id";
const INSERT: &str =
    "INSERT INTO newcomers (name, hair_color) VALUES ($1, $2) RETURNING id, name, hair_color";
const INSERT_FOR_KEY: &str =
    "INSERT INTO newcomers (name, hair_color) VALUES ($1, $2) RETURNING id";
const CLEAR: &str = "TRUNCATE newcomers";
const CLEAR_HOUSEHOLDS: [&str; 1] = ["TRUNCATE owners, pets"];
const NUMBERED: bool = true;
const LISTS_OF: [(usize, &str, &str); 2] = [
    (100, "lists of 100, RETURNING all columns", "lists of 100, RETURNING id"),
    (500, "lists of 500, RETURNING all columns", "lists of 500, RETURNING id"),
];
const UNNEST: &str = "INSERT INTO newcomers (name, hair_color) \
    SELECT * FROM UNNEST($1::text[], $2::text[]) RETURNING id, name, hair_color";
const UNNEST_FOR_KEYS: &str = "INSERT INTO newcomers (name, hair_color) \
    SELECT * FROM UNNEST($1::text[], $2::text[]) RETURNING id";
const UNNEST_OWNERS: &str =
    "INSERT INTO owners (name) SELECT * FROM UNNEST($1::text[]) RETURNING id, name";
const UNNEST_PETS: &str = "INSERT INTO pets (owner_id, name) \
    SELECT * FROM UNNEST($1::bigint[], $2::text[]) RETURNING id, owner_id, name";

/// Reads the rows whose column has one of some keys: one array to bind, whatever their number.
macro_rules! in_list {
    ($conn:expr, $start:literal, $keys:expr, $end:literal, $read:expr) => {
        pull!(sqlx::query(concat!($start, " = ANY($1)", $end)).bind($keys), $conn, $read)
    };
}

hand_written::rows!();
hand_written::reads!();
hand_written::nested!();
hand_written::inserts!();
hand_written::contests!();
hand_written::units!();

/// Connects with the options that the library sets, so that only what is above them differs.
async fn connect(url: &str) -> Result<Connection, Failure> {
    let options: PgConnectOptions = url.parse()?;
    Ok(options.statement_cache_capacity(512).disable_statement_logging().connect().await?)
}

/// Connects as a user who changes nothing that is about speed.
async fn connect_plainly(url: &str) -> Result<Connection, Failure> {
    Ok(Connection::connect(url).await?)
}

async fn pool(url: &str) -> Result<Pool, Failure> {
    Ok(Pool::connect(url).await?)
}

/// The columns as arrays, which is the fastest form: its text is the same for any number of rows.
async fn insert_arrays(conn: &mut Connection, rows: &[Newcomer]) -> Result<Vec<Newcomer>, Failure> {
    let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    let colors: Vec<Option<&str>> = rows.iter().map(|row| row.hair_color.as_deref()).collect();
    Ok(pull!(sqlx::query(UNNEST).bind(names).bind(colors), conn, newcomer))
}

async fn insert_arrays_for_keys(
    conn: &mut Connection,
    rows: &[Newcomer],
) -> Result<Vec<Newcomer>, Failure> {
    let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    let colors: Vec<Option<&str>> = rows.iter().map(|row| row.hair_color.as_deref()).collect();
    let statement = sqlx::query_scalar(UNNEST_FOR_KEYS).bind(names).bind(colors);
    Ok(keyed(rows, statement.fetch_all(conn).await?))
}

async fn store_owners(
    conn: &mut Connection,
    rows: &[(String, Vec<String>)],
) -> Result<Vec<Owner>, Failure> {
    let names: Vec<&str> = rows.iter().map(|(name, _)| name.as_str()).collect();
    Ok(pull!(sqlx::query(UNNEST_OWNERS).bind(names), conn, owner))
}

async fn store_pets(conn: &mut Connection, rows: &[(i64, &str)]) -> Result<Vec<Pet>, Failure> {
    let (owners, names): (Vec<i64>, Vec<&str>) = rows.iter().copied().unzip();
    Ok(pull!(sqlx::query(UNNEST_PETS).bind(owners).bind(names), conn, pet))
}

pub(crate) async fn contests(run: &mut Run, place: &Place, db: &Db) -> Result<(), Failure> {
    reading(run, place, db).await?;
    insert_one(run, place, db).await?;
    for count in [100, 10_000] {
        let (mut a, mut b, _) = three(&place.url).await?;
        let (rows_a, rows_b) = (data::newcomers(count), data::newcomers(count));
        let contest = insert_many(place, db, count)
            .await?
            .other("UNNEST, RETURNING all columns", async move || {
                insert_arrays(&mut a, &rows_a).await
            })
            .aside("UNNEST, RETURNING id", async move || {
                insert_arrays_for_keys(&mut b, &rows_b).await
            });
        run.hold(contest).await?;
    }
    commit(run, place, db).await
}
