//! Models that compile without a word under the strictest lints, with the dependency renamed.
//!
//! `tests/hygiene-2021` compiles the same modules in edition 2021. Nothing here touches a database.
#![deny(warnings, missing_docs, unused_qualifications)]
#![deny(future_incompatible, nonstandard_style, rust_2018_idioms, unused, unreachable_pub)]
#![deny(clippy::pedantic, clippy::nursery)]
#![deny(missing_debug_implementations, single_use_lifetimes, unused_lifetimes, unused_results)]

pub mod attributes;
pub mod cfgs;
pub mod functions;
pub mod imported;
pub mod macros;
pub mod names;
pub mod no_prelude;
pub mod relations;
pub mod shadowed;
pub mod transactions;
pub mod visibility;
pub mod wide;
