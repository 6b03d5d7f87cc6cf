//! Storing rows.

/// Storing rows. Whether a form answers whole rows or their keys is in its name.
macro_rules! inserts {
    () => {
        async fn insert(conn: &mut Connection, row: &Newcomer) -> Result<Vec<Newcomer>, Failure> {
            let statement = sqlx::query_as(INSERT).bind(&row.name).bind(row.hair_color.as_deref());
            Ok(vec![statement.fetch_one(conn).await?])
        }

        async fn insert_to_its_end(
            conn: &mut Connection,
            row: &Newcomer,
        ) -> Result<Vec<Newcomer>, Failure> {
            let statement = sqlx::query_as(INSERT).bind(&row.name).bind(row.hair_color.as_deref());
            Ok(statement.fetch_all(conn).await?)
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

pub(crate) use inserts;
