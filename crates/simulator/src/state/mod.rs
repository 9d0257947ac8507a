//! Everything that changes while the world runs: one lock, no waiting inside it.

mod chance;
mod chats;
mod logins;
mod media;
mod phone;
mod pictures;
mod quota;
mod screens;
mod sends;
mod tokens;

use rand::RngCore;

pub(crate) use chance::Chance;
pub(crate) use chats::{Chats, Message, Via};
pub(crate) use logins::{CodeFault, Logins};
pub(crate) use media::{File, Media, MediaFault};
pub(crate) use phone::{Entry, Phone};
pub(crate) use pictures::{PictureFault, Pictures};
pub(crate) use screens::{Decide, Pending, Screens};
pub(crate) use sends::{Confirmed, Outcome, Receivers, Send, Sends};
pub(crate) use tokens::{TokenFault, Tokens};

use crate::world::World;

#[derive(Debug)]
pub(crate) struct State {
    pub chance: Chance,
    pub tokens: Tokens,
    pub logins: Logins,
    pub pictures: Pictures,
    pub media: Media,
    pub sends: Sends,
    pub chats: Chats,
    pub screens: Screens,
    pub phone: Phone,
}

impl State {
    pub fn new(world: &World, rng: Box<dyn RngCore + std::marker::Send>) -> Self {
        Self {
            chance: Chance::new(rng),
            tokens: Tokens::default(),
            logins: Logins::default(),
            pictures: Pictures::default(),
            media: Media::default(),
            sends: Sends::default(),
            chats: Chats::default(),
            screens: Screens::default(),
            phone: Phone::new(&world.phone),
        }
    }
}
