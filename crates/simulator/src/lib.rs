//! A stand-in for WeCom: its server API, the phones, a clock that can be moved.
//!
//! One [`world::World`] (companies, apps, members, customers, groups) is shared by two faces: the API under `/cgi-bin`
//! that servers call, and the API under `/sim/v1` that the page with the two phones calls. What happens on either face
//! changes the same state and is told in one journal. Beside them, `/control/v1` changes the world and makes faults.
//!
//! It depends on none of the project's rules on purpose: a stand-in that shared the client's reading of WeCom's pages
//! would agree with its mistakes.

mod api;
mod callbacks;
mod clock;
mod content;
mod control;
mod faults;
mod handover;
mod journal;
mod limits;
mod local;
mod mask;
mod options;
mod phones;
mod shared;
mod simulator;
mod state;
mod subject;
mod text;
mod time;
pub mod world;

pub use clock::MovableClock;
pub use options::{AppSource, Options};
pub use simulator::{Simulator, StartError};
pub use text::Text;
