//! The work, as a careful user of sqlx writes it.
//!
//! sqlx's types differ from database to database, so the functions are written once as macros that
//! refer to the names of the module in which they are expanded: the driver's `Connection`, `Pool`,
//! `Row` and `Options`, and the texts of the statements.

use std::collections::HashMap;

use crate::models::{Comment, Nested, Newcomer, Post, User};

pub(crate) const OURS: &str = "this library";
pub(crate) const QUERY_AS: &str = "query_as, fetch_all";
pub(crate) const ORDINALS: &str = "ordinals, fetch_all";
pub(crate) const ORDINALS_LOOP: &str = "ordinals, loop over fetch";
pub(crate) const PLAINLY: &str = "query_as, fetch_all, the driver's default options";
/// The competitors whose memory is measured.
pub(crate) const LISTS: [&str; 4] = [OURS, QUERY_AS, ORDINALS, ORDINALS_LOOP];

/// A post with its author, from one row of a join.
#[derive(Debug)]
pub(crate) struct Authored(pub(crate) Post, pub(crate) User);

/// Gives posts to their users and comments to their posts.
pub(crate) fn grouped(users: Vec<User>, posts: Vec<Post>, comments: Vec<Comment>) -> Vec<Nested> {
    let places: HashMap<i64, usize> =
        posts.iter().enumerate().map(|(at, post)| (post.id, at)).collect();
    let mut of_posts: Vec<Vec<Comment>> = posts.iter().map(|_| Vec::new()).collect();
    for comment in comments {
        if let Some(at) = places.get(&comment.post_id) {
            of_posts[*at].push(comment);
        }
    }
    let places: HashMap<i64, usize> =
        users.iter().enumerate().map(|(at, user)| (user.id, at)).collect();
    let mut nested: Vec<Nested> = users.into_iter().map(|user| (user, Vec::new())).collect();
    for (post, comments) in posts.into_iter().zip(of_posts) {
        if let Some(at) = places.get(&post.user_id) {
            nested[*at].1.push((post, comments));
        }
    }
    nested
}

/// Gives authors to their posts.
pub(crate) fn authored(posts: Vec<Post>, users: Vec<User>) -> Vec<(Post, User)> {
    let users: HashMap<i64, User> = users.into_iter().map(|user| (user.id, user)).collect();
    let author = |post: &Post| users.get(&post.user_id).cloned();
    posts.into_iter().filter_map(|post| author(&post).map(|user| (post, user))).collect()
}

/// The text of an INSERT of several rows.
pub(crate) fn insert_lists(rows: usize, numbered: bool, end: &str) -> String {
    let lists: Vec<String> = (0..rows)
        .map(|row| match numbered {
            true => format!("(${}, ${})", row * 2 + 1, row * 2 + 2),
            false => "(?, ?)".to_owned(),
        })
        .collect();
    format!("INSERT INTO newcomers (name, hair_color) VALUES {}{end}", lists.join(", "))
}

/// The rows that were stored, told by those that were given and their keys.
pub(crate) fn keyed(given: &[Newcomer], ids: impl IntoIterator<Item = i64>) -> Vec<Newcomer> {
    let rows = given.iter().zip(ids);
    rows.map(|(row, id)| Newcomer { id, ..row.clone() }).collect()
}

