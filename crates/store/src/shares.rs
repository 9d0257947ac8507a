//! Shares: planned, refused, reported, looked at.

mod prepare;
mod read;
mod report;

use jiff::Timestamp;
use serde_json::Value;

pub use self::{
    prepare::{Prepared, Refused, Shown},
    read::{Event, Share, ShareDetails},
    report::{Outcome, Reported},
};
use crate::StoreError;

/// A member of a company: whose share it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owner<'a> {
    pub corpid: &'a str,
    pub member: &'a str,
}

/// Where a share stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShareState {
    /// Planned; the client has not said yet what came of it.
    Prepared,
    /// Not planned, with the reason.
    Refused,
    /// In the member's mass-send helper. Not "delivered".
    HandedOver,
    /// The member backed out.
    Cancelled,
    Failed,
}

/// What kind of receivers a share is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetKind {
    Customers,
    Groups,
    Moments,
    Chat,
}

/// A receiver of a share, as planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receiver {
    pub id: String,
    pub part: ReceiverPart,
}

/// Whether a receiver is in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReceiverPart {
    Planned,
    /// Left out, because it cannot be reached now.
    Skipped,
}

impl ShareState {
    const ALL: [Self; 5] = [
        Self::Prepared,
        Self::Refused,
        Self::HandedOver,
        Self::Cancelled,
        Self::Failed,
    ];

    /// The word for it, in the database and in answers.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Prepared => "prepared",
            Self::Refused => "refused",
            Self::HandedOver => "handed_over",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
        }
    }

    fn read(word: &str, id: &str) -> Result<Self, StoreError> {
        Self::ALL
            .into_iter()
            .find(|state| state.as_str() == word)
            .ok_or_else(|| broken("state", id))
    }
}

impl TargetKind {
    const ALL: [Self; 4] = [Self::Customers, Self::Groups, Self::Moments, Self::Chat];

    /// The word for it, in the database and in answers.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Customers => "customers",
            Self::Groups => "groups",
            Self::Moments => "moments",
            Self::Chat => "chat",
        }
    }

    fn read(word: &str, id: &str) -> Result<Self, StoreError> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == word)
            .ok_or_else(|| broken("target", id))
    }
}

impl ReceiverPart {
    /// The word for it, in the database and in answers.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Skipped => "skipped",
        }
    }

    fn read(word: &str, id: &str) -> Result<Self, StoreError> {
        match word {
            "planned" => Ok(Self::Planned),
            "skipped" => Ok(Self::Skipped),
            _ => Err(StoreError::BrokenRow {
                table: "share_receivers",
                column: "part",
                row: id.to_owned(),
            }),
        }
    }
}

fn broken(column: &'static str, id: &str) -> StoreError {
    StoreError::BrokenRow {
        table: "shares",
        column,
        row: id.to_owned(),
    }
}

fn time(milliseconds: i64, column: &'static str, id: &str) -> Result<Timestamp, StoreError> {
    Timestamp::from_millisecond(milliseconds).map_err(|_| broken(column, id))
}

fn document(
    text: Option<&str>,
    column: &'static str,
    id: &str,
) -> Result<Option<Value>, StoreError> {
    text.map(serde_json::from_str)
        .transpose()
        .map_err(|_| broken(column, id))
}
