//! One call and what belongs to it: its token, and what is tried again.

use std::sync::Arc;

use crate::{
    Code, Endpoint, Error, Fault,
    endpoint::name,
    token::{Slot, Token},
    transport::Transport,
};

/// How often a busy WeCom (-1) is asked again (server-api.md §11).
const BUSY_REPEATS: u32 = 3;

/// One call with the token of a slot, which is replaced once if WeCom no
/// longer takes it.
pub(crate) async fn call<E: Endpoint>(
    transport: &Arc<Transport>,
    slot: &Arc<Slot>,
    request: &E,
) -> Result<E::Response, Error> {
    let first = slot.token(transport).await?;
    let error = match attempt(transport, request, Some(&first)).await {
        Err(error) if error.code().is_some_and(|code| slot.heals(code)) => error,
        outcome => return outcome,
    };
    let Some(second) = slot.other_than(&first, E::PATH, transport).await? else {
        return Err(error);
    };
    tracing::info!(endpoint = name::<E>(), code = ?error.code(), "token replaced");
    let outcome = attempt(transport, request, Some(&second)).await;
    if let Err(error) = &outcome
        && error.code().is_some_and(|code| slot.heals(code))
    {
        slot.cannot_heal(E::PATH, transport.now());
    }
    outcome
}

/// One call with one token, repeated where that is known to do no harm: a busy
/// WeCom has done nothing whatever was asked, and a connection that broke may
/// be tried once more if the call is idempotent. A time-out is not repeated:
/// the caller has waited long enough.
pub(crate) async fn attempt<E: Endpoint>(
    transport: &Transport,
    request: &E,
    token: Option<&Token>,
) -> Result<E::Response, Error> {
    let mut busy = 0;
    let mut broken = false;
    loop {
        let error = match transport.send(request, token).await {
            Ok(response) => return Ok(response),
            Err(error) => error,
        };
        match &error {
            Error::Refused { refusal, .. } if refusal.code == Code::BUSY && busy < BUSY_REPEATS => {
                tracing::debug!(endpoint = name::<E>(), "WeCom is busy");
                tokio::time::sleep(transport.config().backoff * 2_u32.pow(busy)).await;
                busy += 1;
            }
            Error::Transport { fault, .. } if *fault != Fault::Timeout && !broken => {
                broken = true;
            }
            _ => return Err(error),
        }
    }
}