/// Reading rows: by name for `query_as`, and by ordinal.
macro_rules! rows {
    () => {
        impl<'r> sqlx::FromRow<'r, Row> for User {
            fn from_row(row: &'r Row) -> sqlx::Result<Self> {
                Ok(Self {
                    id: row.try_get("id")?,
                    name: row.try_get("name")?,
                    hair_color: row.try_get("hair_color")?,
                })
            }
        }

        impl<'r> sqlx::FromRow<'r, Row> for Newcomer {
            fn from_row(row: &'r Row) -> sqlx::Result<Self> {
                Ok(Self {
                    id: row.try_get("id")?,
                    name: row.try_get("name")?,
                    hair_color: row.try_get("hair_color")?,
                })
            }
        }

        impl<'r> sqlx::FromRow<'r, Row> for Post {
            fn from_row(row: &'r Row) -> sqlx::Result<Self> {
                Ok(Self {
                    id: row.try_get("id")?,
                    user_id: row.try_get("user_id")?,
                    title: row.try_get("title")?,
                    body: row.try_get("body")?,
                })
            }
        }

        impl<'r> sqlx::FromRow<'r, Row> for Authored {
            fn from_row(row: &'r Row) -> sqlx::Result<Self> {
                let user = User {
                    id: row.try_get("user_id")?,
                    name: row.try_get("name")?,
                    hair_color: row.try_get("hair_color")?,
                };
                Ok(Self(Post::from_row(row)?, user))
            }
        }

        fn user(row: &Row, at: usize) -> sqlx::Result<User> {
            Ok(User {
                id: row.try_get(at)?,
                name: row.try_get(at + 1)?,
                hair_color: row.try_get(at + 2)?,
            })
        }

        fn post(row: &Row, at: usize) -> sqlx::Result<Post> {
            Ok(Post {
                id: row.try_get(at)?,
                user_id: row.try_get(at + 1)?,
                title: row.try_get(at + 2)?,
                body: row.try_get(at + 3)?,
            })
        }

        fn comment(row: &Row, at: usize) -> sqlx::Result<Comment> {
            Ok(Comment {
                id: row.try_get(at)?,
                post_id: row.try_get(at + 1)?,
                text: row.try_get(at + 2)?,
            })
        }

        fn newcomer(row: &Row) -> sqlx::Result<Newcomer> {
            Ok(Newcomer { id: row.try_get(0)?, name: row.try_get(1)?, hair_color: row.try_get(2)? })
        }
    };
}

/// Pulls the rows of a statement and reads each at once, which is faster than gathering rows first.
macro_rules! pull {
    ($query:expr, $conn:expr, $read:expr) => {{
        let mut rows = $query.fetch($conn);
        let mut records = Vec::new();
        while let Some(row) = rows.try_next().await? {
            records.push($read(&row)?);
        }
        records
    }};
}

/// Single rows, lists and a join.
macro_rules! reads {
    () => {
        async fn by_key(conn: &mut Connection, key: i64) -> Result<Option<User>, Failure> {
            Ok(sqlx::query_as(BY_KEY).bind(key).fetch_optional(conn).await?)
        }

        async fn by_key_ordinals(conn: &mut Connection, key: i64) -> Result<Option<User>, Failure> {
            let row = sqlx::query(BY_KEY).bind(key).fetch_optional(conn).await?;
            Ok(row.map(|row| user(&row, 0)).transpose()?)
        }

        async fn by_key_of_pool(pool: &Pool, key: i64) -> Result<Option<User>, Failure> {
            Ok(sqlx::query_as(BY_KEY).bind(key).fetch_optional(pool).await?)
        }

        async fn list(conn: &mut Connection, count: i64) -> Result<Vec<User>, Failure> {
            Ok(sqlx::query_as(LIST).bind(count).fetch_all(conn).await?)
        }

        async fn list_ordinals(conn: &mut Connection, count: i64) -> Result<Vec<User>, Failure> {
            let rows = sqlx::query(LIST).bind(count).fetch_all(conn).await?;
            Ok(rows.iter().map(|row| user(row, 0)).collect::<sqlx::Result<_>>()?)
        }

        async fn list_loop(conn: &mut Connection, count: i64) -> Result<Vec<User>, Failure> {
            Ok(pull!(sqlx::query(LIST).bind(count), conn, |row: &Row| user(row, 0)))
        }

        async fn joined(conn: &mut Connection) -> Result<Vec<(Post, User)>, Failure> {
            let rows: Vec<Authored> = sqlx::query_as(JOIN).bind(JOINED).fetch_all(conn).await?;
            Ok(rows.into_iter().map(|Authored(post, user)| (post, user)).collect())
        }

        async fn joined_loop(conn: &mut Connection) -> Result<Vec<(Post, User)>, Failure> {
            let read = |row: &Row| Ok::<_, Failure>((post(row, 0)?, user(row, 4)?));
            Ok(pull!(sqlx::query(JOIN).bind(JOINED), conn, read))
        }

        async fn joined_by_keys(conn: &mut Connection) -> Result<Vec<(Post, User)>, Failure> {
            let statement = sqlx::query(JOIN_POSTS).bind(JOINED);
            let posts = pull!(statement, &mut *conn, |row: &Row| post(row, 0));
            let mut keys: Vec<i64> = posts.iter().map(|post| post.user_id).collect();
            keys.sort_unstable();
            keys.dedup();
            let read = |row: &Row| user(row, 0);
            let users =
                in_list!(conn, "SELECT id, name, hair_color FROM users WHERE id", &keys, "", read);
            Ok(authored(posts, users))
        }

        /// Measures the memory of the long list.
        pub(crate) async fn peak(url: &str, competitor: &str) -> Result<(), Failure> {
            let mut conn = connect(url).await?;
            let list = async |conn: &mut Connection, count: i64| -> Result<Vec<Post>, Failure> {
                let statement = sqlx::query(LONG_LIST).bind(count);
                Ok(match competitor {
                    QUERY_AS => sqlx::query_as(LONG_LIST).bind(count).fetch_all(conn).await?,
                    ORDINALS => {
                        let rows = statement.fetch_all(conn).await?;
                        rows.iter().map(|row| post(row, 0)).collect::<sqlx::Result<_>>()?
                    }
                    _ => pull!(statement, conn, |row: &Row| post(row, 0)),
                })
            };
            list(&mut conn, 10).await?;
            benches::peak::print(async || list(&mut conn, LONG).await).await
        }
    };
}

