//! JSON documents.
//!
//! What is promised is the value, not its text: PostgreSQL and MySQL sort the keys and write numbers
//! their own way. Refused are the documents that one of the databases would refuse or change:
//!
//! - a NUL in a text or a key (PostgreSQL),
//! - more than [`DEPTH`] levels (MariaDB),
//! - a key of more than [`KEY_BYTES`] (MySQL),
//! - a number that is neither an integer of 64 bits nor exactly a floating-point number of 64 bits;
//!   there is one only where `serde_json` is built with `arbitrary_precision`.
//!
//! Whole floating-point numbers are written with `.0` to the end of the integers: PostgreSQL writes
//! `1e18` out as `1000000000000000000`, which would be read as an integer.

use ::serde_json::{Number, Value as Json};

use crate::error::{Error, ErrorKind, Result};
use crate::value::{Binder, ColumnType, Source, SqlType, text::without_nul};

/// The levels of arrays and objects that every database takes.
const DEPTH: usize = 31;
/// The bytes of a key that every database takes.
const KEY_BYTES: usize = 65_535;

#[diagnostic::do_not_recommend]
impl ColumnType for Json {
    const SQL_TYPE: SqlType = SqlType::Json;

    /// Binds JSON's `null` as the document `null`; NULL is `None`.
    fn bind(&self, binder: &mut dyn Binder) -> Result<()> {
        let mut text = String::new();
        write(&mut text, self, 0)?;
        binder.json(&text)
    }

    fn read(source: &dyn Source, at: usize) -> Result<Option<Self>> {
        let Some(text) = source.json(at)? else { return Ok(None) };
        match serde_json::from_str(text) {
            Ok(value) => Ok(Some(value)),
            Err(_) => Err(Error::new(
                ErrorKind::Decode,
                "the stored text is not a JSON document that can be read",
            )
            .at(at)),
        }
    }
}

fn write(text: &mut String, value: &Json, depth: usize) -> Result<()> {
    match value {
        Json::Null => text.push_str("null"),
        Json::Bool(true) => text.push_str("true"),
        Json::Bool(false) => text.push_str("false"),
        Json::Number(number) => write_number(text, number)?,
        Json::String(string) => write_string(text, string)?,
        Json::Array(items) => {
            let depth = deeper(depth)?;
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                separate(text, at);
                write(text, item, depth)?;
            }
            text.push(']');
        }
        Json::Object(entries) => {
            let depth = deeper(depth)?;
            text.push('{');
            for (at, (key, value)) in entries.iter().enumerate() {
                separate(text, at);
                if key.len() > KEY_BYTES {
                    return Err(Error::new(ErrorKind::TooLong, "a JSON key can have 65535 bytes"));
                }
                write_string(text, key)?;
                text.push(':');
                write(text, value, depth)?;
            }
            text.push('}');
        }
    }
    Ok(())
}

fn separate(text: &mut String, at: usize) {
    if at > 0 {
        text.push(',');
    }
}

fn deeper(depth: usize) -> Result<usize> {
    if depth < DEPTH {
        return Ok(depth + 1);
    }
    Err(Error::new(
        ErrorKind::InvalidValue,
        "a JSON document of more than 31 levels can not be stored on every database",
    ))
}

fn write_string(text: &mut String, string: &str) -> Result<()> {
    let string = without_nul(string)?;
    if string.bytes().any(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
        let quoted = serde_json::to_string(string).map_err(|_| unwritable())?;
        text.push_str(&quoted);
    } else {
        text.push('"');
        text.push_str(string);
        text.push('"');
    }
    Ok(())
}

fn write_number(text: &mut String, number: &Number) -> Result<()> {
    let written = number.to_string();
    if number.is_i64() || number.is_u64() {
        text.push_str(&written);
        return Ok(());
    }
    let exact = number.as_f64().filter(|float| {
        Number::from_f64(*float).is_some_and(|number| number.to_string() == written)
    });
    match exact {
        None => return Err(unwritable()),
        Some(float) if float.fract() == 0.0 && float.abs() < 1e20 => {
            text.push_str(&format!("{float:.1}"));
        }
        Some(_) => text.push_str(&written),
    }
    Ok(())
}

