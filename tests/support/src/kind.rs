//! The databases that are tested, and the servers they are on.

use std::env;
use std::sync::Mutex;

/// A database that is tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// SQLite, in a file.
    Sqlite,
    /// PostgreSQL.
    Postgres,
    /// MariaDB, which stands for MySQL too.
    MySql,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Sqlite, Self::Postgres, Self::MySql];

    /// Returns the name, as in `PostgreSQL`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
            Self::MySql => "MySQL/MariaDB",
        }
    }

    /// Returns the variable that names the server; SQLite has none.
    #[must_use]
    pub const fn variable(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some("TEST_POSTGRES_URL"),
            Self::MySql => Some("TEST_MYSQL_URL"),
        }
    }

    /// Returns the URL of the server, if there is one.
    #[must_use]
    pub fn server(self) -> Option<String> {
        env::var(self.variable()?).ok().filter(|url| !url.is_empty())
    }

    /// Tells whether it can be tested; says so loudly if not.
    ///
    /// # Panics
    ///
    /// If not and `CI=true`.
    #[must_use]
    pub fn is_available(self) -> bool {
        static SAID: Mutex<Vec<Kind>> = Mutex::new(Vec::new());
        let Some(variable) = self.variable() else { return true };
        if self.server().is_some() {
            return true;
        }
        assert!(
            env::var("CI").as_deref() != Ok("true"),
            "{} can not be tested: {variable} is not set, which CI does not forgive",
            self.name()
        );
        if let Ok(mut said) = SAID.lock()
            && !said.contains(&self)
        {
            said.push(self);
            eprintln!("SKIPPED on {}: {variable} is not set", self.name());
        }
        false
    }
}