/// Users with posts with comments.
macro_rules! nested {
    () => {
        async fn nested_by_keys(conn: &mut Connection) -> Result<Vec<Nested>, Failure> {
            let statement = sqlx::query(PARENTS_LIST).bind(PARENTS);
            let users = pull!(statement, &mut *conn, |row: &Row| user(row, 0));
            let keys: Vec<i64> = users.iter().map(|user| user.id).collect();
            let posts = "SELECT id, user_id, title, body FROM posts WHERE user_id";
            let read = |row: &Row| post(row, 0);
            let posts = in_list!(&mut *conn, posts, &keys, " ORDER BY id", read);
            let keys: Vec<i64> = posts.iter().map(|post| post.id).collect();
            let comments = "SELECT id, post_id, text FROM comments WHERE post_id";
            let read = |row: &Row| comment(row, 0);
            let comments = in_list!(conn, comments, &keys, " ORDER BY id", read);
            Ok(grouped(users, posts, comments))
        }

        async fn nested_by_subqueries(conn: &mut Connection) -> Result<Vec<Nested>, Failure> {
            let statement = sqlx::query(PARENTS_LIST).bind(PARENTS);
            let users = pull!(statement, &mut *conn, |row: &Row| user(row, 0));
            let statement = sqlx::query(POSTS_OF_PARENTS).bind(PARENTS);
            let posts = pull!(statement, &mut *conn, |row: &Row| post(row, 0));
            let statement = sqlx::query(COMMENTS_OF_PARENTS).bind(PARENTS);
            let comments = pull!(statement, conn, |row: &Row| comment(row, 0));
            Ok(grouped(users, posts, comments))
        }

        async fn nested_by_join(conn: &mut Connection) -> Result<Vec<Nested>, Failure> {
            let mut rows = sqlx::query(NESTED_JOIN).bind(PARENTS).fetch(conn);
            let mut nested: Vec<Nested> = Vec::new();
            while let Some(row) = rows.try_next().await? {
                let id: i64 = row.try_get(0)?;
                if nested.last().is_none_or(|(user, _)| user.id != id) {
                    nested.push((user(&row, 0)?, Vec::new()));
                }
                let Some((_, posts)) = nested.last_mut() else { continue };
                let Some(id) = row.try_get::<Option<i64>, _>(3)? else { continue };
                if posts.last().is_none_or(|(post, _)| post.id != id) {
                    posts.push((post(&row, 3)?, Vec::new()));
                }
                let Some((_, comments)) = posts.last_mut() else { continue };
                if row.try_get::<Option<i64>, _>(7)?.is_some() {
                    comments.push(comment(&row, 7)?);
                }
            }
            Ok(nested)
        }
    };
}

