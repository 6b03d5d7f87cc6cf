//! Many values as one bind where there are no arrays: the text of a JSON array.

use std::fmt::Write as _;

use crate::error::{Error, ErrorKind, Result};
use crate::value::{SqlType, Value, time};

/// Writes values as a JSON array, as the dialects unpack it: truth values as 0 and 1, bytes and UUIDs
/// in hexadecimal, times as text. `marks_utc` says whether an instant ends in `Z`, as SQLite stores it.
///
/// # Errors
///
/// `OutOfRange` for times outside the years 1 to 9999.
pub(super) fn json_array(values: &[Value], marks_utc: bool) -> Result<String> {
    let mut text = String::with_capacity(values.len() * 8 + 2);
    text.push('[');
    for (at, value) in values.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        write_element(&mut text, value, marks_utc)?;
    }
    text.push(']');
    Ok(text)
}

fn write_element(out: &mut String, value: &Value, marks_utc: bool) -> Result<()> {
    // Writing into a `String` can not fail.
    let _ = match value {
        Value::Null(_) => write!(out, "null"),
        Value::Bool(value) => write!(out, "{}", u8::from(*value)),
        Value::Int(value, _) => write!(out, "{value}"),
        // As the `f64` that it is stored as: the shortest text of an `f32` is another number.
        Value::F32(value) => write!(out, "{:e}", f64::from(*value)),
        Value::F64(value) => write!(out, "{value:e}"),
        Value::Text(value) => write_string(out, value),
        Value::DateTime(micros, ty) => {
            let utc = marks_utc && *ty == SqlType::DateTimeUtc;
            write_string(out, &time::format_date_time(*micros, utc)?)
        }
        Value::Date(days) => write_string(out, &time::format_date(*days)?),
        Value::Time(micros) => write_string(out, &time::format_time(*micros)),
        Value::Json(document) => write!(out, "{document}"),
        Value::Bytes(bytes) => write_hex(out, bytes),
        Value::Uuid(bytes) => write_hex(out, bytes),
        Value::Array(..) => {
            return Err(Error::new(ErrorKind::Unsupported, "a list of lists can not be bound"));
        }
    };
    Ok(())
}

fn write_hex(out: &mut String, bytes: &[u8]) -> std::fmt::Result {
    out.push('"');
    bytes.iter().try_for_each(|byte| write!(out, "{byte:02x}"))?;
    out.push('"');
    Ok(())
}

fn write_string(out: &mut String, text: &str) -> std::fmt::Result {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => {
                out.push('\\');
                out.push(character);
            }
            control if control < ' ' => write!(out, "\\u{:04x}", u32::from(control))?,
            other => out.push(other),
        }
    }
    out.push('"');
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_escaped() {
        let values = [
            Value::Null(SqlType::Text),
            Value::Text("a\"b\\c\n'ü".to_owned()),
            Value::Int(-5, SqlType::I64),
            Value::Bool(true),
            Value::F64(1.5),
            Value::Date(0),
            Value::Uuid([0xa7; 16]),
        ];
        let expected = r#"[null,"a\"b\\c\u000a'ü",-5,1,1.5e0,"1970-01-01","a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7"]"#;
        assert_eq!(json_array(&values, true).unwrap(), expected);
    }

    #[test]
    fn instants_end_in_z_where_they_are_stored_so() {
        let instant = [Value::DateTime(0, SqlType::DateTimeUtc)];
        assert_eq!(json_array(&instant, true).unwrap(), r#"["1970-01-01T00:00:00.000000Z"]"#);
        assert_eq!(json_array(&instant, false).unwrap(), r#"["1970-01-01T00:00:00.000000"]"#);
    }
}
