//! What becomes of the rows of a query that may find many.

use std::any::Any;

use crate::error::Result;
use crate::value::Source;

/// Takes the rows of a query, and owns what it makes of them: it may do so on another thread, and go on
/// when nobody waits for it any more.
pub(crate) trait Gather: Any + Send {
    /// Takes a row.
    ///
    /// # Errors
    ///
    /// `Decode` where a value does not fit.
    fn gather(&mut self, row: &dyn Source) -> Result<()>;
}
