//! What MySQL and MariaDB say differently.
//!
//! One text serves both: `/*M!100000 … */` is read by MariaDB alone, `/*!80017 … */` by MySQL from
//! 8.0.17 alone (MariaDB skips the numbers 50700 to 99999).

use crate::dialect::spelling::{
    ColumnCheck, Cycles, DefaultRow, GeneratedKey, List, NOTHING, NullOrder, PatternForm, Search,
    Spelling,
};
use crate::dialect::{Capabilities, SqlWriter};
use crate::error::{Error, ErrorKind};
use crate::query::Function;
use crate::schema::{ColumnDef, TableDef};
use crate::value::SqlType;

pub(super) const CAPABILITIES: Capabilities = Capabilities {
    // MariaDB sorts a list and looks values up; rows of a JSON table it reads one by one.
    list_placeholders: 32_767,
    max_binds: 65_535,
    ..NOTHING
};

/// The longest VARCHAR of four bytes a character.
const MAX_VARCHAR: u32 = 16_383;
/// The most bytes of the columns of an index.
const MAX_INDEX: u32 = 3072;

/// MySQL and MariaDB.
pub(super) struct MySql;

impl Spelling for MySql {
    fn quote(&self) -> char {
        '`'
    }

    fn placeholder(&self) -> (char, bool) {
        ('?', false)
    }

    fn column_type(&self, w: &mut SqlWriter, column: &ColumnDef) {
        if let (SqlType::Text, Some(length @ ..=MAX_VARCHAR)) = (column.ty, column.length) {
            w.raw("VARCHAR(").number(length.into()).raw(")");
            return;
        }
        w.raw(match column.ty {
            SqlType::Bool => "BOOLEAN",
            SqlType::I8 => "TINYINT",
            SqlType::I16 => "SMALLINT",
            SqlType::I32 => "INT",
            SqlType::I64 => "BIGINT",
            SqlType::U8 => "TINYINT UNSIGNED",
            SqlType::U16 => "SMALLINT UNSIGNED",
            SqlType::U32 => "INT UNSIGNED",
            SqlType::U64 => "BIGINT UNSIGNED",
            SqlType::F32 => "FLOAT",
            SqlType::F64 => "DOUBLE",
            SqlType::Text => "LONGTEXT",
            SqlType::Bytes => "LONGBLOB",
            SqlType::Uuid => "BINARY(16)",
            SqlType::DateTimeUtc | SqlType::DateTime => "DATETIME(6)",
            SqlType::Date => "DATE",
            SqlType::Time => "TIME(6)",
            SqlType::Json => "JSON",
        });
    }

    fn column_check(&self, column: &ColumnDef) -> Option<ColumnCheck> {
        match (column.ty, column.length) {
            (SqlType::Text, Some(length)) if length > MAX_VARCHAR => {
                Some(ColumnCheck::length("char_length(", length))
            }
            _ => None,
        }
    }

    fn generated_key(&self) -> GeneratedKey {
        GeneratedKey::Words(" AUTO_INCREMENT")
    }

