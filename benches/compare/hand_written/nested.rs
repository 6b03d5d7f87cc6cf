//! Nested loads.

/// Users with posts with comments.
macro_rules! nested {
    () => {
        async fn nested_by_keys(
            conn: &mut Connection,
            parents: i64,
        ) -> Result<Vec<Nested>, Failure> {
            let statement = sqlx::query(PARENTS_LIST).bind(parents);
            let users = pull!(statement, &mut *conn, |row: &Row| user(row, 0));
            let keys: Vec<i64> = users.iter().map(|user| user.id).collect();
            let posts = in_list!(
                &mut *conn,
                "SELECT id, user_id, title, body FROM posts WHERE user_id",
                &keys,
                " ORDER BY id",
                |row: &Row| post(row, 0)
            );
            let keys: Vec<i64> = posts.iter().map(|post| post.id).collect();
            let comments = in_list!(
                conn,
                "SELECT id, post_id, text FROM comments WHERE post_id",
                &keys,
                " ORDER BY id",
                |row: &Row| comment(row, 0)
            );
            Ok(grouped(users, posts, comments))
        }

        async fn nested_by_subqueries(
            conn: &mut Connection,
            parents: i64,
        ) -> Result<Vec<Nested>, Failure> {
            let statement = sqlx::query(PARENTS_LIST).bind(parents);
            let users = pull!(statement, &mut *conn, |row: &Row| user(row, 0));
            let statement = sqlx::query(POSTS_OF_PARENTS).bind(parents);
            let posts = pull!(statement, &mut *conn, |row: &Row| post(row, 0));
            let statement = sqlx::query(COMMENTS_OF_PARENTS).bind(parents);
            let comments = pull!(statement, conn, |row: &Row| comment(row, 0));
            Ok(grouped(users, posts, comments))
        }

        async fn nested_by_join(
            conn: &mut Connection,
            parents: i64,
        ) -> Result<Vec<Nested>, Failure> {
            let mut rows = sqlx::query(NESTED_JOIN).bind(parents).fetch(conn);
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

        /// Measures the memory of the nested load.
        pub(crate) async fn peak_of_nested(url: &str) -> Result<(), Failure> {
            let mut conn = connect(url).await?;
            nested_by_keys(&mut conn, PARENTS[0]).await?;
            benches::peak::print(async || nested_by_keys(&mut conn, PARENTS[2]).await).await
        }
    };
}

pub(crate) use nested;
