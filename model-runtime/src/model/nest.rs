//! Records under a parent: builders that may lack the foreign key which the parent gives them, and
//! builders that hold others to be stored along with them.

use std::fmt;
use std::mem;

use crate::backend::Via;
use crate::error::Result;
use crate::model::load::Level;
use crate::model::unit::Kind;
use crate::model::{BoxFuture, Builder, Draft, HasMany, HasOne, Model, ParentKey, graph};
use crate::schema::ForeignKeyDef;

/// A builder of a `C` with all required columns set, where those of its foreign key `K` count as set.
#[diagnostic::on_unimplemented(
    message = "what is given here is not a `{C}` to be created under its parent",
    label = "expected what `{C}::create()` begins"
)]
pub trait Under<C, const K: usize = 0>: Builder {}

/// A model that can be begun under a parent `P`: `B` is its builder with the foreign key `K` set. `N` is
/// [`Required`](crate::value::Required) or [`Nullable`](crate::value::Nullable), as that is.
pub trait Child<P, N, B, const K: usize = 0>: Model {
    /// Begins a record that refers to the parent.
    #[doc(hidden)]
    fn begin(parent: ParentKey<P>) -> B
    where
        B: Builder,
    {
        B::of(Draft::under(Self::TABLE, &Self::TABLE.foreign_keys[K], parent))
    }
}

/// A relation of `P` along which records can be stored together with a new `P`: the handles of its
/// children and of the records linked to it, with the `Rows` given to `.with(…)`.
///
/// `By` tells how they hang on it, and is inferred.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not lead from a new `{P}` to records that can be stored with it",
    label = "expected the handle of what a `{P}` has many of",
    note = "the parent of a new record is set by the method of that relation's name, to a stored record"
)]
pub trait Nest<P, Rows, By = ()> {
    /// Adds the records to those that are to be stored along.
    #[doc(hidden)]
    fn nest(self, rows: Rows, nested: &mut Nested);
}

// The headers are one line each, as rustc shows them to who names another relation.
impl<P: Model, C: Model, R: IntoIterator<Item: Under<C, K>>, const K: usize> Nest<P, R>
    for HasMany<P, C, K>
{
    fn nest(self, rows: R, nested: &mut Nested) {
        let tie = Tie::to(self.foreign_key());
        rows.into_iter().for_each(|row| nested.below(tie, Node::new::<C>(row.into_draft())));
    }
}

impl<P: Model, C: Model, R: IntoIterator<Item: Under<C, K>>, const K: usize> Nest<P, R>
    for HasOne<P, C, K>
{
    fn nest(self, rows: R, nested: &mut Nested) {
        let tie = Tie { foreign_key: self.foreign_key(), single: true };
        rows.into_iter().for_each(|row| nested.below(tie, Node::new::<C>(row.into_draft())));
    }
}

/// How a child hangs on its parent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tie {
    /// The child's foreign key.
    pub(crate) foreign_key: &'static ForeignKeyDef,
    /// Whether a parent has at most one such child.
    pub(crate) single: bool,
}

impl Tie {
    /// One of many children.
    pub(crate) fn to(foreign_key: &'static ForeignKeyDef) -> Self {
        Self { foreign_key, single: false }
    }
}

/// A record that is to be stored, of whatever model, with those that hang on it.
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) draft: Box<Draft>,
}

impl Node {
    /// Takes what a builder of an `M` has built.
    pub(crate) fn new<M: Model>(mut draft: Draft) -> Self {
        draft.generate::<M>();
        Self { kind: Kind::of::<M>(), draft: Box::new(draft) }
    }
}

/// One record that is stored along with another.
pub(crate) struct Branch {
    pub(crate) tie: Tie,
    /// Whether the branch is the child, and not the parent.
    pub(crate) below: bool,
    pub(crate) node: Node,
}

/// What stores trees of records; their roots are kept in the order in which they were given.
///
/// It is known by what nests records alone, so that a program which nests none has no code for it.
pub(crate) type StoreTrees =
    for<'a> fn(Via<'a>, Vec<Node>, &'a mut dyn Level) -> BoxFuture<'a, Result<()>>;

/// The records that are to be stored along with another.
#[derive(Default)]
pub struct Nested {
    branches: Vec<Branch>,
    store: Option<StoreTrees>,
}

impl Nested {
    /// What stores them; nothing if there are none.
    pub(crate) fn store(&self) -> Option<StoreTrees> {
        self.store
    }

    /// Adds a record that refers to this one.
    pub(crate) fn below(&mut self, tie: Tie, node: Node) {
        self.add(Branch { tie, below: true, node });
    }

    /// Adds a record to which this one refers, as a row of links does on both sides.
    pub(crate) fn above(&mut self, tie: Tie, node: Node) {
        self.add(Branch { tie, below: false, node });
    }

    fn add(&mut self, branch: Branch) {
        self.branches.push(branch);
        self.store = Some(graph::insert);
    }

    /// Takes the records out.
    pub(crate) fn take(&mut self) -> Vec<Branch> {
        mem::take(&mut self.branches)
    }
}

/// One after the other: a chain may be longer than the stack is deep.
impl Drop for Nested {
    fn drop(&mut self) {
        let mut left = self.take();
        while let Some(mut branch) = left.pop() {
            left.append(&mut branch.node.draft.nested().branches);
        }
    }
}

impl fmt::Debug for Nested {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Nested").field("records", &self.branches.len()).finish_non_exhaustive()
    }
}

impl<P: Model, C: Model, const K: usize> HasMany<P, C, K> {
    /// Begins a child of a record, with the foreign key set.
    #[doc(hidden)]
    pub fn begin<N, B>(self, parent: &P) -> B
    where
        C: Child<P, N, B, K>,
        B: Builder,
    {
        C::begin(ParentKey::of(parent, self.foreign_key()))
    }
}

impl<P: Model, C: Model, const K: usize> HasOne<P, C, K> {
    /// Begins the child of a record, with the foreign key set.
    #[doc(hidden)]
    pub fn begin<N, B>(self, parent: &P) -> B
    where
        C: Child<P, N, B, K>,
        B: Builder,
    {
        C::begin(ParentKey::of(parent, self.foreign_key()))
    }
}
