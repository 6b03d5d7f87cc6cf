//! The connections of a database that nobody is using.
//!
//! The driver's own pool asks the server whether a connection is alive when it is taken and again when
//! it is given back, which triples the round trips of a short statement. This one gives back without a
//! word, and asks only after a second of silence.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep, timeout, timeout_at};

use crate::backend::alarm::Alarm;
use crate::backend::builder::Settings;
use crate::backend::driver::{Driver, Server};
use crate::backend::error::{Refusal, Retry};
use crate::backend::url::Target;
use crate::backend::{BoxFuture, boxed};
use crate::error::{Error, ErrorKind, Result};

/// Silence after which a connection is asked whether it is alive.
const SILENCE: Duration = Duration::from_secs(1);
/// How long its answer may take.
const PING_LIMIT: Duration = Duration::from_secs(1);
/// How long closing a connection, or rolling back what was dropped, may keep its place in the pool.
pub(super) const FAREWELL_LIMIT: Duration = Duration::from_secs(5);
const IDLE_LIMIT: Duration = Duration::from_secs(10 * 60);
const AGE_LIMIT: Duration = Duration::from_secs(30 * 60);

/// See the [module](self).
pub(super) struct Pool {
    pub(super) target: Target,
    pub(super) settings: Settings,
    pub(super) server: OnceLock<Server>,
    places: Arc<Semaphore>,
    idle: Mutex<Vec<Idle>>,
    /// Holds an in-memory database, which ends with its last connection. Never used.
    anchor: Mutex<Option<Driver>>,
    closed: AtomicBool,
}

struct Idle {
    link: Link,
    since: Instant,
}

/// A connection and its age.
pub(super) struct Link {
    pub(super) driver: Driver,
    /// The time of its statements.
    pub(super) alarm: Alarm,
    born: Instant,
}

/// A connection with its place among the most that may be open.
pub(super) struct Leased {
    pub(super) link: Link,
    pub(super) place: OwnedSemaphorePermit,
}

impl Pool {
    /// Opens the first connections, so that a wrong URL is told at once.
    pub(super) async fn open(target: Target, mut settings: Settings) -> Result<Arc<Self>> {
        if target.in_memory {
            settings.max_connections = 1;
        }
        let pool = Arc::new(Self {
            places: Arc::new(Semaphore::new(settings.max_connections as usize)),
            idle: Mutex::new(Vec::new()),
            anchor: Mutex::new(None),
            server: OnceLock::new(),
            closed: AtomicBool::new(false),
            target,
            settings,
        });
        let deadline = Instant::now() + pool.settings.acquire_timeout;
        if pool.target.in_memory {
            let anchor = pool.connect(deadline, Patience::First).await?;
            *lock(&pool.anchor) = Some(anchor.driver);
        }
        let wanted = pool.settings.min_connections.clamp(1, pool.settings.max_connections);
        for _ in 0..wanted {
            let link = pool.connect(deadline, Patience::First).await?;
            pool.keep(link);
        }
        Ok(pool)
    }

    /// Takes a connection that works.
    pub(super) async fn acquire(&self) -> Result<Leased> {
        match self.acquire_at_once() {
            Some(leased) => Ok(leased),
            // Boxed, as it is rarely needed, and would make every statement's future as large as its own.
            None => boxed(self.acquire_in_time()).await,
        }
    }

    /// Takes a connection that nobody has to wait for and that was used a moment ago.
    fn acquire_at_once(&self) -> Option<Leased> {
        let place = Arc::clone(&self.places).try_acquire_owned().ok()?;
        if self.closed.load(Ordering::Acquire) {
            return None;
        }
        let mut idle = lock(&self.idle);
        let fresh = idle.pop_if(|idle| idle.since.elapsed() < SILENCE)?;
        Some(Leased { link: fresh.link, place })
    }

    async fn acquire_in_time(&self) -> Result<Leased> {
        let deadline = Instant::now() + self.settings.acquire_timeout;
        let place = self.place(deadline).await?;
        while let Some(idle) = self.pop() {
            if let Some(link) = idle.still_good().await {
                return Ok(Leased { link, place });
            }
        }
        let link = self.connect(deadline, Patience::Later).await?;
        Ok(Leased { link, place })
    }

    async fn place(&self, deadline: Instant) -> Result<OwnedSemaphorePermit> {
        let waited = match timeout_at(deadline, Arc::clone(&self.places).acquire_owned()).await {
            Ok(place) => place.map_err(drop),
            Err(_) => return Err(pool_timeout(self.target.in_memory)),
        };
        match waited {
            Ok(place) if !self.closed.load(Ordering::Acquire) => Ok(place),
            _ => Err(Error::new(
                ErrorKind::ConnectionLost,
                "the database was closed by this program",
            )),
        }
    }

