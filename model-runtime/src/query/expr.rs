//! Expressions: values, columns and conditions.

use crate::error::{Error, ErrorKind};
use crate::query::{Aggregate, Step};
use crate::value::{SqlType, Value};

/// A value or a condition over the columns of a scope.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// A column of the scope, by its name in the database.
    Column(&'static str),
    /// A bound value. Comparing with [`Value::Null`] by `Eq` and `Ne` asks `IS [NOT] NULL`.
    Value(Value),
    /// TRUE or FALSE.
    Constant(bool),
    /// An operator between two expressions. Both sides of arithmetic are of one type.
    Binary {
        /// The operator.
        op: BinaryOp,
        /// Both sides.
        sides: Box<(Expr, Expr)>,
    },
    /// All of them; TRUE if there are none. Rendered as a balanced tree (SQLite's depth limit).
    And(Vec<Expr>),
    /// Any of them; FALSE if there are none. Rendered as a balanced tree.
    Or(Vec<Expr>),
    /// The opposite; of unknown, unknown.
    Not(Box<Expr>),
    /// Whether the expression is NULL, or is not.
    IsNull {
        /// What is asked about.
        expr: Box<Expr>,
        /// `IS NOT NULL`.
        negated: bool,
    },
    /// Between two values, both included.
    Between {
        /// What is compared.
        expr: Box<Expr>,
        /// The bounds.
        bounds: Box<(Expr, Expr)>,
    },
    /// One of a list of values of one type; of no value, FALSE (negated: TRUE).
    InList {
        /// What is looked for.
        expr: Box<Expr>,
        /// The list; it holds no NULL.
        values: Vec<Value>,
        /// The list's type.
        ty: SqlType,
        /// `NOT IN`.
        negated: bool,
    },
    /// Several columns at once hold one of a list of rows, none of which has a NULL.
    InRows {
        /// The columns.
        columns: &'static [&'static str],
        /// The rows, each with a value for each column.
        rows: Vec<Vec<Value>>,
    },
    /// A text search; the needle is escaped where `how` says so.
    Text {
        /// What is searched.
        expr: Box<Expr>,
        /// The text that is looked for.
        needle: String,
        /// How.
        how: TextMatch,
    },
    /// Whether a related row exists that meets a condition in its own scope.
    Related {
        /// The related table and how it hangs together with the current scope.
        link: Link,
        /// The condition in the related table's scope.
        filter: Option<Box<Expr>>,
        /// Whether there is none instead.
        negated: bool,
    },
    /// A column of the row that a path of relations leads to; NULL where it leads to none.
    Path {
        /// The relations, each from the table before it; at least one, and each to one row at most.
        steps: Vec<Step>,
        /// The column at the end.
        column: &'static str,
    },
    /// One value made of all rows of a group; the argument is of the same scope.
    Aggregate(Aggregate),
    /// One value made of all related rows.
    RelatedAggregate {
        /// How the related rows hang together with the scope; at least one step.
        steps: Vec<Step>,
        /// Which of them, in the scope of the last step.
        filter: Option<Box<Expr>>,
        /// What is made of them, in the scope of the last step.
        aggregate: Aggregate,
    },
    /// A value that no database can store: the statement is refused when it is rendered.
    Invalid {
        /// The kind of the error.
        kind: ErrorKind,
        /// Its message.
        message: String,
    },
}

impl Expr {
    /// Keeps an error until the statement is rendered.
    #[must_use]
    pub fn invalid(error: &Error) -> Self {
        Self::Invalid { kind: error.kind(), message: error.message().to_owned() }
    }

