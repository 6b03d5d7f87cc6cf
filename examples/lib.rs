//! Programs to read: `cargo run -p examples --example quickstart`.
