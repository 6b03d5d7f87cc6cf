//! The URL of a database, taken apart so that it can be named without its secrets.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::dialect::Dialect;
use crate::error::{Error, ErrorKind, Result};

/// Where a database is. `Debug` and `Display` leave user, password and options out.
#[derive(Clone)]
pub(super) struct Target {
    pub(super) dialect: Dialect,
    /// An SQLite database that lives in memory.
    pub(super) in_memory: bool,
    /// An SQLite file that must not be written.
    pub(super) read_only: bool,
    /// With its secrets: for the driver alone.
    pub(super) secret_url: String,
    shown: String,
}

impl Target {
    /// Takes a URL apart.
    ///
    /// # Errors
    ///
    /// `Config`, without repeating any part of the URL: it may hold a password anywhere.
    pub(super) fn parse(url: &str) -> Result<Self> {
        let Some((scheme, rest)) = url.split_once(':') else { return Err(unknown_scheme()) };
        match scheme.to_ascii_lowercase().as_str() {
            "sqlite" => Self::file(url, rest),
            "postgres" | "postgresql" => Self::server(Dialect::Postgres, "postgres", url, rest),
            "mysql" | "mariadb" => Self::server(Dialect::MySql, "mysql", url, rest),
            _ => Err(unknown_scheme()),
        }
    }

    fn file(url: &str, rest: &str) -> Result<Self> {
        let path = rest.strip_prefix("//").unwrap_or(rest);
        let (path, options) = path.split_once('?').unwrap_or((path, ""));
        if path.is_empty() && !options.contains("mode=memory") {
            return Err(config(
                "the SQLite URL names no file; write `sqlite:app.db` or `sqlite::memory:`",
            ));
        }
        let secret_url = if path == ":memory:" { shared_memory() } else { url.to_owned() };
        Ok(Self {
            dialect: Dialect::Sqlite,
            in_memory: path == ":memory:" || options.contains("mode=memory"),
            read_only: options.contains("mode=ro") || options.contains("immutable="),
            secret_url,
            shown: ["sqlite:", path].concat(),
        })
    }

    fn server(dialect: Dialect, scheme: &str, url: &str, rest: &str) -> Result<Self> {
        let Some(rest) = rest.strip_prefix("//") else {
            return Err(config(
                "the URL lacks `//` after its scheme; write `scheme://user:password@host/database`",
            ));
        };
        let rest = rest.split(['?', '#']).next().unwrap_or("");
        // A password may hold an unescaped `/` by mistake: what is shown starts after the last `@`.
        let address = rest.rsplit_once('@').map_or(rest, |(_, address)| address);
        let (host, database) = address.split_once('/').unwrap_or((address, ""));
        let host = if host.is_empty() { "localhost" } else { host };
        let port = if dialect == Dialect::Postgres { ":5432" } else { ":3306" };
        let port = if has_port(host) { "" } else { port };
        Ok(Self {
            dialect,
            in_memory: false,
            read_only: false,
            secret_url: url.to_owned(),
            shown: [scheme, "://", host, port, "/", database].concat(),
        })
    }
}

/// Names a new database in memory, so that the next connection finds it again.
fn shared_memory() -> String {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    format!("sqlite:file:model-runtime-{number}?mode=memory&cache=shared")
}

/// Tells whether a host, perhaps an IPv6 address in brackets, is followed by a port.
fn has_port(host: &str) -> bool {
    host.rsplit(']').next().is_some_and(|end| end.contains(':'))
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

fn unknown_scheme() -> Error {
    config("the URL begins with none of `sqlite:`, `postgres://` and `mysql://`")
}

fn config(message: &'static str) -> Error {
    Error::new(ErrorKind::Config, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_not_shown() {
        for url in [
            "postgres://joe:s3cret@db.example:5433/app?password=s3cret",
            "mysql://joe:s3cr/s3cret@db.example:5433/app#s3cret",
            "mariadb://joe:s3@s3cret@db.example:5433/app",
        ] {
            let target = Target::parse(url).unwrap();
            let shown = format!("{target} {target:?}");
            assert!(!shown.contains("s3") && !shown.contains("joe"), "{shown}");
            assert!(shown.contains("db.example:5433/app"), "{shown}");
        }
    }

    #[test]
    fn refused_url_is_not_repeated() {
        for url in ["", "s3cret", "s3cret://x", "postgres:s3cret", "sqlite:", "joe:s3cret@host/db"]
        {
            let error = Target::parse(url).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Config);
            assert!(!format!("{error} {error:?}").contains("s3cret"), "{error:?}");
        }
    }

    #[test]
    fn usual_urls_are_understood() {
        let shown = |url| Target::parse(url).unwrap().to_string();
        assert_eq!(shown("postgresql://localhost/app"), "postgres://localhost:5432/app");
        assert_eq!(shown("postgres:///app"), "postgres://localhost:5432/app");
        assert_eq!(shown("mariadb://root@[::1]/app"), "mysql://[::1]:3306/app");
        assert_eq!(shown("sqlite://data/app.db?mode=ro"), "sqlite:data/app.db");
        assert!(Target::parse("sqlite::memory:").unwrap().in_memory);
        assert!(!Target::parse("sqlite:app.db").unwrap().in_memory);
    }
}
