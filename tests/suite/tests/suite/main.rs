//! One binary, one module per topic; every test on a fresh database of every kind.

mod chinook;
mod each;
mod errors;
mod floors;
mod graphs;
mod queries;
mod raw;
mod relations;
mod schema;
mod sent;
mod sessions;
mod sources;
mod tour;
mod transactions;
mod types;
mod writes;
