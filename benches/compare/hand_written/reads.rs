//! Single rows, lists and a join.

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

        async fn by_key_to_its_end(
            conn: &mut Connection,
            key: i64,
        ) -> Result<Option<User>, Failure> {
            Ok(sqlx::query_as(BY_KEY).bind(key).fetch_all(conn).await?.pop())
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

        async fn list_printed(
            conn: &mut Connection,
            text: &Arc<str>,
        ) -> Result<Vec<User>, Failure> {
            let text = AssertSqlSafe(Arc::clone(text));
            Ok(pull!(sqlx::query(text), conn, |row: &Row| user(row, 0)))
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
            let users = in_list!(
                conn,
                "SELECT id, name, hair_color FROM users WHERE id",
                &keys,
                "",
                |row: &Row| user(row, 0)
            );
            Ok(authored(posts, users))
        }

        async fn posts_of(conn: &mut Connection, user: &User) -> Result<Vec<Post>, Failure> {
            Ok(sqlx::query_as(POSTS_OF_USER).bind(user.id).fetch_all(conn).await?)
        }

        async fn posts_of_loop(conn: &mut Connection, user: &User) -> Result<Vec<Post>, Failure> {
            Ok(pull!(sqlx::query(POSTS_OF_USER).bind(user.id), conn, |row: &Row| post(row, 0)))
        }

        /// Measures the memory of the long list.
        pub(crate) async fn peak_of_list(url: &str, competitor: &str) -> Result<(), Failure> {
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

pub(crate) use reads;
