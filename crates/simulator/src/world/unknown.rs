//! What the stand-in assumes where no source says how WeCom behaves.
//!
//! Each is a setting of the world file's `[unknown]` table, and whatever follows from one is labelled "unknown" in the
//! journal. None of them is a fact about WeCom.

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Unknown {
    pub image_elsewhere: ImageElsewhere,
    pub ex_suffix: ExSuffix,
    pub leading_slash: LeadingSlash,
    pub empty_page: EmptyPage,
    pub preset: Preset,
    pub no_customers: NoCustomers,
    /// Which answers of a callback's receiver are repeated (server-api.md §9.3: two pages disagree).
    pub callback_repeat: CallbackRepeat,
    /// How often: "三次" leaves open whether the first attempt counts.
    pub callback_repeats: u8,
    /// How long a login lasts (client-api.md §2.12: lifetime not found).
    pub session_days: u16,
    /// What a share call says without a session (client-api.md §8.2 (h) infers this text).
    pub no_session: String,
    /// What gettoken gives inside the token's validity (server-api.md §14.14: sources disagree).
    pub gettoken: RepeatedGetToken,
    /// Whether an expired login code is 42003 and a used one 42022, instead of 40029 for both (server-api.md §3.1 lists
    /// all three without saying when).
    pub own_login_codes: bool,
    /// How long a new mass send is being dispatched, so that questions about it get 41063 (server-api.md §6.5: "right
    /// after creation"). Ends early when a member has it.
    pub dispatch_seconds: u16,
    /// How many moments of a company may be in the making at once (server-api.md §7.1: limited, number not found).
    pub running_moments: u16,
    /// How often an address may give wrong secrets in an hour before it is banned for one (server-api.md §2.1: a
    /// community statement).
    pub wrong_secrets: u32,
    /// How long after transfer_customer the other member has the customer, if nobody refuses (server-api.md §4.11 says
    /// nothing of it; a day is the public SDKs' word).
    pub transfer_hours: u16,
}

impl Default for Unknown {
    fn default() -> Self {
        Self {
            image_elsewhere: ImageElsewhere::default(),
            ex_suffix: ExSuffix::default(),
            leading_slash: LeadingSlash::default(),
            empty_page: EmptyPage::default(),
            preset: Preset::default(),
            no_customers: NoCustomers::default(),
            callback_repeat: CallbackRepeat::default(),
            callback_repeats: 3,
            session_days: 30,
            no_session: "no permission".to_owned(),
            gettoken: RepeatedGetToken::default(),
            own_login_codes: false,
            dispatch_seconds: 1,
            running_moments: 50,
            wrong_secrets: 2_000,
            transfer_hours: 24,
        }
    }
}

/// A shared picture whose `imgUrl` is no upload-image link (client-api.md §5.5: only Moments say what happens).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ImageElsewhere {
    /// Delivered, but the customer sees a picture that cannot be loaded.
    #[default]
    NotLoadable,
    Shown,
    /// The attachment is left out, as Moments do.
    Dropped,
}

/// Whether a card of `shareAppMessageEx` needs `.html` in its path (client-api.md §9 row 16: sources disagree).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ExSuffix {
    #[default]
    Either,
    Required,
    Forbidden,
}

/// Whether a card's page opens without a leading slash (client-api.md §4.3: failure unconfirmed).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LeadingSlash {
    #[default]
    Optional,
    Required,
}

/// A card without a page (client-api.md §4.4, last row).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EmptyPage {
    #[default]
    Home,
    NotFound,
}

/// Whether the member may change receivers the mini program preset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    #[default]
    Fixed,
    Editable,
}

/// What externalcontact/list says of a member without customers (server-api.md §4.2: not found).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub enum NoCustomers {
    /// Success with an empty list.
    #[default]
    #[serde(rename = "empty")]
    Empty,
    /// Error 84061.
    #[serde(rename = "84061")]
    NotExternalContact,
}

/// Calls of gettoken while a token lives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RepeatedGetToken {
    /// The same token, with the seconds it has left.
    #[default]
    Same,
    /// A new one each time; the one before is then invalid (40014).
    New,
}

/// When a callback is sent again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CallbackRepeat {
    /// Connection failures and time-outs only, as page 90930 (2024/12) says.
    #[default]
    Failure,
    /// Also any HTTP status but 200, as page 90238 (2024/07) says.
    Not200,
}
