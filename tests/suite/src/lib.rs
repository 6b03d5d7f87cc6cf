//! Behaviour against databases: all of it is in the one test binary `suite`.
