//! Callbacks sent to apps: encrypted, signed, in order, with WeCom's time-out and repeats (server-api.md §9).
//!
//! Events wait in a queue and are sent by whoever calls [`Callbacks::send`]: the loop that a running stand-in has, or the
//! control API's flush. Two never send at once.

mod crypto;
mod event;
mod post;
mod queue;
mod receiver;
mod suites;

use std::time::Duration;

use reqwest::Client;

pub(crate) use event::{Audience, Event, Field};
pub(crate) use queue::{Callbacks, Delivery, DeliveryState};
pub(crate) use receiver::Receiver;

use crate::handover;
use crate::shared::Shared;
use crate::world::App;

/// The connection is dropped after this without an answer.
const TIMEOUT: Duration = Duration::from_secs(5);
/// How often the loop looks for events that were held back, and at the clock.
const TICK: Duration = Duration::from_millis(500);

impl Callbacks {
    /// Tells the apps that may hear of it.
    pub fn tell(&self, shared: &Shared, event: &Event) {
        let world = shared.world();
        let Some(company) = world.company(&event.corpid) else {
            return;
        };
        let installed = |app: &App| shared.state().suites.installed(&company.corpid, app);
        for hearer in receiver::of(&world, company, event, installed) {
            let format = hearer.receiver.callback.format;
            let message = event.written(format, hearer.envelope(), hearer.subject, company);
            let strike = shared.faults.callback(event.name);
            let now = shared.clock.now();
            self.add(
                hearer.receiver,
                event.name,
                event.change,
                message,
                &strike,
                now,
            );
        }
    }

    /// Sends what is due, each app's in order; with `all` also what a fault holds back. Returns how many were sent.
    pub async fn send(&self, shared: &Shared, client: &Client, all: bool) -> usize {
        let _turn = self.turn().await;
        handover::settle(shared, shared.clock.now());
        self.push_tickets(shared);
        let mut sent = 0;
        while let Some(delivery) = self.due(all, shared.clock.now()) {
            post::deliver(self, shared, client, delivery).await;
            sent += 1;
        }
        sent
    }

    /// Sends the first that waits, or the one of this number, whatever holds it back; its number, and what became of it.
    pub async fn send_one(
        &self,
        shared: &Shared,
        client: &Client,
        number: Option<u64>,
    ) -> Option<(u64, DeliveryState)> {
        let _turn = self.turn().await;
        let delivery = match number {
            None => self.due(true, shared.clock.now())?,
            Some(number) => self.waiting(number)?,
        };
        let id = delivery.id;
        let state = post::deliver(self, shared, client, delivery).await;
        Some((id, state))
    }

    /// Sends for as long as the stand-in runs.
    pub async fn run(&self, shared: &Shared, client: &Client) {
        loop {
            self.send(shared, client, false).await;
            tokio::select! {
                () = self.added() => {}
                () = tokio::time::sleep(TICK) => {}
            }
        }
    }
}

/// The verification a console does when an address is saved: whether the app gave the text back.
pub(crate) async fn verify(
    shared: &Shared,
    client: &Client,
    receiver: &Receiver,
) -> Result<(), String> {
    post::verify(shared, client, receiver).await
}
