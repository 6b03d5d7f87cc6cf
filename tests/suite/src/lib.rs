//! Behaviour against databases: all of it is in the one test binary `suite`.
//!
//! What stands here is a crate of its own to that binary, whose models have parents in another crate.

pub mod parents;
