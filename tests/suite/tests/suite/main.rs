//! One binary, one module per topic; every test on a fresh database of every kind.

mod floors;
mod sources;
