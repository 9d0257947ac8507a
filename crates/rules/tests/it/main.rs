//! The rules against the vectors that every implementation must pass, and against arbitrary input.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops where something is missing"
)]

mod fields;
mod fuzz;
mod generated;
mod known;
mod properties;
mod vectors;
