//! The phones: the page, its files, and the API under `/sim/v1`. For this machine's browser only.

mod app;
mod assets;
mod chats;
mod clock;
mod console;
mod events;
mod moments;
mod net;
mod open;
mod people;
mod phone;
mod qy;
mod render;
mod router;
mod screens;
mod view;

pub(crate) use app::AppFiles;
pub(crate) use clock::{Move, move_clock};
pub(crate) use moments::publish_moment;
pub(crate) use net::{Network, Unreached};
pub(crate) use router::router;
pub(crate) use screens::{confirm_task, decline_task, deliver};