    /// Joins two conditions, keeping chains flat.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::And(mut all), Self::And(more)) => {
                all.extend(more);
                Self::And(all)
            }
            (Self::And(mut all), one) => {
                all.push(one);
                Self::And(all)
            }
            (one, Self::And(mut all)) => {
                all.insert(0, one);
                Self::And(all)
            }
            (one, other) => Self::And(vec![one, other]),
        }
    }

    /// Adds a condition to those that are there, if any.
    pub(crate) fn add_to(self, conditions: &mut Option<Self>) {
        *conditions = Some(match conditions.take() {
            Some(there) => there.and(self),
            None => self,
        });
    }

    /// Joins two alternatives, keeping chains flat.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Or(mut any), Self::Or(more)) => {
                any.extend(more);
                Self::Or(any)
            }
            (Self::Or(mut any), one) => {
                any.push(one);
                Self::Or(any)
            }
            (one, Self::Or(mut any)) => {
                any.insert(0, one);
                Self::Or(any)
            }
            (one, other) => Self::Or(vec![one, other]),
        }
    }

    /// Makes an expression of an operator and its sides.
    #[must_use]
    pub fn binary(op: BinaryOp, left: Self, right: Self) -> Self {
        Self::Binary { op, sides: Box::new((left, right)) }
    }
}

impl Expr {
    /// Returns the expressions of the same scope that this one is made of.
    pub(crate) fn parts(&self) -> impl DoubleEndedIterator<Item = &Self> {
        // No list is made: every statement is gone through before it is written.
        let (many, few): (&[Self], [Option<&Self>; 3]) = match self {
            Self::Binary { sides, .. } => (&[], [Some(&sides.0), Some(&sides.1), None]),
            Self::And(parts) | Self::Or(parts) => (parts, [None; 3]),
            Self::Between { expr, bounds } => {
                (&[], [Some(expr.as_ref()), Some(&bounds.0), Some(&bounds.1)])
            }
            Self::Not(expr)
            | Self::IsNull { expr, .. }
            | Self::InList { expr, .. }
            | Self::Text { expr, .. } => (&[], [Some(expr.as_ref()), None, None]),
            Self::Aggregate(aggregate) => (&[], [aggregate.of.as_deref(), None, None]),
            Self::Column(_)
            | Self::Value(_)
            | Self::Constant(_)
            | Self::InRows { .. }
            | Self::Related { .. }
            | Self::Path { .. }
            | Self::RelatedAggregate { .. }
            | Self::Invalid { .. } => (&[], [None; 3]),
        };
        few.into_iter().flatten().chain(many)
    }

    /// Tells whether it is a column of the table itself or a value, as most are.
    pub(crate) fn is_plain(&self) -> bool {
        matches!(self, Self::Column(_) | Self::Value(_))
    }

    /// Tells whether this or any part of it, in the same scope, is such an expression.
    pub(crate) fn any(&self, is: impl Fn(&Self) -> bool) -> bool {
        let mut open = vec![self];
        while let Some(next) = open.pop() {
            if is(next) {
                return true;
            }
            open.extend(next.parts());
        }
        false
    }
}

/// How a table hangs together with the scope that asks about it: pairs of equal columns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// The related table.
    pub table: &'static str,
    /// Columns of the current scope.
    pub outer: &'static [&'static str],
    /// The columns of the related table that they equal, in the same order.
    pub inner: &'static [&'static str],
}

/// An operator between two expressions.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BinaryOp {
    /// `=`
    Eq,
    /// `<>`
    Ne,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
    /// Different, where NULL is a value like another.
    IsDistinctFrom,
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mul,
    /// `/` of numbers that are not whole; by zero it is NULL.
    Div,
    /// `/` of whole numbers, cut toward zero; by zero it is NULL.
    IntDiv,
}

/// How a text is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextMatch {
    /// It begins with the needle; case counts.
    StartsWith,
    /// It ends with the needle; case counts.
    EndsWith,
    /// It contains the needle; case counts.
    Contains,
    /// It contains the needle; the case of ASCII letters does not count.
    ContainsIgnoreCase,
    /// It matches the pattern of `%` and `_`, with `!` before either to mean itself; case counts.
    Like,
    /// The same, and the case of ASCII letters does not count.
    LikeIgnoreCase,
}
