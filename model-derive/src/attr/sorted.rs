//! Fields in lists: `a`, `desc(b)`.

use proc_macro2::{Ident, TokenStream};

use super::args::{Arg, Value};
use crate::suggest;

/// A field by its name in the struct, and whether it sorts from high to low.
pub(crate) struct Sorted {
    pub(crate) field: Ident,
    pub(crate) descending: bool,
}

impl Sorted {
    /// Reads `field` or `desc(field)`.
    pub(crate) fn parse(part: &TokenStream) -> Option<Self> {
        let arg = Arg::parse(part)?;
        match arg.value {
            Value::Absent => Some(Self { field: arg.name, descending: false }),
            Value::List(inner) if arg.name == "desc" => {
                Some(Self { field: parse_field(&inner)?, descending: true })
            }
            Value::Assigned(_) | Value::List(_) => None,
        }
    }
}

/// Says what a list takes instead of a part that could not be read, and that `desc` may be meant.
pub(crate) fn refusal(part: &TokenStream, message: &str) -> String {
    match Arg::parse(part) {
        Some(Arg { name, value: Value::List(_) }) if name != "desc" && name != "asc" => {
            suggest::or_meant(message, &name.to_string(), &["desc"])
        }
        _ => message.to_owned(),
    }
}

/// Reads a field's name.
pub(crate) fn parse_field(part: &TokenStream) -> Option<Ident> {
    let arg = Arg::parse(part)?;
    matches!(arg.value, Value::Absent).then_some(arg.name)
}
