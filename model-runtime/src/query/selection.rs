//! Queries of some values instead of whole rows.

use crate::query::{Expr, Select};

/// A query of values: of each row, or of each group of rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Selection {
    /// The rows, their order and their number; of groups, the order and the number of those.
    pub select: Select,
    /// What is read.
    pub items: Vec<Expr>,
    /// What the rows of a group have in common; none is one group if an aggregate is read.
    pub group_by: Vec<Expr>,
    /// Which groups.
    pub having: Option<Expr>,
}

impl Selection {
    /// Tells whether groups are read instead of rows.
    pub(crate) fn is_grouped(&self) -> bool {
        !self.group_by.is_empty()
            || self.of_groups().any(|expr| expr.any(|part| matches!(part, Expr::Aggregate(_))))
    }

    /// Returns the first expression that a group is asked for and that its rows need not have in common:
    /// a column, a path, or what depends on a column that is returned as its name.
    pub(crate) fn ungrouped(&self) -> Option<Ungrouped> {
        if !self.is_grouped() {
            return None;
        }
        self.of_groups().find_map(|expr| ungrouped(expr, &self.group_by))
    }

    /// What is calculated once for each group.
    fn of_groups(&self) -> impl Iterator<Item = &Expr> {
        let order = self.select.order_by.iter().map(|order| &order.expr);
        self.items.iter().chain(&self.having).chain(order)
    }
}

/// A column of which the rows of a group may hold different values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ungrouped {
    /// Of the table.
    Own(&'static str),
    /// Of a table that a path leads to.
    Path(&'static str),
}

fn ungrouped(expr: &Expr, keys: &[Expr]) -> Option<Ungrouped> {
    if keys.contains(expr) {
        return None;
    }
    let is_key =
        |name: &str| keys.iter().any(|key| matches!(key, Expr::Column(key) if *key == name));
    let own = |columns: &[&'static str]| {
        columns.iter().copied().find(|name| !is_key(name)).map(Ungrouped::Own)
    };
    match expr {
        Expr::Aggregate(_) => None,
        Expr::Column(name) => Some(Ungrouped::Own(name)),
        Expr::Path { column, .. } => Some(Ungrouped::Path(column)),
        Expr::Related { link, .. } => own(link.outer),
        Expr::RelatedAggregate { steps, .. } => own(steps.first().map_or(&[], |step| step.outer)),
        other => other.parts().find_map(|part| ungrouped(part, keys)),
    }
}
