//! What makes a create builder one: its states, which make `insert` wait for the required columns.
//!
//! A derive writes `UserCreate<S>` around a [`Draft`]. `S` is a tuple of groups, each a tuple of states, one
//! state per column that may have to be set: [`Missing`](crate::value::Missing) or [`Set`]. A setter changes its
//! state through [`States`]; the builder is a [`Create`] once no state is missing.

use crate::error::Result;
use crate::model::{BoxFuture, Draft, Model};
use crate::value::{Missing, Set};

/// A create builder in whatever state.
pub trait Builder: Sized {
    /// Takes what was built.
    #[doc(hidden)]
    fn of(draft: Draft) -> Self;

    /// Gives up the state.
    #[doc(hidden)]
    fn into_draft(self) -> Draft;
}

/// A create builder with all required columns set.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a record to be created",
    label = "expected what `Model::create()` begins"
)]
pub trait Create: Builder {
    /// The model it creates.
    type Model: Model;
}

/// A model whose new records are given where records of `M` are stored: `M` itself.
#[diagnostic::on_unimplemented(
    message = "a new `{Self}` can not be stored among records of `{M}`",
    label = "expected what `{M}::create()` begins"
)]
pub trait StoredAs<M>: Sized {
    /// Answers the stored records as those of `M`, which they are.
    #[doc(hidden)]
    fn stored<'e>(records: BoxFuture<'e, Result<Vec<Self>>>) -> BoxFuture<'e, Result<Vec<M>>>
    where
        M: 'e;
}

#[diagnostic::do_not_recommend]
impl<M> StoredAs<M> for M {
    fn stored<'e>(records: BoxFuture<'e, Result<Vec<M>>>) -> BoxFuture<'e, Result<Vec<M>>>
    where
        M: 'e,
    {
        records
    }
}

/// Where a column's state begins: [`Set`] if a create may leave it out, else [`Missing`].
///
/// A const and no type of the field's trait, since a const that can not be evaluated is told once, at
/// the field, and not again wherever the builder's type is written.
#[derive(Debug, Clone, Copy)]
pub enum Start<const OPTIONAL: bool> {}

/// The state that a [`Start`] stands for.
pub trait Begins {
    /// Missing or set.
    type State;
}

impl Begins for Start<true> {
    type State = Set;
}

impl Begins for Start<false> {
    type State = Missing;
}

macro_rules! states {
    (@names [$($is:ident $set:ident),*]) => {$(
        #[doc = "Missing or set."]
        type $is;
        #[doc = "The states with that one set."]
        type $set: States;
    )*};
    // The state at the first of the positions that are left is `$here`, if there is one.
    (@at [$($before:ident)*] [$here:ident $($after:ident)*] [$is:ident $set:ident $($rest:ident)*]) => {
        type $is = $here;
        type $set = ($($before,)* Set, $($after,)*);
        states!(@at [$($before)* $here] [$($after)*] [$($rest)*]);
    };
    (@at $before:tt [] [$is:ident $set:ident $($rest:ident)*]) => {
        type $is = ();
        type $set = Self;
        states!(@at $before [] [$($rest)*]);
    };
    (@at $before:tt [] []) => {};
    (@lengths [$($state:ident)*] []) => {
        states!(@length [$($state)*]);
    };
    (@lengths [$($state:ident)*] [$next:ident $($rest:ident)*]) => {
        states!(@length [$($state)*]);
        states!(@lengths [$($state)* $next] [$($rest)*]);
    };
    (@length [$($state:ident)*]) => {
        impl<$($state),*> States for ($($state,)*) {
            states!(@at [] [$($state)*] [
                Is0 Set0 Is1 Set1 Is2 Set2 Is3 Set3 Is4 Set4 Is5 Set5 Is6 Set6 Is7 Set7
                Is8 Set8 Is9 Set9 Is10 Set10 Is11 Set11 Is12 Set12 Is13 Set13 Is14 Set14 Is15 Set15
            ]);
        }
    };
    ($($state:ident)*) => {
        states!(@lengths [] [$($state)*]);
    };
}

/// At most sixteen states: what each of them is, and all of them with that one set. Of those beyond the last
/// nothing is said.
///
/// It is one trait for all positions: each setter of a builder then does with the bound of its `impl`.
pub trait States {
    states!(@names [
        Is0 Set0, Is1 Set1, Is2 Set2, Is3 Set3, Is4 Set4, Is5 Set5, Is6 Set6, Is7 Set7,
        Is8 Set8, Is9 Set9, Is10 Set10, Is11 Set11, Is12 Set12, Is13 Set13, Is14 Set14, Is15 Set15
    ]);
}

states!(A B C D E F G H I J K L M N O P);
