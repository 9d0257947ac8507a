//! Everything that changes while the world runs: one lock, no waiting inside it.

mod albums;
mod chance;
mod chats;
mod follows;
mod gate;
mod intercepts;
mod jobs;
mod logins;
mod media;
mod moments;
mod phone;
mod pictures;
mod quota;
mod screens;
mod sends;
mod suites;
mod tags;
mod tickets;
mod tokens;
mod transfers;
mod walks;
mod ways;
mod welcomes;

use rand::RngCore;

pub(crate) use albums::{Albums, Change as AlbumChange, Facts as AlbumFacts, OwnFault, Product};
pub(crate) use chance::Chance;
pub(crate) use chats::{Chats, Message, Via};
pub(crate) use follows::{Follows, Known, Met, Remark};
pub(crate) use gate::Gate;
pub(crate) use intercepts::{InterceptRule, Intercepts, Range as InterceptRange};
pub(crate) use jobs::{Asked, Job, Jobs, Progress};
pub(crate) use logins::{CodeFault, Exchanged, Logins};
pub(crate) use media::{File, Media, MediaFault, Scene};
pub(crate) use moments::{
    Invalid, Moment, MomentFault, Moments, Part as MomentPart, Picture as MomentPicture,
    Wanted as WantedMoment,
};
pub(crate) use phone::{Entry, Phone};
pub(crate) use pictures::{PictureFault, Pictures};
pub(crate) use screens::{Decide, Pending, Screens};
pub(crate) use sends::{
    Api, Confirmed, Origin, Outcome, Receivers, Send, Sends, Task, TaskFault, TaskState,
};
pub(crate) use suites::{Authorised, PreAuthFault, Suites};
pub(crate) use tags::{Group as TagGroup, TagFault, Tags, Wanted};
pub(crate) use tickets::{TicketKind, Tickets};
pub(crate) use tokens::{Owner, TokenFault, Tokens};
pub(crate) use transfers::{Given, Transfer, TransferState, Transfers};
pub(crate) use walks::Walks;
pub(crate) use ways::{Joined, WayKind, Ways};
pub(crate) use welcomes::{Template, TemplateFault, WelcomeFault, Welcomes};

use crate::content::Content;
use crate::limits::Limits;
use crate::world::World;

/// Messages of a member's to one chat, sent by an endpoint.
#[derive(Debug)]
pub(crate) struct Delivered {
    pub corpid: String,
    pub member: String,
    pub chat: String,
    pub content: Content,
}

#[derive(Debug)]
pub(crate) struct State {
    pub chance: Chance,
    pub gate: Gate,
    pub tokens: Tokens,
    pub tickets: Tickets,
    pub suites: Suites,
    pub logins: Logins,
    pub pictures: Pictures,
    pub media: Media,
    pub jobs: Jobs,
    pub follows: Follows,
    pub tags: Tags,
    pub walks: Walks,
    pub ways: Ways,
    pub albums: Albums,
    pub intercepts: Intercepts,
    pub transfers: Transfers,
    pub welcomes: Welcomes,
    /// What an endpoint sent and nobody has put into a chat yet: the router does, with the phones' hands.
    pub deliveries: Vec<Delivered>,
    pub sends: Sends,
    pub moments: Moments,
    pub chats: Chats,
    pub screens: Screens,
    pub phone: Phone,
    pub limits: Limits,
}

impl State {
    pub fn new(world: &World, rng: Box<dyn RngCore + std::marker::Send>) -> Self {
        Self {
            chance: Chance::new(rng),
            gate: Gate::new(world.unknown.wrong_secrets),
            tokens: Tokens::default(),
            tickets: Tickets::default(),
            suites: Suites::new(world),
            logins: Logins::default(),
            pictures: Pictures::default(),
            media: Media::default(),
            jobs: Jobs::default(),
            follows: Follows::default(),
            tags: Tags::new(world),
            walks: Walks::default(),
            ways: Ways::default(),
            albums: Albums::default(),
            intercepts: Intercepts::default(),
            transfers: Transfers::default(),
            welcomes: Welcomes::default(),
            deliveries: Vec::new(),
            sends: Sends::default(),
            moments: Moments::default(),
            chats: Chats::default(),
            screens: Screens::default(),
            phone: Phone::new(&world.phone),
            limits: Limits::default(),
        }
    }
}
