//! The values of a statement, written straight into the driver's own buffer.

use crate::backend::ArrayColumn;
use crate::dialect::Dialect;
use crate::error::{Error, ErrorKind, Result};
use crate::value::{Binder, SqlType, Value};

/// The values of a statement. Binding to it adds one value for the next placeholder.
#[derive(Debug, Clone)]
pub(crate) enum Args {
    #[cfg(feature = "sqlite")]
    Sqlite(super::sqlite::SqliteArgs),
    #[cfg(feature = "postgres")]
    Postgres(super::postgres::PostgresArgs),
    #[cfg(feature = "mysql")]
    MySql(super::mysql::MySqlArgs),
    /// Values for a database that is compiled out: there is no connection to send them on.
    #[cfg_attr(
        all(feature = "sqlite", feature = "postgres", feature = "mysql"),
        expect(dead_code, reason = "nothing is compiled out")
    )]
    Absent(Discarded),
}

/// Counts the values of a database that is compiled out.
#[derive(Debug, Clone, Default)]
pub(crate) struct Discarded(usize);

impl Args {
    /// Begins a list of about so many values.
    pub(crate) fn new(dialect: Dialect, capacity: usize) -> Self {
        let _ = capacity;
        match dialect {
            #[cfg(feature = "sqlite")]
            Dialect::Sqlite => Self::Sqlite(super::sqlite::SqliteArgs::new(capacity)),
            #[cfg(feature = "postgres")]
            Dialect::Postgres => Self::Postgres(super::postgres::PostgresArgs::new(capacity)),
            #[cfg(feature = "mysql")]
            Dialect::MySql => Self::MySql(super::mysql::MySqlArgs::new(capacity)),
            #[cfg(not(all(feature = "sqlite", feature = "postgres", feature = "mysql")))]
            _ => Self::Absent(Discarded::default()),
        }
    }

    /// Makes a list of values that are there already.
    pub(crate) fn of(dialect: Dialect, values: &[Value]) -> Result<Self> {
        let mut args = Self::new(dialect, values.len());
        for (at, value) in values.iter().enumerate() {
            value.bind(&mut args).map_err(|error| error.at(at))?;
        }
        Ok(args)
    }

    /// Returns how many values there are.
    pub(crate) fn len(&self) -> usize {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(args) => args.len(),
            #[cfg(feature = "postgres")]
            Self::Postgres(args) => args.len(),
            #[cfg(feature = "mysql")]
            Self::MySql(args) => args.len(),
            Self::Absent(args) => args.0,
        }
    }

    /// Returns about how many bytes the values have on the line; asked for MySQL, which has a limit.
    pub(crate) fn weight(&self) -> usize {
        match self {
            #[cfg(feature = "mysql")]
            Self::MySql(args) => args.weight(),
            _ => 0,
        }
    }

    /// Adds a column of many rows as one array of the type.
    ///
    /// # Errors
    ///
    /// `Unsupported` on databases without arrays; `InvalidValue` where a value is of another type.
    pub(crate) fn push_array(&mut self, column: ArrayColumn, ty: SqlType) -> Result<()> {
        let _ = (&column, ty);
        match self {
            #[cfg(feature = "postgres")]
            Self::Postgres(args) => args.push_array(column, ty),
            Self::Absent(args) => {
                args.0 += 1;
                column.finish(ty).map(drop)
            }
            #[cfg(any(feature = "sqlite", feature = "mysql"))]
            _ => Err(Error::new(
                ErrorKind::Unsupported,
                "only PostgreSQL takes a column as an array",
            )),
        }
    }

    fn binder(&mut self) -> &mut dyn Binder {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(args) => args,
            #[cfg(feature = "postgres")]
            Self::Postgres(args) => args,
            #[cfg(feature = "mysql")]
            Self::MySql(args) => args,
            Self::Absent(args) => args,
        }
    }
}

macro_rules! forward {
    ($($method:ident($($name:ident: $ty:ty),+))*) => {
        impl Binder for Args {$(
            fn $method(&mut self, $($name: $ty),+) -> Result<()> {
                self.binder().$method($($name),+)
            }
        )*}

        impl Binder for Discarded {$(
            fn $method(&mut self, $(_: $ty),+) -> Result<()> {
                self.0 += 1;
                Ok(())
            }
        )*}
    };
}

forward! {
    null(ty: SqlType)
    bool(value: bool)
    int(value: i64, ty: SqlType)
    f32(value: f32)
    f64(value: f64)
    text(value: &str)
    bytes(value: &[u8])
    uuid(value: [u8; 16])
    date_time(micros: i64, ty: SqlType)
    date(days: i32)
    time(micros: i64)
    json(text: &str)
    array(values: &[Value], ty: SqlType)
}