    /// Opens a connection. A server that restarts is waited for; one that was never there is not.
    pub(super) fn connect(
        &self,
        deadline: Instant,
        patience: Patience,
    ) -> BoxFuture<'_, Result<Link>> {
        boxed(self.connect_in_time(deadline, patience))
    }

    async fn connect_in_time(&self, deadline: Instant, patience: Patience) -> Result<Link> {
        let mut pause = Duration::from_millis(10);
        loop {
            let refusal =
                match timeout_at(deadline, Driver::open(&self.target, &self.settings)).await {
                    Ok(Ok((driver, server))) => {
                        self.server.get_or_init(|| server);
                        return Ok(Link { driver, alarm: Alarm::new()?, born: Instant::now() });
                    }
                    Ok(Err(refusal)) => refusal,
                    Err(_) => Refusal::of(no_answer(&self.target)),
                };
            let again = match refusal.retry {
                Retry::Never => false,
                Retry::Unreachable => patience == Patience::Later,
                Retry::Busy => true,
            };
            if !again || Instant::now() + pause >= deadline {
                return Err(refusal.error);
            }
            sleep(pause).await;
            pause = (pause * 2).min(Duration::from_millis(500));
        }
    }

    /// Gives a connection back; it must be sound and outside a transaction.
    pub(super) fn give_back(self: &Arc<Self>, leased: Leased) {
        let Leased { link, place } = leased;
        if self.closed.load(Ordering::Acquire) || link.born.elapsed() > AGE_LIMIT {
            return self.retire(Leased { link, place }, true);
        }
        self.keep(link);
        // The place goes last: whoever gets it finds the connection.
        drop(place);
    }

    /// Closes a connection; its place is free afterwards.
    pub(super) fn retire(self: &Arc<Self>, leased: Leased, politely: bool) {
        leased.link.driver.interrupt().now();
        // Outside a runtime there is nobody to say goodbye: dropping the connection closes it.
        if let Ok(runtime) = Handle::try_current() {
            let farewell: BoxFuture<'static, ()> = Box::pin(async move {
                let Leased { link, place } = leased;
                link.driver.close(politely, FAREWELL_LIMIT).await;
                drop(place);
            });
            runtime.spawn(farewell);
        }
    }

    /// Refuses new work, waits for what is under way, closes all connections.
    pub(super) async fn close(&self, limit: Duration) -> Result<()> {
        self.closed.store(true, Ordering::Release);
        let all = timeout(limit, self.places.acquire_many(self.settings.max_connections)).await;
        while let Some(idle) = self.pop() {
            idle.link.driver.close(true, FAREWELL_LIMIT).await;
        }
        let anchor = lock(&self.anchor).take();
        if let Some(anchor) = anchor {
            anchor.close(true, FAREWELL_LIMIT).await;
        }
        match all {
            Ok(_) => Ok(()),
            Err(_) => Err(Error::new(
                ErrorKind::PoolTimeout,
                "some connections were still in use; they are closed when they are given back",
            )),
        }
    }

    fn pop(&self) -> Option<Idle> {
        lock(&self.idle).pop()
    }

    fn keep(&self, link: Link) {
        let mut idle = lock(&self.idle);
        // The last in is the first out, so the first of the list was unused for longest.
        if idle.first().is_some_and(|oldest| oldest.since.elapsed() > IDLE_LIMIT) {
            idle.remove(0);
        }
        idle.push(Idle { link, since: Instant::now() });
    }
}

/// Whether a server is waited for that does not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Patience {
    First,
    Later,
}

impl Idle {
    async fn still_good(self) -> Option<Link> {
        let Self { mut link, since } = self;
        let silence = since.elapsed();
        if silence < SILENCE {
            return Some(link);
        }
        if silence > IDLE_LIMIT || link.born.elapsed() > AGE_LIMIT {
            link.driver.close(true, PING_LIMIT).await;
            return None;
        }
        match timeout(PING_LIMIT, link.driver.ping()).await {
            Ok(Ok(())) => Some(link),
            _ => None,
        }
    }
}

/// A panic while the lock is held can not leave a list of connections half changed.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn pool_timeout(in_memory: bool) -> Error {
    Error::new(
        ErrorKind::PoolTimeout,
        if in_memory {
            "an in-memory database has one connection, and it is in use; \
             inside a transaction pass `&mut tx`"
        } else {
            "all connections are in use; inside a transaction pass `&mut tx`, or raise `max_connections`"
        },
    )
}

fn no_answer(target: &Target) -> Error {
    Error::new(
        ErrorKind::ConnectionLost,
        format!("`{target}` did not answer in time; is the server running and reachable?"),
    )
}
