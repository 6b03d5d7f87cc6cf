//! `docs/reference/errors.md`, written from the catalogue so that it can not go stale.
