//! One call and what belongs to it: its token, and what is tried again.

use std::sync::Arc;

use tokio::time::{Instant, sleep};

use crate::{
    Code, Endpoint, Error, Fault,
    endpoint::name,
    token::{Slot, Token, TokenKey},
    transport::Transport,
};

/// How often a busy WeCom (-1) is asked again (server-api.md §11), and one
/// that has too many calls of an endpoint at once (45033, 45035).
const REPEATS: u32 = 3;
/// Too many calls at once take longer to end than a busy moment.
const CROWDED: u32 = 4;

/// One call with the token of a slot, which is replaced once if WeCom no
/// longer takes it.
pub(crate) async fn call<E: Endpoint>(
    transport: &Arc<Transport>,
    slot: &Arc<Slot>,
    request: &E,
) -> Result<E::Response, Error> {
    let key = Some(slot.key());
    let first = slot.token(transport).await?;
    let error = match attempt(transport, request, Some(&first), key).await {
        Err(error) if error.code().is_some_and(|code| slot.heals(code)) => error,
        outcome => return outcome,
    };
    let Some(second) = slot.other_than(&first, E::PATH, transport).await? else {
        return Err(error);
    };
    tracing::info!(endpoint = name::<E>(), code = ?error.code(), "token replaced");
    let outcome = attempt(transport, request, Some(&second), key).await;
    if let Err(error) = &outcome
        && error.code().is_some_and(|code| slot.heals(code))
    {
        slot.cannot_heal(E::PATH, transport.now());
    }
    outcome
}

/// One call with one token, in its turn, repeated where that is known to do
/// no harm:
///
/// - WeCom refused and so did nothing, whatever was asked: when busy (-1) or
///   crowded (45033, 45035) up to three times, each pause twice the last; when
///   a limit was passed (45009) once, after the block, if that is within the
///   wait that is allowed.
/// - The connection broke and the call is idempotent: once, at once. A time-out
///   is not repeated: the caller has waited long enough.
pub(crate) async fn attempt<E: Endpoint>(
    transport: &Transport,
    request: &E,
    token: Option<&Token>,
    key: Option<&TokenKey>,
) -> Result<E::Response, Error> {
    let mut pauses = 0;
    let mut broken = false;
    let mut blocked = false;
    loop {
        let turn = transport.limits().turn::<E>(key, Instant::now());
        let turn = turn.map_err(|wait| Error::Limited {
            endpoint: name::<E>(),
            wait,
        })?;
        let turn = turn.wait().await;
        let error = match transport.send(request, token).await {
            Ok(response) => return Ok(response),
            Err(error) => error,
        };
        drop(turn);
        match error.code() {
            Some(Code::BUSY) if pauses < REPEATS => {
                sleep(transport.config().backoff * 2_u32.pow(pauses)).await;
                pauses += 1;
            }
            Some(Code::TOO_MANY_CONCURRENT | Code::CONCURRENT_CONFLICT) if pauses < REPEATS => {
                sleep(transport.config().backoff * CROWDED * 2_u32.pow(pauses)).await;
                pauses += 1;
            }
            Some(Code::RATE_LIMIT) if !blocked => {
                blocked = true;
                match &error {
                    Error::RateLimited { advice, .. }
                        if advice.wait <= transport.limits().max_wait() =>
                    {
                        sleep(advice.wait).await;
                    }
                    _ => return Err(error),
                }
            }
            None if matches!(&error, Error::Transport { fault, .. } if *fault != Fault::Timeout)
                && !broken =>
            {
                broken = true;
            }
            _ => return Err(error),
        }
        tracing::debug!(endpoint = name::<E>(), %error, "asked again");
    }
}
