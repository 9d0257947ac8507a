//! What a suite is told at its command address (server-api.md §10.1; pages
//! 90628, 2024/01/09, and 100964, 2025/05/20).

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Fault, event::take};

/// Of which suite and company stands beside it in the event.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SuiteCommand {
    /// `suite_ticket`, for [`crate::SuiteClient::keep_ticket`]. A credential.
    Ticket { ticket: String },
    /// `create_auth`: a company installs the suite. The code is good for ten
    /// minutes and once, for `service/v2/get_permanent_code`.
    Authorised {
        auth_code: String,
        state: Option<String>,
    },
    /// `change_auth`.
    AuthorisationChanged { state: Option<String> },
    /// `cancel_auth`.
    AuthorisationCancelled,
}

pub(super) fn suite(name: &str, raw: &Map<String, Value>) -> Result<Option<SuiteCommand>, Fault> {
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Ticket {
        suite_ticket: String,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Authorised {
        auth_code: String,
        state: Option<String>,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Changed {
        state: Option<String>,
    }
    Ok(Some(match name {
        "suite_ticket" => {
            let Ticket { suite_ticket } = take(raw)?;
            SuiteCommand::Ticket {
                ticket: suite_ticket,
            }
        }
        "create_auth" => {
            let Authorised { auth_code, state } = take(raw)?;
            SuiteCommand::Authorised { auth_code, state }
        }
        "change_auth" => {
            let Changed { state } = take(raw)?;
            SuiteCommand::AuthorisationChanged { state }
        }
        "cancel_auth" => SuiteCommand::AuthorisationCancelled,
        _ => return Ok(None),
    }))
}
