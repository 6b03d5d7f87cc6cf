//! Truth values, integers and floating-point numbers.

use crate::error::{Error, ErrorKind, Result};
use crate::value::{Binder, ColumnType, ColumnValue, Source, SqlType};

/// A field whose values can be added, subtracted, multiplied and divided.
#[diagnostic::on_unimplemented(
    message = "a column of type `{Self}` can not be calculated with",
    label = "not a number"
)]
pub trait Numeric: ColumnValue {}

/// A number whose values can be summed.
#[diagnostic::on_unimplemented(
    message = "a column of type `{Self}` can not be summed or averaged",
    label = "not a number"
)]
pub trait Summed: Numeric {
    /// The type of the sum: `i64` of whole numbers, `f64` of others.
    type Sum: ColumnType;
}

#[diagnostic::do_not_recommend]
impl ColumnType for bool {
    const SQL_TYPE: SqlType = SqlType::Bool;

    fn bind(&self, binder: &mut dyn Binder) -> Result<()> {
        binder.bool(*self)
    }

    fn read(source: &dyn Source, at: usize) -> Result<Option<Self>> {
        source.bool(at)
    }
}

macro_rules! integers {
    ($($ty:ident $sql:ident),* $(,)?) => {$(
        #[diagnostic::do_not_recommend]
        impl ColumnType for $ty {
            const SQL_TYPE: SqlType = SqlType::$sql;

            fn bind(&self, binder: &mut dyn Binder) -> Result<()> {
                match i64::try_from(*self) {
                    Ok(value) => binder.int(value, SqlType::$sql),
                    Err(_) => Err(out_of_range()),
                }
            }

            fn read(source: &dyn Source, at: usize) -> Result<Option<Self>> {
                let Some(value) = source.int(at, SqlType::$sql)? else { return Ok(None) };
                match Self::try_from(value) {
                    Ok(value) => Ok(Some(value)),
                    Err(_) => Err(Error::new(
                        ErrorKind::Decode,
                        concat!("the stored number does not fit `", stringify!($ty), "`"),
                    )
                    .at(at)),
                }
            }
        }

        #[diagnostic::do_not_recommend]
        impl Numeric for $ty {}
        #[diagnostic::do_not_recommend]
        impl Numeric for Option<$ty> {}

        #[diagnostic::do_not_recommend]
        impl Summed for $ty {
            type Sum = i64;
        }

        #[diagnostic::do_not_recommend]
        impl Summed for Option<$ty> {
            type Sum = i64;
        }
    )*};
}

integers!(i8 I8, i16 I16, i32 I32, i64 I64, u8 U8, u16 U16, u32 U32, u64 U64);

/// Only a `u64` can be too large: the other integers fit 64 signed bits.
fn out_of_range() -> Error {
    Error::new(
        ErrorKind::OutOfRange,
        "a number above `i64::MAX` can not be stored on any database here",
    )
}

macro_rules! floats {
    ($($ty:ident $sql:ident),* $(,)?) => {$(
        #[diagnostic::do_not_recommend]
        impl ColumnType for $ty {
            const SQL_TYPE: SqlType = SqlType::$sql;

            /// NaN and infinities are refused: SQLite stores NaN as NULL, MySQL has neither.
            fn bind(&self, binder: &mut dyn Binder) -> Result<()> {
                if self.is_finite() {
                    return binder.$ty(*self);
                }
                Err(Error::new(
                    ErrorKind::InvalidValue,
                    "NaN and infinite numbers can not be stored; store `None` for no number",
                ))
            }

            fn read(source: &dyn Source, at: usize) -> Result<Option<Self>> {
                match source.$ty(at)? {
                    Some(value) if !value.is_finite() => {
                        Err(Error::new(ErrorKind::Decode, "the stored number is not finite").at(at))
                    }
                    value => Ok(value),
                }
            }
        }

        #[diagnostic::do_not_recommend]
        impl Numeric for $ty {}
        #[diagnostic::do_not_recommend]
        impl Numeric for Option<$ty> {}

        #[diagnostic::do_not_recommend]
        impl Summed for $ty {
            type Sum = f64;
        }

        #[diagnostic::do_not_recommend]
        impl Summed for Option<$ty> {
            type Sum = f64;
        }
    )*};
}

floats!(f32 F32, f64 F64);
