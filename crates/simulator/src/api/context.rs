//! What an endpoint works with: the world, what has happened so far, the time, and the request.

use std::net::{IpAddr, Ipv4Addr};

use jiff::Timestamp;

use super::call::Call;
use super::refusal::Refusal;
use crate::state::State;
use crate::world::World;

#[derive(Debug)]
pub(crate) struct Context<'a> {
    pub world: &'a World,
    pub state: &'a mut State,
    pub call: &'a Call,
    pub now: Timestamp,
    /// Where uploaded pictures are reachable.
    pub base: &'a str,
    /// The caller's address.
    pub ip: IpAddr,
}

impl Context<'_> {
    /// Where the stand-in is: its own address, if that is written in figures.
    pub fn addresses(&self) -> Vec<String> {
        let host = self.base.split_once("://").map_or(self.base, |it| it.1);
        let host = host.rsplit_once(':').map_or(host, |it| it.0);
        let ip = host.trim_matches(['[', ']']).parse::<IpAddr>();
        vec![ip.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)).to_string()]
    }

    /// `debug=1` allows five calls a minute (server-api.md §1.1); per caller's address, which no source says.
    pub fn debug(&mut self) -> Result<(), Refusal> {
        if self.call.query("debug") != Some("1") || self.state.gate.debug(self.ip, self.now) {
            return Ok(());
        }
        Err(Refusal::frequency())
    }
}
