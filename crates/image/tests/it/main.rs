//! Pictures, and what pretends to be one.

mod accepted;
mod broken;
mod hostile;
mod samples;
