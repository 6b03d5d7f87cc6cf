//! Reading rows.

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
                Ok(Self(<Post as sqlx::FromRow<'r, Row>>::from_row(row)?, user))
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

        fn owner(row: &Row) -> sqlx::Result<Owner> {
            Ok(Owner { id: row.try_get(0)?, name: row.try_get(1)? })
        }

        fn pet(row: &Row) -> sqlx::Result<Pet> {
            Ok(Pet { id: row.try_get(0)?, owner_id: row.try_get(1)?, name: row.try_get(2)? })
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

pub(crate) use {pull, rows};
