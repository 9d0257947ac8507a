//! Pictures, and what pretends to be one.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that fails is a test that fails"
)]

mod accepted;
mod bitmaps;
mod broken;
mod clean;
mod colours;
mod drawn;
mod fuzz;
mod hostile;
mod limits;
mod renditions;
mod same;
mod samples;
#[expect(dead_code, reason = "other tests use more of it")]
mod vp8l;
mod webp;
