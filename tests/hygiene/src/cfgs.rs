//! Doc comments, `cfg` and other attributes on fields.

use orm::prelude::*;

/** A record with doc comments of all kinds. */
#[derive(Model, Debug)]
#[cfg_attr(all(), model(crate = ::orm))]
#[doc = "Written as an attribute."]
#[non_exhaustive]
#[expect(non_snake_case, reason = "one field is in the writing of others")]
pub struct Documented {
    /// A key.
    ///
    /// ```text
    /// With "quotes", `backticks` and a block.
    /// ```
    #[cfg_attr(all(), primary_key)]
    pub id: i64,
    #[doc = concat!("Made ", "by a macro.")]
    pub made: String,
    /** A block. */
    #[cfg(any(feature = "extra", not(feature = "extra")))]
    pub always: i32,
    /// Never there.
    #[cfg(all(feature = "extra", not(feature = "extra")))]
    pub never: NoSuchType,
    /// There with a feature.
    #[cfg(feature = "extra")]
    #[unique]
    pub either: i32,
    /// There without it.
    #[cfg(not(feature = "extra"))]
    pub either: Option<String>,
    /// Not stored, nor always there.
    #[cfg(feature = "extra")]
    #[skip]
    pub skipped: i32,
    /// No longer used.
    #[deprecated]
    #[default(0)]
    pub old: i32,
    /// In the writing of others.
    pub camelCase: bool,
}

/// A model that is going away.
#[deprecated]
#[derive(Model, Debug)]
#[model(crate = ::orm)]
pub struct Old {
    /// A key.
    #[primary_key]
    pub id: i64,
}
