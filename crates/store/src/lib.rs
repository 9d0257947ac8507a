//! What must not be lost, over SQLite; and the store of
//! pictures, a folder or a bucket.
//!
//! Every method of [`Store`] is one transaction and says what it does in the
//! words of the domain. What is not found is `None`. Time and ids are given by
//! the caller.
//!
//! The SQL is checked against the schema when this crate is built, from the
//! descriptions in `.sqlx/` (`docs/decisions/0002-sql.md`). It keeps to what
//! Postgres also accepts, apart from the one place that says so.

mod callbacks;
mod disk;
mod error;
mod folder;
mod garbage;
mod image_store;
mod images;
mod openings;
mod quota;
mod renditions;
mod s3;
mod sessions;
mod shares;
mod store;
mod tokens;
mod uploads;
mod writer;

pub use self::{
    callbacks::{Begun, Callback, CallbackState, Done, Received},
    error::{OpenError, StoreError},
    garbage::{Garbage, GarbageError},
    image_store::{ImageStore, ImageStoreError, Kept},
    images::Image,
    openings::{Opening, Recorded},
    quota::QuotaUse,
    renditions::{Public, Rendition},
    s3::S3Settings,
    sessions::Session,
    shares::{
        Event, Outcome, Owner, Prepared, Receiver, ReceiverPart, Refused, Reported, Share,
        ShareDetails, ShareState, Shown, TargetKind,
    },
    store::Store,
    tokens::{Token, TokenName},
    uploads::{Allowance, Content, Sent, UploadKind, UsedUp},
};
