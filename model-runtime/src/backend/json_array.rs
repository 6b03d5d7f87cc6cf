//! Many values as one bind where there are no arrays: the text of a JSON array.

use std::fmt::Write as _;

use crate::error::{Error, ErrorKind, Result};
use crate::value::{SqlType, Value, time};

/// Writes values as a JSON array; times have the text in which SQLite stores them.
///
/// # Errors
///
/// `Unsupported` for bytes, which JSON has not; `OutOfRange` for times outside the years 1 to 9999.
pub(super) fn json_array(values: &[Value]) -> Result<String> {
    let mut text = String::with_capacity(values.len() * 8 + 2);
    text.push('[');
    for (at, value) in values.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        write_element(&mut text, value)?;
    }
    text.push(']');
    Ok(text)
}

fn write_element(out: &mut String, value: &Value) -> Result<()> {
    // Writing into a `String` can not fail.
    let _ = match value {
        Value::Null(_) => write!(out, "null"),
        Value::Bool(value) => write!(out, "{value}"),
        Value::Int(value, _) => write!(out, "{value}"),
        Value::F32(value) => write!(out, "{value:e}"),
        Value::F64(value) => write!(out, "{value:e}"),
        Value::Text(value) => write_string(out, value),
        Value::DateTime(micros, ty) => {
            write_string(out, &time::format_date_time(*micros, *ty == SqlType::DateTimeUtc)?)
        }
        Value::Date(days) => write_string(out, &time::format_date(*days)?),
        Value::Time(micros) => write_string(out, &time::format_time(*micros)),
        Value::Json(document) => write!(out, "{document}"),
        Value::Bytes(_) | Value::Uuid(_) | Value::Array(..) => {
            return Err(Error::new(
                ErrorKind::Unsupported,
                "a list of bytes can not be bound as one value on this database",
            ));
        }
    };
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
        ];
        let expected = r#"[null,"a\"b\\c\u000a'ü",-5,true,1.5e0,"1970-01-01"]"#;
        assert_eq!(json_array(&values).unwrap(), expected);
    }

    #[test]
    fn bytes_are_refused() {
        let error = json_array(&[Value::Bytes(vec![1])]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unsupported);
    }
}
