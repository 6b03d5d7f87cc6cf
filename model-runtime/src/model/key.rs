//! Primary keys: which types they may be of, who makes their values, and how records are found.

use crate::model::{Column, IntoValue};
use crate::schema::Generation;
use crate::value::{ColumnType, Missing, Set};

/// A type that a primary key can have.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can not be a primary key",
    label = "not a type of primary keys",
    note = "primary keys are integers, `Uuid`, `String`, `Vec<u8>`, `bool`, dates and times; they can not be an `Option` nor a floating-point number"
)]
pub trait KeyColumn: ColumnType {
    /// Whether a create must set the key: [`Missing`] or [`Set`] at its start.
    type Start<C>;
    /// Who makes its values unless the model says `manual`.
    const GENERATION: Generation;

    /// Makes a value, where this library makes them.
    #[must_use]
    fn generate() -> Option<Self> {
        None
    }
}

macro_rules! keys {
    ($start:ty, $generation:expr; $($ty:ty)*) => {$(
        impl KeyColumn for $ty {
            type Start<C> = $start;
            const GENERATION: Generation = $generation;
        }
    )*};
}

keys!(Set, Generation::Database { never_reuse: false }; i8 i16 i32 i64 u8 u16 u32 u64);
keys!(Missing<C>, Generation::Manual; bool String Vec<u8>);

#[cfg(feature = "chrono")]
keys!(
    Missing<C>, Generation::Manual;
    chrono::DateTime<chrono::Utc> chrono::NaiveDateTime chrono::NaiveDate chrono::NaiveTime
);

#[cfg(feature = "uuid")]
impl KeyColumn for uuid::Uuid {
    type Start<C> = Set;
    const GENERATION: Generation = Generation::Uuid;

    fn generate() -> Option<Self> {
        Some(Self::now_v7())
    }
}

/// A model whose primary key is a single column of type `K`.
#[diagnostic::on_unimplemented(
    message = "the primary key of `{Self}` is not of type `{K}`",
    label = "must be of the type of the primary key of `{Self}`, or an `Option` of it"
)]
pub trait PrimaryKey<K>: Sized {
    /// The key's handle.
    const KEY: Column<Self, K>;
}

/// A value that can be given as the primary key `K`; of several columns, as a tuple in their order.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a primary key of type `{K}`",
    label = "the primary key is of type `{K}`"
)]
pub trait IntoKey<K> {
    /// Converts it.
    fn into_key(self) -> K;
}

macro_rules! tuples {
    ($($given:ident $key:ident $at:tt),*) => {
        impl<$($given: IntoValue<$key>, $key),*> IntoKey<($($key,)*)> for ($($given,)*) {
            fn into_key(self) -> ($($key,)*) {
                ($(self.$at.into_value(),)*)
            }
        }
    };
}

tuples!(A X 0, B Y 1);
tuples!(A X 0, B Y 1, C Z 2);
tuples!(A X 0, B Y 1, C Z 2, D W 3);
