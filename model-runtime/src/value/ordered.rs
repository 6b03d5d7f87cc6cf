//! Values that can be the lowest or the highest.

use crate::value::ColumnValue;

/// A field whose values have a lowest and a highest one, the same on every database.
#[diagnostic::on_unimplemented(
    message = "a column of type `{Self}` has no lowest or highest value",
    label = "its values have no order"
)]
pub trait Ordered: ColumnValue {}

macro_rules! ordered {
    ($($ty:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl Ordered for $ty {}
        #[diagnostic::do_not_recommend]
        impl Ordered for Option<$ty> {}
    )*};
}

ordered!(bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 String Vec<u8>);

#[cfg(feature = "uuid")]
ordered!(uuid::Uuid);

#[cfg(feature = "chrono")]
ordered! {
    chrono::DateTime<chrono::Utc> chrono::NaiveDateTime chrono::NaiveDate chrono::NaiveTime
}
