//! What stands for the compiler's `diagnostic` where that is not found, so that models can be declared.
//!
//! Emitted code says by `#[diagnostic::…]` what is missing. In a module with `#![no_implicit_prelude]` the
//! compiler does not find it, and in one that has a `diagnostic` of its own it finds that. With this one in
//! its place models compile, and what is said of their mistakes is rustc's own:
//!
//! ```
//! mod models {
//!     #![no_implicit_prelude]
//!
//!     use ::model_runtime::no_prelude::diagnostic;
//!
//!     #[derive(::model_runtime::Model)]
//!     pub struct User {
//!         #[primary_key]
//!         pub id: i64,
//!         pub name: ::std::string::String,
//!     }
//! }
//!
//! let create = models::User::create().name("fred");
//! ```
//!
//! A model can as well be declared in another module and imported.

/// Stands for the compiler's own; a `diagnostic` of yours says `pub use` of what is in it.
pub mod diagnostic {
    pub use model_derive::{do_not_recommend, on_unimplemented};
}
