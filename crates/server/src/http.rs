//! What all endpoints share: reading bodies, knowing the caller, and the layers
//! around them.

mod body;
mod caller;
mod client;
mod form;
mod layers;
mod path;
mod strangers;

pub(crate) use self::{
    body::{JsonBody, SmallJson, drain, read},
    caller::Caller,
    client::client,
    form::{Allowed, FileForm, read_form},
    layers::around,
    path::Id,
    strangers::{PerMinute, Stranger},
};
