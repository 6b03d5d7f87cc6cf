//! What a query asks, without its types.

use crate::error::Result;
use crate::model::load::Plan;
use crate::query::{BinaryOp, Columns, Expr, Select};
use crate::schema::TableDef;
use crate::value::Value;

/// What is asked, without its types: what is done with it is compiled once.
#[derive(Clone)]
pub(crate) struct Asked {
    pub(crate) select: Select,
    /// How what is loaded along is loaded.
    pub(crate) loads: Vec<Plan>,
    pub(crate) everything: bool,
}

impl Asked {
    pub(crate) fn all(table: &'static TableDef) -> Self {
        Self { select: Select::all(table), loads: Vec::new(), everything: false }
    }

    /// Adds a condition to those that are there.
    pub(crate) fn restrict(&mut self, condition: Expr) {
        condition.add_to(&mut self.select.filter);
    }

    pub(crate) fn load(&mut self, plan: Plan) {
        self.loads.push(plan);
    }

    pub(crate) fn by(&mut self, column: &'static str, value: Result<Value>) {
        let value = match value {
            Ok(value) => Expr::Value(value),
            Err(error) => Expr::invalid(&error),
        };
        self.restrict(Expr::binary(BinaryOp::Eq, Expr::Column(column), value));
    }

    /// The same query for another purpose than its records.
    pub(crate) fn reading(&self, columns: Columns) -> Select {
        Select { columns, ..self.select.clone() }
    }

    pub(crate) fn at_most(&mut self, limit: u64) {
        let given = &mut self.select.limit;
        *given = Some(given.map_or(limit, |given| given.min(limit)));
    }
}
