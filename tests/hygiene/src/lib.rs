//! Emitted code stays quiet: under denied lints, without the prelude, with the dependency renamed.