/// Storing rows. Whether a form answers whole rows or their keys is in its name.
macro_rules! inserts {
    () => {
        async fn insert(conn: &mut Connection, row: &Newcomer) -> Result<Vec<Newcomer>, Failure> {
            let statement = sqlx::query_as(INSERT).bind(&row.name).bind(row.hair_color.as_deref());
            Ok(vec![statement.fetch_one(conn).await?])
        }

        async fn insert_for_key(
            conn: &mut Connection,
            row: &Newcomer,
        ) -> Result<Vec<Newcomer>, Failure> {
            let statement = sqlx::query_scalar(INSERT_FOR_KEY);
            let statement = statement.bind(&row.name).bind(row.hair_color.as_deref());
            let id: i64 = statement.fetch_one(conn).await?;
            Ok(vec![Newcomer { id, ..row.clone() }])
        }

        async fn insert_loop(
            conn: &mut Connection,
            rows: &[Newcomer],
        ) -> Result<Vec<Newcomer>, Failure> {
            let mut tx = conn.begin().await?;
            let mut stored = Vec::with_capacity(rows.len());
            for row in rows {
                let statement = sqlx::query_as(INSERT).bind(&row.name);
                let statement = statement.bind(row.hair_color.as_deref());
                stored.push(statement.fetch_one(&mut *tx).await?);
            }
            tx.commit().await?;
            Ok(stored)
        }

        /// Lists of values; the text of so many of them is made once.
        async fn insert_lists(
            conn: &mut Connection,
            text: &Arc<str>,
            per_list: usize,
            rows: &[Newcomer],
        ) -> Result<Vec<Newcomer>, Failure> {
            let mut stored = Vec::with_capacity(rows.len());
            if rows.len() <= per_list {
                insert_list(conn, text, rows, &mut stored).await?;
                return Ok(stored);
            }
            let mut tx = conn.begin().await?;
            for chunk in rows.chunks(per_list) {
                insert_list(&mut tx, text, chunk, &mut stored).await?;
            }
            tx.commit().await?;
            Ok(stored)
        }

        async fn insert_list(
            conn: &mut Connection,
            text: &Arc<str>,
            rows: &[Newcomer],
            stored: &mut Vec<Newcomer>,
        ) -> Result<(), Failure> {
            let mut statement = sqlx::query(AssertSqlSafe(Arc::clone(text)));
            for row in rows {
                statement = statement.bind(&row.name).bind(row.hair_color.as_deref());
            }
            let mut answers = statement.fetch(conn);
            while let Some(row) = answers.try_next().await? {
                stored.push(newcomer(&row)?);
            }
            Ok(())
        }

        async fn insert_lists_for_keys(
            conn: &mut Connection,
            text: &Arc<str>,
            per_list: usize,
            rows: &[Newcomer],
        ) -> Result<Vec<Newcomer>, Failure> {
            if rows.len() <= per_list {
                return Ok(keyed(rows, insert_list_for_keys(conn, text, rows).await?));
            }
            let mut tx = conn.begin().await?;
            let mut ids = Vec::with_capacity(rows.len());
            for chunk in rows.chunks(per_list) {
                ids.append(&mut insert_list_for_keys(&mut tx, text, chunk).await?);
            }
            tx.commit().await?;
            Ok(keyed(rows, ids))
        }

        async fn insert_list_for_keys(
            conn: &mut Connection,
            text: &Arc<str>,
            rows: &[Newcomer],
        ) -> Result<Vec<i64>, Failure> {
            let mut statement = sqlx::query_scalar(AssertSqlSafe(Arc::clone(text)));
            for row in rows {
                statement = statement.bind(&row.name).bind(row.hair_color.as_deref());
            }
            Ok(statement.fetch_all(conn).await?)
        }
    };
}

