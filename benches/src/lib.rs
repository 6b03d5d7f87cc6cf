//! A harness for comparing: competitors that do the same work take turns in one run.
//!
//! ```text
//! Contest ── check ──▶ equal answers ── rounds ──▶ Outcome ──▶ Report (Markdown)
//!    └ Competitor × n                   rotating order
//! ```
//!
//! A machine is never as fast in one minute as in the next. Competitors that are measured one after the
//! other, as benchmark harnesses do, are measured in different weather; here each round measures all
//! of them, each round begins with another one, and what is reported are ratios within rounds.

mod clock;
mod contest;
mod figures;
mod options;
mod package;
pub mod peak;
mod report;

pub use contest::{Contest, Failure, Side};
pub use figures::{Figures, Outcome, median};
pub use options::{Options, Pace};
pub use package::{Package, run};
pub use report::Report;
