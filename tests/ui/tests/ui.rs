//! What is wrong does not compile; `fail/<topic>/<subject>_<condition>.stderr` holds what is said.
//!
//! The cases are a catalogue: what is asked of their messages is in `ui/quality.rs`, and the page about
//! them is written by `ui/reference.rs`.

#[path = "ui/catalogue.rs"]
mod catalogue;
#[path = "ui/quality.rs"]
mod quality;
#[path = "ui/reference.rs"]
mod reference;

#[test]
fn wrong_programs_are_refused() {
    trybuild::TestCases::new().compile_fail("fail/**/*.rs");
}
