//! What becomes of a value that is looked for where there may be no row.

use crate::value::{ColumnValue, Nullable, Required};

/// Whether a row is there: [`Required`] or [`Nullable`].
pub trait Presence: 'static {
    /// A value of such a row: `T`, or `Option` of it; a nullable one stays as it is.
    type Of<T: ColumnValue>: ColumnValue;
    /// Whether a row that is looked for from there is.
    type Then<N: Presence>: Presence;
    /// Whether there may be none.
    const OPTIONAL: bool;
}

impl Presence for Required {
    type Of<T: ColumnValue> = T;
    type Then<N: Presence> = N;
    const OPTIONAL: bool = false;
}

impl Presence for Nullable {
    type Of<T: ColumnValue> = Option<T::Base>;
    type Then<N: Presence> = Self;
    const OPTIONAL: bool = true;
}