fn unwritable() -> Error {
    Error::new(
        ErrorKind::InvalidValue,
        "a JSON number must be an integer or a floating-point number of 64 bits to be stored unchanged",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::fake::{Stored, round_trip};
    use crate::value::{ColumnValue, Value};
    use ::serde_json::json;

    fn stored(value: &Json) -> String {
        match Value::of(value) {
            Ok(Value::Json(text)) => text,
            other => panic!("{other:?}"),
        }
    }

    fn kind(value: &Json) -> ErrorKind {
        Value::of(value).unwrap_err().kind()
    }

    fn nested(levels: usize) -> Json {
        (0..levels).fold(json!(1), |inner, level| {
            if level % 2 == 0 { json!([inner]) } else { json!({ "a": inner }) }
        })
    }

    #[test]
    fn document_round_trips() {
        for value in [
            json!(null),
            json!(true),
            json!([]),
            json!({}),
            json!({ "": "", "a \"b\" \\ \u{1}\n\u{2028}\u{1F600}": [1, -2, null, { "b": [false] }] }),
            json!(i64::MIN),
            json!(u64::MAX),
            json!([0.1, -0.5, 1e-7, 5e-324, f64::MAX, f64::MIN, f64::EPSILON, 123456.789e300]),
            nested(DEPTH),
        ] {
            assert_eq!(round_trip(&value).unwrap(), value);
            let text = stored(&value);
            assert_eq!(serde_json::from_str::<Json>(&text).unwrap(), value);
        }
    }

    #[test]
    fn null_of_json_is_not_null() {
        assert_eq!(Value::of(&Some(json!(null))).unwrap(), Value::Json("null".into()));
        assert_eq!(Value::of(&None::<Json>).unwrap(), Value::Null(SqlType::Json));
        assert_eq!(round_trip(&Some(json!(null))).unwrap(), Some(json!(null)));
        assert_eq!(round_trip(&None::<Json>).unwrap(), None);
    }

    #[test]
    fn whole_floating_point_number_stays_one() {
        assert_eq!(stored(&json!(1.0)), "1.0");
        assert_eq!(stored(&json!(1e15)), "1000000000000000.0");
        assert_eq!(stored(&json!(-1e18)), "-1000000000000000000.0");
        assert_eq!(stored(&json!(18_446_744_073_709_551_616.0)), "18446744073709551616.0");
        for float in [0.0, 1e16, 1e18, -1e18, 9_223_372_036_854_775_808.0, 1.5e19, 1e20, 1e300] {
            let Ok(Json::Number(number)) = round_trip(&json!(float)) else { panic!("{float}") };
            assert!(number.is_f64(), "{float}");
            assert_eq!(number.as_f64(), Some(float));
        }
    }

    #[test]
    fn what_one_database_refuses_is_refused() {
        assert_eq!(kind(&json!("a\0b")), ErrorKind::InvalidValue);
        assert_eq!(kind(&json!({ "a": [{ "\0": 1 }] })), ErrorKind::InvalidValue);
        assert_eq!(kind(&nested(DEPTH + 1)), ErrorKind::InvalidValue);
        assert_eq!(kind(&nested(1_000)), ErrorKind::InvalidValue);
        assert_eq!(kind(&json!({ "x".repeat(KEY_BYTES + 1): 1 })), ErrorKind::TooLong);
        assert!(Value::of(&json!({ "x".repeat(KEY_BYTES): 1 })).is_ok());
    }

    #[test]
    fn stored_text_that_is_no_document_is_refused() {
        for text in ["", "{", "1 2", "1e400", "nan", &"[".repeat(100_000)] {
            let error =
                <Json as ColumnType>::read(&Stored(Value::Json(text.into())), 2).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Decode);
            assert!(!format!("{error:?}").contains("1e400"));
        }
        assert!(<Json as ColumnValue>::read(&Stored(Value::Null(SqlType::Json)), 0).is_err());
    }
}
