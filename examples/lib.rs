//! Programs to read: `cargo run --example quickstart`, `cargo run --example music_site`.
