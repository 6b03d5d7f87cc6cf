//! The derive macro of `model-runtime`.
