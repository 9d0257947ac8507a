//! `POST /sim/v1/console`: what the mini program wrote to its console.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::Text;
use crate::journal::{Kind, Source};
use crate::local::Input;
use crate::shared::Shared;

const LONGEST_TITLE: usize = 160;
const LONGEST_TEXT: usize = 8_000;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Holder {
    #[default]
    Member,
    Customer,
}

impl Holder {
    pub const fn source(self) -> Source {
        match self {
            Self::Member => Source::MemberPhone,
            Self::Customer => Source::CustomerPhone,
        }
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Line {
    #[serde(default)]
    phone: Holder,
    #[serde(default)]
    level: String,
    #[serde(default)]
    text: String,
}

pub(super) async fn write(
    State(shared): State<Arc<Shared>>,
    Input(line): Input<Line>,
) -> StatusCode {
    let title: String = line.text.chars().take(LONGEST_TITLE).collect();
    let text: String = line.text.chars().take(LONGEST_TEXT).collect();
    shared.write(
        line.phone.source(),
        Kind::Console,
        Text::new(format!("控制台：{title}"), format!("console: {title}")),
        json!({"phone": line.phone, "level": line.level, "text": text}),
    );
    StatusCode::NO_CONTENT
}
