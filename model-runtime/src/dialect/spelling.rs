//! What the dialects say differently; each one's file answers, the shared rendering asks.

use crate::dialect::{Capabilities, SqlWriter};
use crate::error::Error;
use crate::query::Function;
use crate::schema::{ColumnDef, TableDef};
use crate::value::SqlType;

/// The differences of one dialect.
pub(super) trait Spelling: Sync {
    /// The quote of names; inside a name it is doubled.
    fn quote(&self) -> char;

    /// What a placeholder begins with, and whether its number follows.
    fn placeholder(&self) -> (char, bool);

    /// Writes the type of a column.
    fn column_type(&self, w: &mut SqlWriter, column: &ColumnDef);

    /// The CHECK that keeps values of the column's type out that the database would let in.
    fn column_check(&self, column: &ColumnDef) -> Option<ColumnCheck>;

    /// How a key is made by the database.
    fn generated_key(&self) -> GeneratedKey;

    /// The current time as an expression for a default of the type; `None` if it is no time.
    fn now(&self, ty: SqlType) -> Option<&'static str>;

    /// TRUE or FALSE as the default of a column.
    fn boolean(&self, value: bool) -> &'static str;

    /// What opens a text literal, and whether a backslash inside it is doubled.
    fn text_literal(&self, has_backslash: bool) -> (&'static str, bool);

    /// Whether a literal default of the column stands in parentheses.
    fn parenthesizes_default(&self, column: &ColumnDef) -> bool {
        let _ = column;
        false
    }

    /// What asks for the plan of the statement that follows.
    fn explain(&self) -> &'static str {
        "EXPLAIN "
    }

    /// What follows the closing parenthesis of CREATE TABLE.
    fn table_options(&self) -> &'static str;

    /// Whether indexes are made with the table, because CREATE INDEX knows no IF NOT EXISTS; then
    /// each foreign key gets an index as well, which the database would make unasked and unnamed.
    fn indexes_inside_table(&self) -> bool {
        false
    }

    /// What follows a column of an index so that NULL is its lowest value, as our ORDER BY has it.
    fn index_nulls(&self, descending: bool) -> &'static str {
        let _ = descending;
        ""
    }

    /// Why the table cannot be made, if it cannot.
    fn refuse_table(&self, table: &TableDef) -> Option<Error> {
        let _ = table;
        None
    }

    /// How tables that refer to each other are made and dropped.
    fn cycles(&self) -> Cycles;

    /// `a` and `b` differ: what stands before, between and after them.
    fn distinct_from(&self) -> [&'static str; 3];

    /// How a list is asked that comes as one bind; `short` says that each text and each value of bytes
    /// in it has a length of at most 255.
    fn list(&self, ty: SqlType, short: bool) -> List;

    /// What stands before the rows of a list of rows.
    fn rows(&self) -> &'static str {
        ""
    }

    /// How a text is searched.
    fn search(&self, ignore_case: bool) -> Search;

    /// How NULL is sorted.
    fn nulls(&self) -> NullOrder;

    /// What stands before a limit that is bound.
    fn limit(&self) -> &'static str {
        " LIMIT "
    }

    /// A LIMIT that limits nothing, where OFFSET needs one.
    fn no_limit(&self) -> &'static str {
        ""
    }

    /// The division of whole numbers, toward zero.
    fn whole_division(&self) -> &'static str {
        " / "
    }

    /// The type to which a bind within arithmetic is cast, so that all calculate with one width.
    fn arithmetic_type(&self, ty: SqlType) -> Option<&'static str> {
        let _ = ty;
        None
    }

    /// The type in which differences of unsigned numbers are made; they may be negative.
    fn difference_type(&self) -> Option<&'static str> {
        None
    }

    /// What stands before and after the argument of a function over many values of the type: whole
    /// numbers are summed up to an `i64` and refused beyond, all else is calculated with 64 bits.
    fn aggregate(&self, function: Function, ty: SqlType) -> [&'static str; 2] {
        let _ = ty;
        match function {
            Function::Count => ["COUNT(", ")"],
            Function::Sum => ["SUM(", ")"],
            Function::Avg => ["AVG(", ")"],
            Function::Min => ["MIN(", ")"],
            Function::Max => ["MAX(", ")"],
        }
    }

    /// The type of an array of values of the type, where rows come as arrays.
    fn array_type(&self, ty: SqlType) -> &'static str {
        let _ = ty;
        ""
    }

    /// How a row of defaults is inserted.
    fn default_row(&self) -> DefaultRow;

    /// Whether an UPDATE or DELETE may read its own table in a subquery.
    fn reads_own_table(&self) -> bool {
        true
    }

    /// Whether an assignment of an UPDATE sees those left of it done.
    fn assigns_in_sequence(&self) -> bool {
        false
    }
}

