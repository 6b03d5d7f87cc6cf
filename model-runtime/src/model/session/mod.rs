//! The session: records that refer to each other before they are stored, and one `commit` that writes
//! what is new, changed and deleted.

mod access;
mod alter;
mod apply;
mod commit;
mod entry;
mod reference;

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

pub use commit::Committed;
pub use reference::Ref;

use crate::backend::Executor;
use crate::error::{Error, Result};
use crate::model::graph::{Seed, seeds};
use crate::model::nest::Node;
use crate::model::session::entry::{Entry, Tracked};
use crate::model::unit::Kind;
use crate::model::{AsParent, BelongsTo, BoxFuture, Create, Model};

/// A unit of work: records are added, fetched and changed in any order, refer to each other before they
/// are stored, and [`commit`](Self::commit) writes the difference.
///
/// It is plain memory: nothing but `commit` speaks to the database. It keeps what it is given and does not
/// notice that two records are of the same row.
///
/// ```
/// # use model_runtime::prelude::*;
/// # #[derive(Model)] struct Role { #[primary_key] id: i64, #[unique] name: String }
/// # #[derive(Model)] struct User {
/// #     #[primary_key] id: i64, #[unique] username: String, #[foreign_key(Role)] role_id: Option<i64>,
/// # }
/// # const SCHEMA: Schema = schema![Role, User];
/// # #[tokio::main] async fn main() -> Result<()> {
/// # let db = Db::connect("sqlite::memory:").await?;
/// # db.create_all(&SCHEMA).await?;
/// let mut session = Session::new();
/// let observer = session.add(Role::create().name("Observer"));
/// let fred = session.add(User::create().username("fred").role(observer));
/// session.commit(&db).await?;
/// assert_eq!(session[fred].role_id, Some(session[observer].id));
///
/// session[fred].username = "frederick".into();
/// let done = session.commit(&db).await?;
/// assert_eq!(done.updated, 1);
/// # Ok(()) }
/// ```
pub struct Session {
    id: u64,
    entries: Vec<Entry>,
    /// What was asked of references that can not be; told by the next commit.
    misuses: Vec<Misuse>,
}

/// A reference for which something was asked that can not be.
struct Misuse {
    session: u64,
    entry: usize,
    error: Error,
}

impl Session {
    /// Begins a session without records.
    #[must_use]
    pub fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let id = NEXT.fetch_add(1, Ordering::Relaxed);
        Self { id, entries: Vec::new(), misuses: Vec::new() }
    }

    /// Adds a new record, with those nested in it; the next commit stores them.
    ///
    /// The reference can be given to the relations of other records at once.
    pub fn add<C: Create>(&mut self, create: C) -> Ref<C::Model> {
        let root = self.entries.len();
        let new = |seed| Entry::New { seed, root, set: Vec::new() };
        let node = Node::new::<C::Model>(create.into_draft());
        if node.draft.store().is_none() {
            self.entries.push(new(Seed::alone(node)));
        } else {
            self.entries.extend(seeds(node, root).into_iter().map(new));
        }
        Ref::new(self.id, root)
    }

    /// Adds new records; see [`add`](Self::add).
    pub fn add_all<C: Create>(
        &mut self,
        creates: impl IntoIterator<Item = C>,
    ) -> Vec<Ref<C::Model>> {
        creates.into_iter().map(|create| self.add(create)).collect()
    }

    /// Sets a relation of a record, stored or not, to another that may not be stored yet.
    ///
    /// The field shows it after the commit. A later assignment to the field counts instead.
    ///
    /// ```
    /// # use model_runtime::prelude::*;
    /// # #[derive(Model)] struct Role { #[primary_key] id: i64, #[unique] name: String }
    /// # #[derive(Model)] struct User {
    /// #     #[primary_key] id: i64, #[foreign_key(Role)] role_id: Option<i64>,
    /// # }
    /// # const SCHEMA: Schema = schema![Role, User];
    /// # #[tokio::main] async fn main() -> Result<()> {
    /// # let db = Db::connect("sqlite::memory:").await?;
    /// # db.create_all(&SCHEMA).await?;
    /// # let fred = User::create().insert(&db).await?;
    /// let mut session = Session::new();
    /// let fred = session.attach(fred);
    /// let guest = session.add(Role::create().name("Guest"));
    /// session.set(fred, User::ROLE, guest);
    /// session.commit(&db).await?;
    /// assert_eq!(session[fred].role_id, Some(session[guest].id));
    /// # Ok(()) }
    /// ```
    pub fn set<C: Model, P: Model, N>(
        &mut self,
        child: Ref<C>,
        relation: BelongsTo<C, P, N>,
        parent: impl AsParent<P, N>,
    ) {
        self.assign(child, relation.foreign_key(), P::TABLE, &parent.as_parent());
    }

    /// Puts another builder in the place of a record that is not stored yet; what was nested in the old one
    /// is forgotten. References to the record stay valid.
    ///
    /// A record that is stored already makes the next commit answer `InvalidReference`, until it is
    /// [forgotten](Self::forget): change its fields instead.
    pub fn replace<C: Create>(&mut self, record: Ref<C::Model>, create: C) {
        self.put(record, create);
    }

    /// Writes what is new, changed and deleted, in one transaction: all of it or nothing.
    ///
    /// Rows go in as few statements as their number allows, in an order that foreign keys and unique values
    /// accept. Where nothing is to be written nothing is sent. Given a transaction it writes within it; if
    /// that is rolled back later, the session does not know.
    ///
    /// A commit that fails, or whose future is dropped before it ends, leaves the session as it was: mend it
    /// with [`replace`](Self::replace), [`forget`](Self::forget) or an assignment, and commit again.
    ///
    /// # Errors
    ///
    /// Before anything is sent: `InvalidReference` for references to records that are not in this session
    /// and for new records that need each other's keys, `Unsupported` for a changed primary key and for
    /// records that exchange unique values. `NotFound` if a changed or deleted row is gone; what the database
    /// refuses.
    pub fn commit<'s, 'e: 's>(
        &'s mut self,
        executor: impl Executor<'e>,
    ) -> BoxFuture<'s, Result<Committed>> {
        self.write(executor.via())
    }

    /// Takes a stored record, whose changes the next commit writes.
    pub fn attach<M: Model>(&mut self, record: M) -> Ref<M> {
        let entry = self.entries.len();
        self.entries.push(Entry::Stored(Tracked::new(Kind::of::<M>(), Box::new(record))));
        Ref::new(self.id, entry)
    }

    /// Takes stored records; see [`attach`](Self::attach).
    pub fn attach_all<M: Model>(&mut self, records: impl IntoIterator<Item = M>) -> Vec<Ref<M>> {
        records.into_iter().map(|record| self.attach(record)).collect()
    }
}

impl Default for Session {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("records", &self.entries.len()).finish_non_exhaustive()
    }
}
