//! The create builder's parts: slots for values, and the states that make `insert` wait for them.
//!
//! A derive writes `UserCreate<S>`. `S` is a tuple of groups, each a tuple of states, one state per
//! column that may have to be set: [`Missing`](crate::value::Missing) or [`Set`]. A setter changes its
//! state through [`SetAt`]; the builder is a [`Create`] once no state is missing.

use crate::error::Result;
use crate::model::nest::Nested;
use crate::model::parent::{Known, Parent};
use crate::model::{AsParent, BoxFuture, Column, IntoValue, Model};
use crate::value::{Bind, Missing, Set};

/// A column's value in a create: unset (its default) is not the same as NULL.
#[derive(Debug)]
pub struct Slot<T>(Content<T>);

#[derive(Debug)]
enum Content<T> {
    Unset,
    Value(T),
    /// A foreign key whose value is kept apart from its type. Boxed: a slot is as large as its value.
    Key(Box<Known>),
}

impl<T> Slot<T> {
    /// A column that has not been set.
    pub const UNSET: Self = Self(Content::Unset);
}

// No bound stands here: the emitted code asks for what it needs at the
// field's type, so that a type which can not be stored is one error there.
impl<T> Slot<T> {
    /// A column with a value, cut to what databases keep of it.
    pub fn set(value: impl IntoValue<T>, normalized: fn(T) -> T) -> Self {
        Self(Content::Value(normalized(value.into_value())))
    }

    /// A foreign key that refers to a parent, or to none, as [`refer`](crate::value::KeyOf::refer) of the key's type does.
    pub fn parent<P, K: Clone, N>(
        parent: &impl AsParent<P, N>,
        key: Column<P, K>,
        refer: fn(Option<K>) -> Option<T>,
    ) -> Self {
        let value = match parent.as_parent() {
            Parent::None => refer(None),
            Parent::Record(parent) => refer(Some(key.get(parent).clone())),
            Parent::Key(parent) => {
                let known = parent.value(key.ordinal()).map(Box::new);
                return Self(known.map_or(Content::Unset, Content::Key));
            }
            Parent::Reference(reference) => {
                let known = Known::Reference(reference.column(key.ordinal()));
                return Self(Content::Key(Box::new(known)));
            }
        };
        Self(value.map_or(Content::Unset, Content::Value))
    }

    /// The value, if the column has been set.
    pub fn bind(&self, as_bind: fn(&T) -> &dyn Bind) -> Option<&dyn Bind> {
        match &self.0 {
            Content::Unset => None,
            Content::Value(value) => Some(as_bind(value)),
            Content::Key(value) => Some(&**value),
        }
    }

    /// Makes the value of a key that has not been set, where this library makes them.
    pub fn generate(&mut self, make: fn() -> Option<T>) {
        if matches!(self.0, Content::Unset)
            && let Some(key) = make()
        {
            self.0 = Content::Value(key);
        }
    }
}

/// The values of a record about to be stored.
pub trait Draft: Send + Sync {
    /// The value of a column by its position, if it has been set.
    fn column(&self, ordinal: usize) -> Option<&dyn Bind>;

    /// Makes the values that this library makes.
    fn generate(&mut self) {}

    /// The records that are to be stored along with it.
    fn nested(&mut self) -> Option<&mut Nested> {
        None
    }
}

/// A create builder with all required columns set.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a record to be created",
    label = "expected what `Model::create()` begins"
)]
pub trait Create: Draft + 'static {
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

/// The state of a column in group `G` at position `I`: `N0` to `N15`, since a number as a parameter is one
/// more constant to be compiled wherever it is written.
pub trait At<G, I> {
    /// Missing or set.
    type State;
}

/// Sets the state of a column in group `G` at position `I`.
pub trait SetAt<G, I> {
    /// The states with that one set.
    type Out;
}

/// One group: the state at a position.
pub trait Member<I> {
    /// Missing or set.
    type State;
    /// The group with that one set.
    type Out;
}

macro_rules! states {
    // Each name in turn is the one at position `$at`; `before` and `after` are its neighbours.
    (@at $at:ident [$($before:ident)*] $here:ident [$($after:ident)*]) => {
        impl<$($before,)* $here, $($after),*> Member<$at> for ($($before,)* $here, $($after,)*) {
            type State = $here;
            type Out = ($($before,)* Set, $($after,)*);
        }

        impl<$($before,)* $here: Member<I>, $($after,)* I> At<$at, I>
            for ($($before,)* $here, $($after,)*)
        {
            type State = $here::State;
        }

        impl<$($before,)* $here: Member<I>, $($after,)* I> SetAt<$at, I>
            for ($($before,)* $here, $($after,)*)
        {
            type Out = ($($before,)* $here::Out, $($after,)*);
        }
    };
    (@walk [$($before:ident)*] []) => {};
    (@walk [$($before:ident)*] [$here:ident $at:ident $($after:ident $next:ident)*]) => {
        states!(@at $at [$($before)*] $here [$($after)*]);
        states!(@walk [$($before)* $here] [$($after $next)*]);
    };
    (@lengths [$($done:tt)*] []) => {};
    (@lengths [$($done:tt)*] [$name:ident $at:ident $($rest:tt)*]) => {
        states!(@walk [] [$($done)* $name $at]);
        states!(@lengths [$($done)* $name $at] [$($rest)*]);
    };
    ($($name:ident $at:ident)*) => {
        $(
            /// A position.
            #[derive(Debug, Clone, Copy)]
            pub enum $at {}
        )*

        states!(@lengths [] [$($name $at)*]);
    };
}

states!(
    A N0 B N1 C N2 D N3 E N4 F N5 G N6 H N7 J N8 K N9 L N10 M N11 N N12 O N13 P N14 Q N15
);