/// `before column after limit`.
#[derive(Debug, Clone, Copy)]
pub(super) struct ColumnCheck {
    /// The last part of the constraint's name.
    pub(super) rule: &'static str,
    pub(super) before: &'static str,
    pub(super) after: &'static str,
    pub(super) limit: Option<u32>,
}

impl ColumnCheck {
    /// The column's text has at most so many characters, counted by `function`.
    pub(super) const fn length(function: &'static str, limit: u32) -> Self {
        Self { rule: "length", before: function, after: ") <= ", limit: Some(limit) }
    }

    /// The column holds what its type can: for databases that store it as a wider one, where arithmetic
    /// could otherwise leave a value behind that nobody can read.
    pub(super) const fn range(ty: SqlType) -> Option<Self> {
        let after = match ty {
            SqlType::I8 => " BETWEEN -128 AND 127",
            SqlType::I16 => " BETWEEN -32768 AND 32767",
            SqlType::I32 => " BETWEEN -2147483648 AND 2147483647",
            SqlType::U8 => " BETWEEN 0 AND 255",
            SqlType::U16 => " BETWEEN 0 AND 65535",
            SqlType::U32 => " BETWEEN 0 AND 4294967295",
            SqlType::U64 => " >= 0",
            _ => return None,
        };
        Some(Self::rule("range", "", after))
    }

    /// The column meets a condition.
    pub(super) const fn rule(
        rule: &'static str,
        before: &'static str,
        after: &'static str,
    ) -> Self {
        Self { rule, before, after, limit: None }
    }
}

/// How a key is made by the database.
#[derive(Debug, Clone, Copy)]
pub(super) enum GeneratedKey {
    /// These words follow the column's type.
    Words(&'static str),
    /// The key is declared at its column (SQLite), followed by these words if numbers stay unused.
    AtColumn(&'static str),
}

/// How tables that refer to each other are made and dropped.
#[derive(Debug, Clone, Copy)]
pub(super) enum Cycles {
    /// A foreign key may name a table that is still to be made.
    Forward {
        /// What is run before the tables are dropped, within their transaction.
        before: &'static str,
    },
    /// Foreign keys are added late, and dropped early.
    Late,
    /// Foreign keys are added late; the tables are dropped at once between two statements.
    LateUnchecked {
        /// Makes the connection stop to check.
        before: &'static str,
        /// Makes it check again.
        after: &'static str,
    },
}

/// How a list is asked that comes as one bind.
#[derive(Debug, Clone, Copy)]
pub(super) enum List {
    /// `= ANY(…)`, whatever its length.
    Array,
    /// A subquery over a JSON array: what stands before and after the placeholder.
    Json(&'static str, &'static str),
    /// Values of this type do not travel in JSON.
    Never,
}

/// `before text operator pattern after`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Search {
    pub(super) before: &'static str,
    pub(super) operator: &'static str,
    pub(super) after: &'static str,
    pub(super) pattern: PatternForm,
}

/// The languages of patterns.
#[derive(Debug, Clone, Copy)]
pub(super) enum PatternForm {
    /// `%` and `_`, escaped by `!`.
    Like,
    /// The same with ASCII letters in lower case.
    LowerLike,
    /// `*` and `?`, escaped by brackets.
    Glob,
    /// A regular expression in which an ASCII letter stands for both its cases.
    Regex,
}

/// How NULL is sorted by itself.
#[derive(Debug, Clone, Copy)]
pub(super) enum NullOrder {
    /// As the lowest value; NULLS FIRST and LAST are understood.
    Lowest,
    /// As the highest value; NULLS FIRST and LAST are understood.
    Highest,
    /// As the lowest value; another place takes another sort key.
    LowestOnly,
}

/// How a row of defaults is inserted.
#[derive(Debug, Clone, Copy)]
pub(super) enum DefaultRow {
    /// `() VALUES (), ()`.
    Empty,
    /// `DEFAULT VALUES` for one, the word DEFAULT for a column of several.
    Keyword,
    /// `DEFAULT VALUES` for one; several only by NULL for a generated key.
    NullKey,
}

/// The facts of a dialect without the optional ones.
pub(super) const NOTHING: Capabilities = Capabilities {
    insert_returning: false,
    insert_arrays: false,
    any_array: false,
    partial_index: false,
    transactional_ddl: false,
    insert_rows: 500,
    list_placeholders: 0,
    max_binds: 0,
};
