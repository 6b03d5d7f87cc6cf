//! The modules of `tests/hygiene`, compiled in edition 2021.
//!
//! Here the dependency has its own name as well, as `plain` shows, and the feature `extra` is on.
#![deny(warnings, missing_docs, unused_qualifications)]
#![deny(future_incompatible, nonstandard_style, rust_2018_idioms, unused, unreachable_pub)]
#![deny(clippy::pedantic, clippy::nursery)]
#![deny(missing_debug_implementations, single_use_lifetimes, unused_lifetimes, unused_results)]

extern crate model_runtime as orm;

#[path = "../../hygiene/src/attributes.rs"]
pub mod attributes;
#[path = "../../hygiene/src/cfgs.rs"]
pub mod cfgs;
#[path = "../../hygiene/src/functions.rs"]
pub mod functions;
#[path = "../../hygiene/src/imported.rs"]
pub mod imported;
#[path = "../../hygiene/src/macros.rs"]
pub mod macros;
#[path = "../../hygiene/src/names.rs"]
pub mod names;
#[path = "../../hygiene/src/no_prelude.rs"]
pub mod no_prelude;
pub mod plain;
#[path = "../../hygiene/src/relations.rs"]
pub mod relations;
#[path = "../../hygiene/src/shadowed.rs"]
pub mod shadowed;
#[path = "../../hygiene/src/transactions.rs"]
pub mod transactions;
#[path = "../../hygiene/src/visibility.rs"]
pub mod visibility;
#[path = "../../hygiene/src/wide.rs"]
pub mod wide;
