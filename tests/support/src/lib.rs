//! A fresh database per test, on every server that is there.
//!
//! SQLite is always there. PostgreSQL and MariaDB are if `TEST_POSTGRES_URL` and `TEST_MYSQL_URL` name
//! servers; `scripts/test` and `scripts/servers` see to it. A database that is missing is skipped with
//! a line on stderr, and is a panic where `CI=true`, so that nothing goes untested unseen.
//!
//! ```
//! #[tokio::main(flavor = "current_thread")]
//! async fn main() {
//!     test_support::each(async |db| assert!(db.url().contains(':'), "{db}")).await;
//! }
//! ```

mod database;
mod kind;
mod random;

pub use database::{TestDb, databases, each};
pub use kind::Kind;
pub use random::{Rng, scale, seed};
