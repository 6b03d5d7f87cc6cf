//! What is said of records that wait for each other in a circle.

use crate::error::{Error, ErrorKind};
use crate::model::unit::Change;
use crate::model::unit::edges::{Edge, Why};

/// The error of a circle in which nobody can give way.
pub(super) fn refused<'e>(changes: &[Change<'_>], circle: impl Iterator<Item = &'e Edge>) -> Error {
    let circle: Vec<&Edge> = circle.collect();
    let model = |task: usize| changes.get(task % changes.len()).map(|change| change.table().model);
    let mut models: Vec<&str> = circle.iter().rev().filter_map(|edge| model(edge.after)).collect();
    models.dedup();
    let names = models.join("`, `");
    let only_keys = circle.iter().all(|edge| edge.why == Why::Key);
    let error = if only_keys {
        let message = format!(
            "new records of `{names}` refer to each other in a circle and none can be stored first; \
             make one of the foreign keys an `Option`"
        );
        Error::new(ErrorKind::InvalidReference, message)
    } else {
        let message = format!(
            "changes of `{names}` wait for each other in a circle, as where records exchange a unique \
             value; commit in two parts, with another value in between"
        );
        Error::new(ErrorKind::Unsupported, message)
    };
    match circle.first().and_then(|edge| model(edge.after)) {
        Some(model) => error.with_model(model),
        None => error,
    }
}
