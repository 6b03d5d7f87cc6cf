//! What a model's declaration has to obey where only types can tell; asked by the derive in consts.
//!
//! Each is a question: the `assert!` stands in a const of its own at the field, since a function that
//! panics, and a const that others use, add lines to the compile error that say nothing.

use crate::schema::{DefaultDef, Generation};
use crate::value::{ColumnType, SqlType};

/// A foreign key that can lose its parent.
#[diagnostic::on_unimplemented(
    message = "`on_delete` or `on_update` can not set a foreign key of type `{Self}` to NULL; make the field an `Option`",
    label = "`set_null` needs an `Option`"
)]
pub trait CanBeNull {
    /// Asked for by the derive.
    #[doc(hidden)]
    const PROOF: () = ();
}

#[diagnostic::do_not_recommend]
impl<T: ColumnType> CanBeNull for Option<T> {}

/// Tells whether the columns of a foreign key may all be NULL, or none of them.
#[must_use]
pub const fn all_or_none(nullable: &[bool]) -> bool {
    let mut at = 1;
    while at < nullable.len() {
        if nullable[at] != nullable[0] {
            return false;
        }
        at += 1;
    }
    true
}

/// Returns who makes the values of a key with `never_reuse`.
#[must_use]
pub const fn never_reuse(generation: Generation) -> Generation {
    match generation {
        Generation::Database { .. } => Generation::Database { never_reuse: true },
        other => other,
    }
}

/// What a key's type says of who makes its values, where it is spelt like an integer: a builder need not
/// wait for it.
#[must_use]
pub const fn generated_key(by: Generation) -> Generation {
    assert!(!by.is_manual(), "this integer is not the one of std; give it another name");
    by
}

/// Tells whether the database makes a key's values, as `never_reuse` needs it.
#[must_use]
pub const fn is_counted(generation: Generation) -> bool {
    matches!(generation, Generation::Database { .. })
}

/// Tells whether a column is a text, as a length needs it, and its default no longer.
#[must_use]
pub const fn length_fits(ty: SqlType, length: u32, default: Option<DefaultDef>) -> bool {
    let fits = match default {
        Some(DefaultDef::Text(text)) => characters(text) <= length as usize,
        _ => true,
    };
    matches!(ty, SqlType::Text) && fits
}

/// Counts the characters of a text: its bytes but those that continue a character.
const fn characters(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut count) = (0, 0);
    while at < bytes.len() {
        count += (bytes[at] & 0b1100_0000 != 0b1000_0000) as usize;
        at += 1;
    }
    count
}

/// Tells whether a default is a value of the column's type.
#[must_use]
pub const fn default_fits(ty: SqlType, default: DefaultDef) -> bool {
    match default {
        DefaultDef::Bool(_) => matches!(ty, SqlType::Bool),
        DefaultDef::Int(value) => int_fits(value, ty),
        DefaultDef::Float(_) => matches!(ty, SqlType::F32 | SqlType::F64),
        DefaultDef::Text(_) => matches!(ty, SqlType::Text | SqlType::Json),
        DefaultDef::Now => {
            matches!(ty, SqlType::DateTimeUtc | SqlType::DateTime | SqlType::Date | SqlType::Time)
        }
        DefaultDef::Sql(_) => true,
    }
}

const fn int_fits(value: i64, ty: SqlType) -> bool {
    match ty {
        SqlType::I8 => value >= i8::MIN as i64 && value <= i8::MAX as i64,
        SqlType::I16 => value >= i16::MIN as i64 && value <= i16::MAX as i64,
        SqlType::I32 => value >= i32::MIN as i64 && value <= i32::MAX as i64,
        SqlType::I64 | SqlType::F32 | SqlType::F64 => true,
        SqlType::U8 => value >= 0 && value <= u8::MAX as i64,
        SqlType::U16 => value >= 0 && value <= u16::MAX as i64,
        SqlType::U32 => value >= 0 && value <= u32::MAX as i64,
        SqlType::U64 => value >= 0,
        _ => false,
    }
}
