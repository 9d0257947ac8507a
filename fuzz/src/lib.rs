//! What must hold for any bytes at all. `targets/` feeds these to libFuzzer; the tests of the crates include the files
//! they need and run the same promises on the seeds and on a short slice of chance (`near.rs`).

mod callback;
mod picture;
mod response;
mod rules;

pub use self::{
    callback::callback,
    picture::picture,
    response::{KINDS, Kind, response},
    rules::{draft, error, path},
};
