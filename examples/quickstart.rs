//! The tour of the README, as a program.

fn main() {}
