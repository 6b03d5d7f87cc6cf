//! What a model's declaration has to obey where only types can tell; called by the derive in consts.

use crate::model::KeyColumn;
use crate::schema::{DefaultDef, Generation};
use crate::value::{ColumnType, ColumnValue, SqlType};

/// A foreign key that can lose its parent.
#[diagnostic::on_unimplemented(
    message = "`on_delete` or `on_update` can not set a foreign key of type `{Self}` to NULL; make the field an `Option`",
    label = "`set_null` needs an `Option`"
)]
pub trait CanBeNull {}

impl<T: ColumnType> CanBeNull for Option<T> {}

/// Proves that a foreign key can be set to NULL.
pub const fn set_null_needs_an_option<T: CanBeNull>() {}

/// Proves that the columns of a foreign key may all be NULL, or none of them.
///
/// # Panics
///
/// With the derive's `message` where they differ; in a const that is a compile error.
pub const fn all_or_none(nullable: &[bool], message: &str) {
    let mut at = 1;
    while at < nullable.len() {
        if nullable[at] != nullable[0] {
            panic!("{}", message);
        }
        at += 1;
    }
}

/// Returns who makes the values of a key with `never_reuse`.
///
/// # Panics
///
/// Where the database does not make them, as for a `Uuid`; in a const that is a compile error.
#[must_use]
pub const fn never_reuse<K: KeyColumn>() -> Generation {
    match K::GENERATION {
        Generation::Database { .. } => Generation::Database { never_reuse: true },
        _ => panic!("`never_reuse` is for integer keys, whose values the database makes"),
    }
}

/// Returns the length of a text column.
///
/// # Panics
///
/// Where the column is no text or its default is longer, with the derive's `message`; in a const that
/// is a compile error.
#[must_use]
pub const fn length_of<T: ColumnValue>(
    length: u32,
    default: Option<DefaultDef>,
    message: &str,
) -> Option<u32> {
    let fits = match default {
        Some(DefaultDef::Text(text)) => characters(text) <= length as usize,
        _ => true,
    };
    if !matches!(T::SQL_TYPE, SqlType::Text) || !fits {
        panic!("{}", message);
    }
    Some(length)
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

/// Returns the default of a column of type `T`.
///
/// # Panics
///
/// Where the default is of another type, with the derive's `message`; in a const that is a compile
/// error.
#[must_use]
pub const fn default_of<T: ColumnValue>(default: DefaultDef, message: &str) -> DefaultDef {
    let fits = match default {
        DefaultDef::Bool(_) => matches!(T::SQL_TYPE, SqlType::Bool),
        DefaultDef::Int(value) => int_fits(value, T::SQL_TYPE),
        DefaultDef::Float(_) => matches!(T::SQL_TYPE, SqlType::F32 | SqlType::F64),
        DefaultDef::Text(_) => matches!(T::SQL_TYPE, SqlType::Text | SqlType::Json),
        DefaultDef::Now => matches!(
            T::SQL_TYPE,
            SqlType::DateTimeUtc | SqlType::DateTime | SqlType::Date | SqlType::Time
        ),
        DefaultDef::Sql(_) => true,
    };
    if !fits {
        panic!("{}", message);
    }
    default
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
