//! What all endpoints share: reading bodies, knowing the caller, and the layers
//! around them.

mod body;
mod caller;
mod layers;
mod path;

pub(crate) use self::{
    body::{JsonBody, SmallJson, drain},
    caller::Caller,
    layers::around,
    path::Id,
};
