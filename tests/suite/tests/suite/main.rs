//! One binary, one module per topic; every test on a fresh database of every kind.

mod each;
mod floors;
mod queries;
mod raw;
mod sources;
mod tour;
mod types;
