//! What SQLite says differently.

use crate::dialect::spelling::{
    ColumnCheck, Cycles, DefaultRow, GeneratedKey, List, NOTHING, NullOrder, PatternForm, Search,
    Spelling,
};
use crate::dialect::{Capabilities, SqlWriter};
use crate::schema::ColumnDef;
use crate::value::SqlType;

pub(super) const CAPABILITIES: Capabilities = Capabilities {
    insert_returning: true,
    partial_index: true,
    transactional_ddl: true,
    // Each value of a list is sought in a tree of those before it; JSON is read in one go.
    list_placeholders: 8,
    // Shorter lists are faster, by a fifth at 100 rows; longer ones take fewer statements.
    insert_rows: 100,
    max_binds: 32_766,
    ..NOTHING
};

/// SQLite with STRICT tables.
pub(super) struct Sqlite;

impl Spelling for Sqlite {
    /// Backticks: a misspelt `"name"` would be a text.
    fn quote(&self) -> char {
        '`'
    }

    fn placeholder(&self) -> (char, bool) {
        ('?', false)
    }

    /// A STRICT table knows five types.
    fn column_type(&self, w: &mut SqlWriter, column: &ColumnDef) {
        w.raw(match column.ty {
            SqlType::Bool
            | SqlType::I8
            | SqlType::I16
            | SqlType::I32
            | SqlType::I64
            | SqlType::U8
            | SqlType::U16
            | SqlType::U32
            | SqlType::U64 => "INTEGER",
            SqlType::F32 | SqlType::F64 => "REAL",
            SqlType::Bytes | SqlType::Uuid => "BLOB",
            SqlType::Text
            | SqlType::DateTimeUtc
            | SqlType::DateTime
            | SqlType::Date
            | SqlType::Time
            | SqlType::Json => "TEXT",
        });
    }

    fn column_check(&self, column: &ColumnDef) -> Option<ColumnCheck> {
        match (column.ty, column.length) {
            (SqlType::Text, Some(limit)) => Some(ColumnCheck::length("length(", limit)),
            (SqlType::Bool, _) => Some(ColumnCheck::rule("bool", "", " IN (0, 1)")),
            (SqlType::Json, _) => Some(ColumnCheck::rule("json", "json_valid(", ")")),
            (SqlType::Uuid, _) => Some(ColumnCheck::rule("uuid", "length(", ") = 16")),
            (ty, _) => ColumnCheck::range(ty),
        }
    }

    /// Only `INTEGER PRIMARY KEY` counts, and AUTOINCREMENT has no other place.
    fn generated_key(&self) -> GeneratedKey {
        GeneratedKey::AtColumn(" AUTOINCREMENT")
    }

    /// In the form in which times are bound; `%f` has three digits of the six.
    fn now(&self, ty: SqlType) -> Option<&'static str> {
        match ty {
            SqlType::DateTimeUtc => Some("(strftime('%Y-%m-%dT%H:%M:%f000Z', 'now'))"),
            SqlType::DateTime => Some("(strftime('%Y-%m-%dT%H:%M:%f000', 'now'))"),
            SqlType::Date => Some("(strftime('%Y-%m-%d', 'now'))"),
            SqlType::Time => Some("(strftime('%H:%M:%f000', 'now'))"),
            _ => None,
        }
    }

    fn boolean(&self, value: bool) -> &'static str {
        if value { "1" } else { "0" }
    }

    fn text_literal(&self, _: bool) -> (&'static str, bool) {
        ("'", false)
    }

    fn explain(&self) -> &'static str {
        "EXPLAIN QUERY PLAN "
    }

    fn table_options(&self) -> &'static str {
        " STRICT"
    }

    fn cycles(&self) -> Cycles {
        Cycles::Forward { before: "PRAGMA defer_foreign_keys = ON" }
    }

    fn distinct_from(&self) -> [&'static str; 3] {
        ["", " IS NOT ", ""]
    }

    fn list(&self, ty: SqlType, _: bool) -> List {
        match ty {
            SqlType::Bytes | SqlType::Uuid => {
                List::Json("(SELECT unhex(value) FROM json_each(", "))")
            }
            SqlType::Json => List::Never,
            _ => List::Json("(SELECT value FROM json_each(", "))"),
        }
    }

    fn rows(&self) -> &'static str {
        "VALUES "
    }

    /// LIKE ignores the case of ASCII letters, GLOB does not.
    fn search(&self, ignore_case: bool) -> Search {
        if ignore_case {
            return Search {
                before: "",
                operator: " LIKE ",
                after: " ESCAPE '!'",
                pattern: PatternForm::Like,
            };
        }
        Search { before: "", operator: " GLOB ", after: "", pattern: PatternForm::Glob }
    }

    fn nulls(&self) -> NullOrder {
        NullOrder::Lowest
    }

    fn limit(&self) -> &'static str {
        // A bare placeholder would have the statement planned anew each time that it is bound.
        " LIMIT 0 + "
    }

    fn no_limit(&self) -> &'static str {
        " LIMIT -1"
    }

    fn default_row(&self) -> DefaultRow {
        DefaultRow::NullKey
    }
}
