//! What this client promises: each endpoint against its fixture, and the
//! client against a small server that answers as it is told.

mod fixtures;
mod pages;
mod reading;
mod repeats;
mod secrets;
mod stand_in;
mod tokens;
mod uploads;
