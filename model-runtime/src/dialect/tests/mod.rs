//! All text of SQL, the dialects side by side.

mod aggregates;
mod changes;
pub(super) mod fixtures;
#[cfg(feature = "sqlite")]
mod gathered;
mod inserts;
mod paths;
mod predicates;
mod queries;
mod searches;
mod tables;
mod types;

use crate::dialect::{Ddl, Dialect, Statement};
use crate::value::Value;

/// Renders in every dialect, one line each: the text, the binds, and why it is refused.
fn each(render: impl Fn(Dialect) -> Statement) -> String {
    let line = |dialect| {
        let statement = render(dialect);
        let mut line = format!("{}: {statement}", dialect.name());
        if !statement.binds().is_empty() {
            let binds: Vec<String> = statement.binds().iter().map(shown).collect();
            line += &format!("\n    -- {}", binds.join(", "));
        }
        if let Some(error) = statement.refusal() {
            line += &format!("\n    !! {error}");
        }
        line
    };
    Dialect::ALL.map(line).join("\n")
}

/// Renders in every dialect, under its name.
fn each_ddl(render: impl Fn(Dialect) -> Ddl) -> String {
    let part = |dialect: Dialect| format!("-- {}\n{}", dialect.name(), render(dialect));
    Dialect::ALL.map(part).concat()
}

fn shown(value: &Value) -> String {
    match value {
        Value::Int(value, _) => value.to_string(),
        Value::Text(value) => format!("{value:?}"),
        Value::Array(values, ty) => {
            let values: Vec<String> = values.iter().map(shown).collect();
            format!("{ty:?}[{}]", values.join(", "))
        }
        other => format!("{other:?}"),
    }
}
