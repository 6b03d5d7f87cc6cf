//! The values that a statement is given, so that it can be sent a second time.

use crate::backend::Args;
#[cfg(feature = "driver")]
use crate::dialect::Dialect;
#[cfg(feature = "driver")]
use crate::error::Result;
use crate::value::Value;

/// The values that a statement is given.
#[derive(Debug, Clone)]
#[cfg_attr(not(feature = "driver"), expect(dead_code, reason = "nothing is sent"))]
pub(crate) enum Given<'v> {
    /// Written for the driver already; boxed, as each future that a statement goes through holds it.
    Written(Box<Args>),
    /// Yet to be written, which can be done again.
    Listed(&'v [Value]),
}

#[cfg(feature = "driver")]
impl Given<'_> {
    /// Writes them for the driver.
    pub(crate) fn write(self, dialect: Dialect) -> Result<Args> {
        match self {
            Self::Written(args) => Ok(*args),
            Self::Listed(values) => Args::of(dialect, values),
        }
    }
}

impl From<Args> for Given<'_> {
    fn from(args: Args) -> Self {
        Self::Written(Box::new(args))
    }
}

impl<'v> From<&'v [Value]> for Given<'v> {
    fn from(values: &'v [Value]) -> Self {
        Self::Listed(values)
    }
}
