//! Hand-written sqlx on MariaDB.

use std::sync::Arc;

use benches::{Contest, Failure};
use futures_util::TryStreamExt;
use model_runtime::Db;
use sqlx::mysql::{
    MySqlConnectOptions, MySqlConnection as Connection, MySqlPool as Pool, MySqlRow as Row,
};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Row as _};

use crate::data::{self, JOINED, LONG, PARENTS, keys};
use crate::hand_written::{
    self, Authored, NESTED_BY_KEYS, ORDINALS, ORDINALS_LOOP, PLAINLY, PRINTED, QUERY_AS, authored,
    grouped, homed, keyed, pull,
};
use crate::models::{Comment, Household, Nested, Newcomer, Owner, Pet, Post, User};
use crate::place::Place;
use crate::{Run, ours};

const BY_KEY: &str = "SELECT id, name, hair_color FROM users WHERE id = ?";
const LIST: &str = "SELECT id, name, hair_color FROM users ORDER BY id LIMIT ?";
const LONG_LIST: &str = "SELECT id, user_id, title, body FROM posts ORDER BY id LIMIT ?";
const JOIN_POSTS: &str = "SELECT id, user_id, title, body FROM posts \
    WHERE id <= ? AND body IS NOT NULL ORDER BY title, id";
const JOIN: &str = "SELECT p.id, p.user_id, p.title, p.body, u.id AS author_id, u.name, u.hair_color \
    FROM posts p JOIN users u ON u.id = p.user_id \
    WHERE p.id <= ? AND p.body IS NOT NULL ORDER BY p.title, p.id";
const POSTS_OF_USER: &str = "SELECT id, user_id, title, body FROM posts WHERE user_id = ?";
const PARENTS_LIST: &str = "SELECT id, name, hair_color FROM users WHERE id <= ? ORDER BY id";
const POSTS_OF_PARENTS: &str = "SELECT id, user_id, title, body FROM posts \
    WHERE user_id IN (SELECT id FROM users WHERE id <= ?) ORDER BY id";
const COMMENTS_OF_PARENTS: &str = "SELECT id, post_id, text FROM comments WHERE post_id IN \
    (SELECT id FROM posts WHERE user_id IN (SELECT id FROM users WHERE id <= ?)) ORDER BY id";
const NESTED_JOIN: &str = "SELECT u.id, u.name, u.hair_color, p.id, p.user_id, p.title, p.body, \
    c.id, c.post_id, c.text FROM users u LEFT JOIN posts p ON p.user_id = u.id \
    LEFT JOIN comments c ON c.post_id = p.id WHERE u.id <= ? ORDER BY u.id, p.id, c.id";
const INSERT: &str =
    "INSERT INTO newcomers (name, hair_color) VALUES (?, ?) RETURNING id, name, hair_color";
const INSERT_FOR_KEY: &str = "INSERT INTO newcomers (name, hair_color) VALUES (?, ?) RETURNING id";
const CLEAR: &str = "TRUNCATE TABLE newcomers";
const CLEAR_HOUSEHOLDS: [&str; 2] = ["DELETE FROM pets", "DELETE FROM owners"];
const NUMBERED: bool = false;
const LISTS_OF: [(usize, &str, &str); 3] = [
    (100, "lists of 100, RETURNING all columns", "lists of 100, RETURNING id"),
    (500, "lists of 500, RETURNING all columns", "lists of 500, RETURNING id"),
    (5_000, "lists of 5 000, RETURNING all columns", "lists of 5 000, RETURNING id"),
];

/// Reads the rows whose column has one of some keys.
macro_rules! in_list {
    ($conn:expr, $start:literal, $keys:expr, $end:literal, $read:expr) => {{
        let marks = vec!["?"; $keys.len()].join(", ");
        let text = format!(concat!($start, " IN ({})", $end), marks);
        let mut statement = sqlx::query(AssertSqlSafe(text));
        for key in $keys {
            statement = statement.bind(*key);
        }
        pull!(statement, $conn, $read)
    }};
}

hand_written::rows!();
hand_written::reads!();
hand_written::nested!();
hand_written::inserts!();
hand_written::contests!();
hand_written::units!(lists of 500);

/// Connects with the options that the library sets, so that only what is above them differs.
async fn connect(url: &str) -> Result<Connection, Failure> {
    let options: MySqlConnectOptions = url.parse()?;
    Ok(options.statement_cache_capacity(512).disable_statement_logging().connect().await?)
}

/// Connects as a user who changes nothing that is about speed.
async fn connect_plainly(url: &str) -> Result<Connection, Failure> {
    Ok(Connection::connect(url).await?)
}

async fn pool(url: &str) -> Result<Pool, Failure> {
    Ok(Pool::connect(url).await?)
}

pub(crate) async fn contests(run: &mut Run, place: &Place, db: &Db) -> Result<(), Failure> {
    reading(run, place, db).await?;
    insert_one(run, place, db).await?;
    for count in [100, 10_000] {
        let contest = insert_many(place, db, count).await?;
        run.hold(contest).await?;
    }
    commit(run, place, db).await
}
