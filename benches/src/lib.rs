//! Measures, as ratios in one run against hand-written sqlx.
