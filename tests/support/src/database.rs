//! Databases of one test each, removed at its end.

use std::fmt;
use std::future::Future;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use std::{env, fs, process, thread};

use sqlx::{AssertSqlSafe, Connection, Executor, MySqlConnection, PgConnection};
use url::Url;

use crate::kind::Kind;

/// An empty database that no other test knows; it is removed when this is dropped.
///
/// On PostgreSQL it is a schema of its own, selected by the URL; on MariaDB a database; on SQLite a
/// file in a folder of its own. Dropping it ends what still works on it, a forgotten transaction too.
#[derive(Debug)]
pub struct TestDb {
    kind: Kind,
    name: String,
    url: String,
}

/// Makes a database of each kind that is available.
///
/// # Panics
///
/// If a server does not answer, or one is missing and `CI=true`.
#[must_use]
pub fn databases() -> Vec<TestDb> {
    TestDb::all()
}

/// Runs a test on a database of each kind that is available, one after the other.
///
/// # Panics
///
/// As the test does, having said on which database; and as [`databases`] does.
pub async fn each(test: impl AsyncFn(&TestDb)) {
    for kind in Kind::ALL {
        if let Some(db) = TestDb::new(kind).await {
            eprintln!("--- on {db}");
            test(&db).await;
        }
    }
}

impl TestDb {
    /// Makes a database of each kind that is available; see [`databases`].
    ///
    /// # Panics
    ///
    /// If a server does not answer, or one is missing and `CI=true`.
    #[must_use]
    pub fn all() -> Vec<Self> {
        Kind::ALL.into_iter().filter_map(Self::create).collect()
    }

    /// Makes a database, or returns `None` if its server is missing.
    ///
    /// # Panics
    ///
    /// If the server does not answer, or is missing and `CI=true`.
    pub async fn new(kind: Kind) -> Option<Self> {
        Self::create(kind)
    }

    /// Does what [`TestDb::new`] does where nothing can be awaited; takes a few milliseconds.
    ///
    /// # Panics
    ///
    /// If the server does not answer, or is missing and `CI=true`.
    #[must_use]
    pub fn create(kind: Kind) -> Option<Self> {
        if !kind.is_available() {
            return None;
        }
        let name = unique_name();
        let url = match kind {
            Kind::Sqlite => {
                let dir = dir_of(&name);
                fs::create_dir(&dir).expect("a folder in the temporary one");
                format!("sqlite:{}", dir.join("test.db").display())
            }
            Kind::Postgres | Kind::MySql => url_within(kind, &name),
        };
        let db = Self { kind, name, url };
        if let Err(error) = db.on_server(Task::Create) {
            panic!("no test database on {}: {error}", kind.name());
        }
        Some(db)
    }

    /// Returns the URL that leads to this database alone.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the name of the kind, as in `PostgreSQL`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.kind.name()
    }

    /// Returns the kind.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Tells whether this is SQLite.
    #[must_use]
    pub fn is_sqlite(&self) -> bool {
        self.kind == Kind::Sqlite
    }

    /// Tells whether this is PostgreSQL.
    #[must_use]
    pub fn is_postgres(&self) -> bool {
        self.kind == Kind::Postgres
    }

    /// Tells whether this is MySQL or MariaDB.
    #[must_use]
    pub fn is_mysql(&self) -> bool {
        self.kind == Kind::MySql
    }

    /// Returns the schema (PostgreSQL), database (MariaDB) or folder (SQLite) it is in.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.name
    }

    fn on_server(&self, task: Task) -> sqlx::Result<()> {
        let Some(server) = self.kind.server() else { return Ok(()) };
        match self.kind {
            Kind::Sqlite => Ok(()),
            Kind::Postgres => apart(postgres(server, self.name.clone(), task)),
            Kind::MySql => apart(mysql(server, self.name.clone(), task)),
        }
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        let removed = match self.kind {
            Kind::Sqlite => fs::remove_dir_all(dir_of(&self.name)).map_err(sqlx::Error::Io),
            Kind::Postgres | Kind::MySql => self.on_server(Task::Remove),
        };
        // Not a panic: the test may be panicking already.
        if let Err(error) = removed {
            eprintln!("{} `{}` is left behind: {error}", self.kind.name(), self.name);
        }
    }
}

impl fmt::Display for TestDb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} `{}`", self.kind.name(), self.name)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Task {
    Create,
    Remove,
}

async fn postgres(server: String, name: String, task: Task) -> sqlx::Result<()> {
    let mut conn = PgConnection::connect(&server).await?;
    if task == Task::Create {
        conn.execute(AssertSqlSafe(format!("CREATE SCHEMA \"{name}\""))).await?;
    } else {
        sqlx::query(
            "SELECT pg_terminate_backend(l.pid) FROM pg_locks l \
             JOIN pg_class c ON c.oid = l.relation JOIN pg_namespace n ON n.oid = c.relnamespace \
             WHERE n.nspname = $1 AND l.pid <> pg_backend_pid()",
        )
        .bind(&name)
        .execute(&mut conn)
        .await?;
        conn.execute("SET lock_timeout = '5s'").await?;
        conn.execute(AssertSqlSafe(format!("DROP SCHEMA IF EXISTS \"{name}\" CASCADE"))).await?;
    }
    conn.close().await
}

async fn mysql(server: String, name: String, task: Task) -> sqlx::Result<()> {
    let mut conn = MySqlConnection::connect(&server).await?;
    if task == Task::Create {
        conn.execute(AssertSqlSafe(format!("CREATE DATABASE `{name}` CHARACTER SET utf8mb4")))
            .await?;
    } else {
        let others: Vec<i64> = sqlx::query_scalar(
            "SELECT CAST(id AS SIGNED) FROM information_schema.processlist WHERE db = ?",
        )
        .bind(&name)
        .fetch_all(&mut conn)
        .await?;
        for id in others {
            // It may have ended by itself.
            let _ = conn.execute(AssertSqlSafe(format!("KILL {id}"))).await;
        }
        conn.execute("SET SESSION lock_wait_timeout = 5").await?;
        conn.execute(AssertSqlSafe(format!("DROP DATABASE IF EXISTS `{name}`"))).await?;
    }
    conn.close().await
}

/// Runs to the end in a thread of its own, so that it works in and outside of any runtime.
fn apart<F>(work: F) -> sqlx::Result<()>
where
    F: Future<Output = sqlx::Result<()>> + Send + 'static,
{
    let run = move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let deadline = tokio::time::timeout(Duration::from_secs(30), work);
            deadline.await.unwrap_or_else(|_| Err(sqlx::Error::PoolTimedOut))
        })
    };
    thread::spawn(run).join().unwrap_or_else(|_| Err(sqlx::Error::WorkerCrashed))
}

/// Returns a name that no other test has: of this process, of another one, or of an earlier run.
fn unique_name() -> String {
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    let number = COUNTER.fetch_add(1, Ordering::Relaxed);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_micros());
    format!("test_{}_{number}_{now:x}", process::id())
}

fn dir_of(name: &str) -> PathBuf {
    env::temp_dir().join(name)
}

fn url_within(kind: Kind, name: &str) -> String {
    let server = kind.server().unwrap_or_default();
    // The URL itself is not shown: it holds a password.
    let Ok(mut url) = Url::parse(&server) else {
        panic!("the server of {} is not a URL", kind.name())
    };
    if kind == Kind::MySql {
        url.set_path(name);
    } else {
        let option = format!("options=-c%20search_path%3D{name}");
        let query = url.query().map_or_else(|| option.clone(), |query| format!("{query}&{option}"));
        url.set_query(Some(&query));
    }
    url.into()
}