    /// UTC, whatever the time zone of the session.
    fn now(&self, ty: SqlType) -> Option<&'static str> {
        match ty {
            SqlType::DateTimeUtc | SqlType::DateTime => Some("(UTC_TIMESTAMP(6))"),
            SqlType::Date => Some("(UTC_DATE())"),
            SqlType::Time => Some("(UTC_TIME(6))"),
            _ => None,
        }
    }

    fn boolean(&self, value: bool) -> &'static str {
        if value { "TRUE" } else { "FALSE" }
    }

    fn text_literal(&self, has_backslash: bool) -> (&'static str, bool) {
        ("'", has_backslash)
    }

    /// What is stored apart from its row takes no literal, but an expression.
    fn parenthesizes_default(&self, column: &ColumnDef) -> bool {
        column_size(column).is_none()
    }

    /// A binary collation that does not pad is called differently by the two.
    fn explain(&self) -> &'static str {
        "EXPLAIN FORMAT=JSON "
    }

    fn table_options(&self) -> &'static str {
        " ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 \
         /*M!100000 COLLATE utf8mb4_nopad_bin */ /*!80017 COLLATE utf8mb4_0900_bin */"
    }

    fn indexes_inside_table(&self) -> bool {
        true
    }

    fn refuse_table(&self, table: &TableDef) -> Option<Error> {
        if let Some(index) = table.indexes.iter().find(|index| index.filter.is_some()) {
            return Some(refusal(table, "partial indexes", index.name.as_str()));
        }
        let column = |name: &&str| table.column(name);
        let keys = std::iter::once((table.primary_key.name, table.primary_key.columns))
            .chain(table.uniques.iter().map(|unique| (unique.name, unique.columns)))
            .map(|(name, columns)| (name, index_size(columns.iter().filter_map(column))));
        let indexes = table.indexes.iter().map(|index| {
            let columns = index.parts.iter().filter_map(|part| table.column(part.column));
            (index.name, index_size(columns))
        });
        keys.chain(indexes).find_map(|(name, size)| match size {
            None => {
                let what = "indexes over text without a length, bytes or JSON";
                Some(refusal(table, what, name.as_str()))
            }
            Some(size) if size > MAX_INDEX => {
                let what = "indexes of more than 3072 bytes, 4 for each character";
                Some(refusal(table, what, name.as_str()))
            }
            Some(_) => None,
        })
    }

    fn cycles(&self) -> Cycles {
        Cycles::LateUnchecked {
            before: "SET foreign_key_checks = 0",
            after: "SET foreign_key_checks = 1",
        }
    }

    fn distinct_from(&self) -> [&'static str; 3] {
        ["NOT (", " <=> ", ")"]
    }

    /// A value that does not fit is an error: NULL in the list would make NOT IN unknown.
    ///
    /// Short values are of a type that an index takes: a list of LONGTEXT is gone through once for
    /// every row of the table.
    fn list(&self, ty: SqlType, short: bool) -> List {
        macro_rules! table {
            ($value:literal, $ty:literal) => {
                List::Json(
                    concat!("(SELECT ", $value, " FROM JSON_TABLE("),
                    concat!(
                        ", '$[*]' COLUMNS (`v` ",
                        $ty,
                        " PATH '$' ERROR ON EMPTY ERROR ON ERROR)) AS `j`)"
                    ),
                )
            };
        }
        match ty {
            SqlType::Bool => table!("`v`", "TINYINT"),
            SqlType::U8 | SqlType::U16 | SqlType::U32 | SqlType::U64 => {
                table!("`v`", "BIGINT UNSIGNED")
            }
            SqlType::I8 | SqlType::I16 | SqlType::I32 | SqlType::I64 => table!("`v`", "BIGINT"),
            SqlType::F32 => table!("`v`", "FLOAT"),
            SqlType::F64 => table!("`v`", "DOUBLE"),
            SqlType::Text if short => table!(
                "`v`",
                "VARCHAR(255) CHARACTER SET utf8mb4 \
                 /*M!100000 COLLATE utf8mb4_nopad_bin */ /*!80017 COLLATE utf8mb4_0900_bin */"
            ),
            SqlType::Text => table!(
                "`v`",
                "LONGTEXT CHARACTER SET utf8mb4 \
                 /*M!100000 COLLATE utf8mb4_nopad_bin */ /*!80017 COLLATE utf8mb4_0900_bin */"
            ),
            SqlType::Bytes if short => table!("UNHEX(`v`)", "VARCHAR(510)"),
            SqlType::Bytes => table!("UNHEX(`v`)", "LONGTEXT"),
            SqlType::Uuid => table!("UNHEX(`v`)", "CHAR(32)"),
            SqlType::DateTimeUtc | SqlType::DateTime => table!("`v`", "DATETIME(6)"),
            SqlType::Date => table!("`v`", "DATE"),
            SqlType::Time => table!("`v`", "TIME(6)"),
            SqlType::Json => List::Never,
        }
    }

    /// Collations that ignore case ignore accents too, and LOWER folds more than ASCII.
    fn search(&self, ignore_case: bool) -> Search {
        if ignore_case {
            return Search {
                before: "",
                operator: " REGEXP ",
                after: "",
                pattern: PatternForm::Regex,
            };
        }
        Search { before: "", operator: " LIKE ", after: " ESCAPE '!'", pattern: PatternForm::Like }
    }

    fn nulls(&self) -> NullOrder {
        NullOrder::LowestOnly
    }

    fn no_limit(&self) -> &'static str {
        " LIMIT 18446744073709551615"
    }

    fn whole_division(&self) -> &'static str {
        " DIV "
    }

    fn difference_type(&self) -> Option<&'static str> {
        Some("SIGNED")
    }

    /// Sums and means of whole numbers are DECIMAL, the latter of four digits. A cast would cut what does
    /// not fit, and a sum of floating-point numbers that is too large is 0: calculating is an error.
    fn aggregate(&self, function: Function, ty: SqlType) -> [&'static str; 2] {
        match function {
            Function::Sum if ty.is_unsigned() => ["(SUM(CAST(", " AS SIGNED)) DIV 1)"],
            Function::Sum if ty.is_integer() => ["(SUM(", ") DIV 1)"],
            Function::Sum => ["(SUM(", ") + 0e0)"],
            Function::Avg => ["(AVG(CAST(", " AS DOUBLE)) + 0e0)"],
            Function::Count => ["COUNT(", ")"],
            Function::Min => ["MIN(", ")"],
            Function::Max => ["MAX(", ")"],
        }
    }

    fn default_row(&self) -> DefaultRow {
        DefaultRow::Empty
    }

    /// Error 1093.
    fn reads_own_table(&self) -> bool {
        false
    }

    fn assigns_in_sequence(&self) -> bool {
        true
    }
}

fn refusal(table: &TableDef, what: &str, name: &str) -> Error {
    let message =
        ["MySQL has no ", what, ", which `", name, "` of the table `", table.name, "` needs"];
    Error::new(ErrorKind::Unsupported, message.concat()).with_model(table.model)
}

/// Returns the bytes that an index over the columns takes; `None` if one cannot be in an index.
fn index_size<'a>(columns: impl Iterator<Item = &'a ColumnDef>) -> Option<u32> {
    columns.map(column_size).try_fold(0u32, |sum, size| Some(sum.saturating_add(size?)))
}

fn column_size(column: &ColumnDef) -> Option<u32> {
    Some(match (column.ty, column.length) {
        (SqlType::Text, Some(length @ ..=MAX_VARCHAR)) => length * 4,
        (SqlType::Text | SqlType::Bytes | SqlType::Json, _) => return None,
        (SqlType::Bool | SqlType::I8 | SqlType::U8, _) => 1,
        (SqlType::I16 | SqlType::U16, _) => 2,
        (SqlType::I32 | SqlType::U32 | SqlType::F32, _) => 4,
        (SqlType::Uuid, _) => 16,
        (
            SqlType::I64
            | SqlType::U64
            | SqlType::F64
            | SqlType::DateTimeUtc
            | SqlType::DateTime
            | SqlType::Date
            | SqlType::Time,
            _,
        ) => 8,
    })
}