/// The contests that are the same for all databases.
macro_rules! contests {
    () => {
        async fn reading(run: &mut Run, place: &Place, db: &Db) -> Result<(), Failure> {
            let database = place.database;
            let held = async || Ok::<_, Failure>((connect(&place.url).await?, keys()));
            let (mut ours, mut key) = (db.acquire().await?, keys());
            let (mut a, mut key_a) = held().await?;
            let (mut b, mut key_b) = held().await?;
            let contest = Contest::new(database, "one row by key, held connection").goal(1.15);
            let contest = contest
                .ours(async move || ours::by_key(&mut ours, key()).await)
                .other("query_as", async move || by_key(&mut a, key_a()).await)
                .other("ordinals", async move || by_key_ordinals(&mut b, key_b()).await);
            run.hold(contest).await?;

            let (db_, mut key) = (db.clone(), keys());
            let (pool, mut key_a) = (pool(&place.url).await?, keys());
            let contest = Contest::new(database, "one row by key, pool").goal(1.15);
            let contest = contest
                .ours(async move || ours::by_key_of_pool(&db_, key()).await)
                .other("query_as", async move || by_key_of_pool(&pool, key_a()).await);
            run.hold(contest).await?;

            for count in [10, 1_000, 10_000] {
                let mut ours = db.acquire().await?;
                let (mut a, mut b, mut c) = three(&place.url).await?;
                let mut plain = connect_plainly(&place.url).await?;
                let contest = Contest::new(database, format!("list of {count} rows")).goal(1.05);
                let contest = contest
                    .ours(async move || ours::list(&mut ours, count).await)
                    .other(QUERY_AS, async move || list(&mut a, count).await)
                    .other(ORDINALS, async move || list_ordinals(&mut b, count).await)
                    .other(ORDINALS_LOOP, async move || list_loop(&mut c, count).await)
                    .aside(PLAINLY, async move || list(&mut plain, count).await);
                run.hold(contest).await?;
            }

            let mut ours = db.acquire().await?;
            let (mut a, mut b, mut c) = three(&place.url).await?;
            let contest = Contest::new(database, "1 000 posts, filtered, ordered, with author");
            let contest = contest
                .goal(1.05)
                .ours(async move || ours::joined(&mut ours).await)
                .other("join, query_as", async move || joined(&mut a).await)
                .other("join, ordinals, loop", async move || joined_loop(&mut b).await)
                .other("two statements, key list", async move || joined_by_keys(&mut c).await);
            run.hold(contest).await?;

            let mut ours = db.acquire().await?;
            let (mut a, mut b, mut c) = three(&place.url).await?;
            let contest = Contest::new(database, "1 000 users with posts with comments");
            let contest = contest
                .goal(1.05)
                .ours(async move || ours::nested(&mut ours).await)
                .other("key lists, grouped", async move || nested_by_keys(&mut a).await)
                .other("subqueries, grouped", async move || nested_by_subqueries(&mut b).await)
                .other("one join, taken apart", async move || nested_by_join(&mut c).await);
            run.hold(contest).await
        }

        async fn three(url: &str) -> Result<(Connection, Connection, Connection), Failure> {
            Ok((connect(url).await?, connect(url).await?, connect(url).await?))
        }

        async fn insert_one(run: &mut Run, place: &Place, db: &Db) -> Result<(), Failure> {
            let (mut ours, row) = (db.acquire().await?, data::newcomers(1).remove(0));
            let (mut a, mut b, mut reset) = three(&place.url).await?;
            let (row_a, row_b) = (row.clone(), row.clone());
            let contest = Contest::new(place.database, "insert 1 row");
            let contest = contest
                .comparing(data::counted_from_one)
                .reset(async move || clear(&mut reset).await)
                .ours(async move || ours::insert(&mut ours, &row).await)
                .other("RETURNING all columns, query_as", async move || {
                    insert(&mut a, &row_a).await
                })
                .aside("RETURNING id", async move || insert_for_key(&mut b, &row_b).await);
            run.hold(contest).await
        }

        async fn clear(conn: &mut Connection) -> Result<(), Failure> {
            sqlx::raw_sql(CLEAR).execute(conn).await?;
            Ok(())
        }

        /// What is the same for all databases in storing so many rows.
        async fn insert_many(
            place: &Place,
            db: &Db,
            count: i64,
        ) -> Result<Contest<Vec<Newcomer>>, Failure> {
            let (mut ours, rows) = (db.acquire().await?, data::newcomers(count));
            let (mut a, rows_a) = (connect(&place.url).await?, rows.clone());
            let mut reset = connect(&place.url).await?;
            let mut contest = Contest::new(place.database, format!("insert {count} rows"))
                .goal(1.1)
                .comparing(data::counted_from_one)
                .reset(async move || clear(&mut reset).await)
                .ours(async move || ours::insert_all(&mut ours, &rows).await)
                .other("row by row, RETURNING all columns", async move || {
                    insert_loop(&mut a, &rows_a).await
                });
            for (per_list, name, name_for_keys) in LISTS_OF {
                let per_list = per_list.min(usize::try_from(count)?);
                let (mut a, mut b, _) = three(&place.url).await?;
                let rows = data::newcomers(count);
                let text = hand_written::insert_lists(
                    per_list,
                    NUMBERED,
                    " RETURNING id, name, hair_color",
                );
                let text = Arc::from(text);
                contest = contest
                    .other(name, async move || insert_lists(&mut a, &text, per_list, &rows).await);
                let rows = data::newcomers(count);
                let text =
                    Arc::from(hand_written::insert_lists(per_list, NUMBERED, " RETURNING id"));
                contest = contest.aside(name_for_keys, async move || {
                    insert_lists_for_keys(&mut b, &text, per_list, &rows).await
                });
                if per_list == usize::try_from(count)? {
                    break;
                }
            }
            Ok(contest)
        }
    };
}

pub(crate) use {contests, inserts, nested, pull, reads, rows};
