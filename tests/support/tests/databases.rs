//! What is promised of test databases.

use sqlx::{Connection, Executor, MySqlConnection, PgConnection, SqliteConnection};
use test_support::{Kind, TestDb, databases, each};

const TABLE: &str = "CREATE TABLE things (id INTEGER PRIMARY KEY)";
const COUNT: &str = "SELECT count(*) FROM things";

async fn make_table(db: &TestDb) -> sqlx::Result<i64> {
    match db.kind() {
        Kind::Sqlite => {
            let url = format!("{}?mode=rwc", db.url());
            let mut conn = SqliteConnection::connect(&url).await?;
            conn.execute(TABLE).await?;
            sqlx::query_scalar(COUNT).fetch_one(&mut conn).await
        }
        Kind::Postgres => {
            let mut conn = PgConnection::connect(db.url()).await?;
            conn.execute(TABLE).await?;
            sqlx::query_scalar(COUNT).fetch_one(&mut conn).await
        }
        Kind::MySql => {
            let mut conn = MySqlConnection::connect(db.url()).await?;
            conn.execute(TABLE).await?;
            sqlx::query_scalar(COUNT).fetch_one(&mut conn).await
        }
    }
}

#[tokio::test]
async fn two_databases_do_not_know_each_other() {
    each(async |first| {
        let second = TestDb::new(first.kind()).await.expect("it was there before");
        assert_ne!(first.url(), second.url());
        assert_eq!(make_table(first).await.expect("a table"), 0);
        assert_eq!(make_table(&second).await.expect("the same table elsewhere"), 0);
    })
    .await;
}

#[tokio::test]
async fn dropped_database_is_gone_even_if_a_transaction_is_open() {
    for db in databases() {
        make_table(&db).await.expect("a table");
        let seen = (db.kind(), db.place().to_owned());
        let (mut postgres, mut mysql) = (None, None);
        match db.kind() {
            Kind::Sqlite => {}
            Kind::Postgres => {
                let mut conn = PgConnection::connect(db.url()).await.expect("a connection");
                conn.execute("BEGIN").await.expect("a transaction");
                conn.execute("INSERT INTO things VALUES (1)").await.expect("a row");
                postgres = Some(conn);
            }
            Kind::MySql => {
                let mut conn = MySqlConnection::connect(db.url()).await.expect("a connection");
                conn.execute("START TRANSACTION").await.expect("a transaction");
                conn.execute("INSERT INTO things VALUES (1)").await.expect("a row");
                mysql = Some(conn);
            }
        }
        drop(db);
        if seen.0 == Kind::Sqlite {
            assert!(!std::env::temp_dir().join(&seen.1).exists());
        } else {
            let fresh = TestDb::new(seen.0).await.expect("it was there before");
            assert_eq!(count(&fresh, fresh.place()).await, 1);
            assert_eq!(count(&fresh, &seen.1).await, 0);
        }
        drop((postgres, mysql));
    }
}

/// Counts the schemas or databases of a name.
async fn count(db: &TestDb, name: &str) -> i64 {
    let server = db.kind().server().expect("a server");
    let sql = "SELECT count(*) FROM information_schema.schemata WHERE schema_name = ";
    let sql = sqlx::AssertSqlSafe(format!("{sql}'{name}'"));
    if db.is_postgres() {
        let mut conn = PgConnection::connect(&server).await.expect("a connection");
        sqlx::query_scalar(sql).fetch_one(&mut conn).await.expect("a count")
    } else {
        let mut conn = MySqlConnection::connect(&server).await.expect("a connection");
        sqlx::query_scalar(sql).fetch_one(&mut conn).await.expect("a count")
    }
}
