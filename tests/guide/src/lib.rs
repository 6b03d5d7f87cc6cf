//! The chapters of the guide and the README, compiled as documentation tests.
