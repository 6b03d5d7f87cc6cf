//! Values made of many rows.

use crate::query::Expr;
use crate::value::SqlType;

/// A function over many rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Aggregate {
    /// The function.
    pub function: Function,
    /// What it is given of each row; `None` is the row itself, which is counted.
    pub of: Option<Box<Expr>>,
    /// The type of what it is given.
    pub ty: SqlType,
}

/// What is made of the values of many rows; all but the count are NULL if there is none.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// The number of the rows, or of the values that are not NULL.
    Count,
    /// The sum: of whole numbers an `i64`, and an error beyond; of others an `f64`.
    Sum,
    /// The mean, an `f64`.
    Avg,
    /// The lowest value.
    Min,
    /// The highest value.
    Max,
}

impl Aggregate {
    /// Counts rows.
    #[must_use]
    pub fn count_rows() -> Self {
        Self { function: Function::Count, of: None, ty: SqlType::I64 }
    }

    /// Returns the type of the result.
    #[must_use]
    pub fn result_type(&self) -> SqlType {
        match self.function {
            Function::Count => SqlType::U64,
            Function::Sum if self.ty.is_integer() => SqlType::I64,
            Function::Sum | Function::Avg => SqlType::F64,
            Function::Min | Function::Max => self.ty,
        }
    }
}
