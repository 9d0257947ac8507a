//! What all endpoints share: reading bodies, knowing the caller, and the layers
//! around them.

mod body;
mod caller;
mod layers;

pub(crate) use self::{
    body::{JsonBody, drain},
    caller::Caller,
    layers::around,
};
