//! The same types without any database feature: connecting says which one to add, and what needs a
//! connection can not exist.

use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use crate::backend::builder::{Settings, compiled_out};
use crate::backend::url::Target;
use crate::backend::{ArrayColumn, DbBuilder, Done, Gather, Given, Sql, TransactionOptions, Tx};
use crate::dialect::{Dialect, Rendered};
use crate::error::{Error, ErrorKind, Result};
use crate::schema::Schema;
use crate::value::{Binder, Source, SqlType, Value};

/// A database. Without a database feature there is none.
#[derive(Debug, Clone)]
pub struct Db(Infallible);

/// A connection. Without a database feature there is none.
#[derive(Debug)]
pub struct Conn(Infallible);

impl Db {
    /// Answers which cargo feature to add.
    ///
    /// # Errors
    ///
    /// Always `Config`.
    pub async fn connect(url: &str) -> Result<Self> {
        Self::builder(url).connect().await
    }

    /// Answers which cargo feature to add.
    ///
    /// # Errors
    ///
    /// Always `Config`.
    pub async fn from_env() -> Result<Self> {
        match std::env::var("DATABASE_URL") {
            Ok(url) => Self::connect(&url).await,
            Err(_) => Err(Error::new(
                ErrorKind::Config,
                "the environment variable `DATABASE_URL` is not set; set it to a URL such as `sqlite:app.db`",
            )),
        }
    }

    /// Chooses options before connecting.
    pub fn builder(url: &str) -> DbBuilder {
        DbBuilder::new(url)
    }

    pub(super) async fn open(target: Target, _: Settings) -> Result<Self> {
        Err(compiled_out(target.dialect))
    }

    /// Returns the language that is spoken there.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        match self.0 {}
    }

    pub(crate) fn insert_returning(&self) -> bool {
        match self.0 {}
    }

    pub(crate) fn max_packet(&self) -> Option<usize> {
        match self.0 {}
    }

    /// Takes a connection from the pool.
    ///
    /// # Errors
    ///
    /// None: there is no database to ask.
    pub async fn acquire(&self) -> Result<Conn> {
        match self.0 {}
    }

    /// Closes all connections.
    ///
    /// # Errors
    ///
    /// None: there is no database to close.
    pub async fn close(&self, _: Duration) -> Result<()> {
        match self.0 {}
    }

    /// Runs a closure in a transaction.
    ///
    /// # Errors
    ///
    /// None: there is no database to ask.
    pub async fn transaction<T, F, Fut>(&self, work: F) -> Result<T>
    where
        F: FnOnce(Tx<'static>) -> Fut,
        Fut: Future<Output = Result<T>>,
    {
        self.try_transaction(work).await
    }

    /// Runs a closure with an error of its own in a transaction.
    ///
    /// # Errors
    ///
    /// None: there is no database to ask.
    pub async fn try_transaction<T, E, F, Fut>(&self, _: F) -> Result<T, E>
    where
        E: From<Error>,
        F: FnOnce(Tx<'static>) -> Fut,
        Fut: Future<Output = Result<T, E>>,
    {
        match self.0 {}
    }

    /// Runs a closure in a transaction with options.
    ///
    /// # Errors
    ///
    /// None: there is no database to ask.
    pub async fn transaction_with<T, F, Fut>(&self, _: TransactionOptions, _: F) -> Result<T>
    where
        F: Fn(Tx<'static>) -> Fut,
        Fut: Future<Output = Result<T>>,
    {
        match self.0 {}
    }

    /// Makes the tables of a schema.
    ///
    /// # Errors
    ///
    /// None: there is no database to ask.
    pub async fn create_all(&self, _: &Schema) -> Result<()> {
        match self.0 {}
    }

    /// Drops the tables of a schema.
    ///
    /// # Errors
    ///
    /// None: there is no database to ask.
    pub async fn drop_all(&self, _: &Schema) -> Result<()> {
        match self.0 {}
    }

    pub(crate) async fn pause(&self, _: u32) {
        match self.0 {}
    }
}

/// Takes the rows of a statement, one by one.
pub(crate) type Sink<'s> = dyn FnMut(&dyn Source) -> Result<()> + Send + 's;

impl Conn {
    pub(crate) fn db(&self) -> &Db {
        match self.0 {}
    }

    /// Returns the language that is spoken on it.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        match self.0 {}
    }

    /// Tells whether a transaction is open.
    #[must_use]
    pub fn is_in_transaction(&self) -> bool {
        match self.0 {}
    }

    pub(crate) async fn run(
        &mut self,
        _: impl Into<Sql>,
        _: impl Into<Given<'_>>,
        _: &mut Sink<'_>,
    ) -> Result<Done> {
        match self.0 {}
    }

    pub(crate) async fn gather<G: Gather>(
        &mut self,
        _: Arc<Rendered>,
        _: Given<'_>,
        _: G,
    ) -> Result<G> {
        match self.0 {}
    }

    pub(crate) async fn look_into(
        &mut self,
        _: impl Into<Sql>,
        _: Args,
        _: &mut Sink<'_>,
    ) -> Result<()> {
        match self.0 {}
    }

    pub(crate) async fn execute(&mut self, _: impl Into<Sql>, _: Args) -> Result<Done> {
        match self.0 {}
    }

    pub(crate) fn rows(&mut self, _: impl Into<Sql>, _: Args) -> Rows<'_> {
        match self.0 {}
    }

    pub(super) async fn enter(&mut self, _: TransactionOptions) -> Result<u32> {
        match self.0 {}
    }

    pub(super) async fn commit_level(&mut self, _: u32) -> Result<()> {
        match self.0 {}
    }

    pub(super) async fn rollback_level(&mut self, _: u32) {
        match self.0 {}
    }

    pub(super) fn abandon(&mut self, _: u32) {
        match self.0 {}
    }
}

/// The rows of a statement.
#[derive(Debug)]
pub(crate) struct Rows<'c>(Infallible, PhantomData<&'c ()>);

impl Rows<'_> {
    pub(crate) async fn next(&mut self) -> Result<Option<Row>> {
        match self.0 {}
    }
}

/// A row of a result.
pub(crate) struct Row(Infallible);

impl Row {
    pub(crate) fn source(&self) -> &dyn Source {
        match self.0 {}
    }
}

impl fmt::Debug for Row {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {}
    }
}

/// The values of a statement: they are counted, for there is nobody to send them to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Args(usize);

impl Args {
    pub(crate) fn new(_: Dialect, _: usize) -> Self {
        Self::default()
    }

    pub(crate) fn of(_: Dialect, values: &[Value]) -> Result<Self> {
        Ok(Self(values.len()))
    }

    pub(crate) fn len(&self) -> usize {
        self.0
    }

    pub(crate) fn weight(&self) -> usize {
        0
    }

    pub(crate) fn push_array(&mut self, column: ArrayColumn, ty: SqlType) -> Result<()> {
        self.0 += 1;
        column.finish(ty).map(drop)
    }
}

macro_rules! count {
    ($($method:ident($($ty:ty),+))*) => {
        impl Binder for Args {$(
            fn $method(&mut self, $(_: $ty),+) -> Result<()> {
                self.0 += 1;
                Ok(())
            }
        )*}
    };
}

count! {
    null(SqlType)
    bool(bool)
    int(i64, SqlType)
    f32(f32)
    f64(f64)
    text(&str)
    bytes(&[u8])
    uuid([u8; 16])
    date_time(i64, SqlType)
    date(i32)
    time(i64)
    json(&str)
    array(&[Value], SqlType)
}
