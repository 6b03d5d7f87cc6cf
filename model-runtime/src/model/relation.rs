//! What the handles of relations share: they are values, and a parent is given to them.
//!
//! Each handle has a file of its own with all its methods, since rustc names the module of a method that
//! stands in another than its type.

use crate::value::Nullable;

/// Makes a handle a value that is copied.
macro_rules! handle {
    ($handle:ident<$($of:ident),* $(; $key:ident)?>) => {
        impl<$($of,)* $(const $key: usize)?> Clone for $handle<$($of,)* $($key)?> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<$($of,)* $(const $key: usize)?> Copy for $handle<$($of,)* $($key)?> {}

        impl<$($of,)* $(const $key: usize)?> std::fmt::Debug for $handle<$($of,)* $($key)?> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_tuple(stringify!($handle)).field(&self.foreign_key.def().name.as_str()).finish()
            }
        }
    };
}

pub(crate) use handle;

/// What can be given as the parent where a foreign key is set: `&P`, and `Option<&P>` where the key
/// is nullable.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can not be the parent of this relation, which is a `{P}`",
    label = "expected `&{P}`, or where the foreign key is nullable `Option<&{P}>`"
)]
pub trait IntoParent<P, N> {
    /// Returns the parent, if there is to be one.
    #[doc(hidden)]
    fn parent(&self) -> Option<&P>;
}

#[diagnostic::do_not_recommend]
impl<P, N> IntoParent<P, N> for &P {
    fn parent(&self) -> Option<&P> {
        Some(self)
    }
}

#[diagnostic::do_not_recommend]
impl<P> IntoParent<P, Nullable> for Option<&P> {
    fn parent(&self) -> Option<&P> {
        *self
    }
}
