//! What drafts, hosts and plans look like, for the API document. They are read
//! and written by the rules; a test keeps these descriptions honest.

#![expect(dead_code, reason = "descriptions, never made")]

use serde_json::Value;
use utoipa::ToSchema;

/// What is wanted.
#[derive(ToSchema)]
pub(crate) struct Draft {
    target: Target,
    /// At most 4000 characters.
    text: Option<String>,
    /// At most 9.
    attachments: Vec<Attachment>,
    /// Opts in to the undocumented `shareAppMessageEx`, where it exists.
    ex: Option<bool>,
}

#[derive(ToSchema)]
struct Target {
    kind: TargetKind,
    /// External user ids or chat ids. Without them the member picks in the
    /// mass-send helper.
    ids: Option<Vec<String>>,
}

#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
enum TargetKind {
    Customers,
    Groups,
    Moments,
    Chat,
}

/// The object named by `msgtype` has to be there.
#[derive(ToSchema)]
struct Attachment {
    #[schema(example = "miniprogram")]
    msgtype: String,
    image: Option<Image>,
    miniprogram: Option<Card>,
}

/// One of the three.
#[derive(ToSchema)]
struct Image {
    /// What `POST /images` answered.
    #[schema(example = "img_9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    id: Option<String>,
    /// A link from WeCom's `media/uploadimg`.
    url: Option<String>,
    /// A temporary media id.
    mediaid: Option<String>,
}

#[derive(ToSchema)]
struct Card {
    /// At most 64 bytes in UTF-8.
    title: String,
    /// As in app.json, with a query; the form the channel wants is made here.
    #[schema(example = "pages/product/product?id=1")]
    page: String,
    cover: Image,
    /// How a cover that is not 5:4 becomes so: `attention` (where most is to be
    /// seen; the default), `centre`, `pad` (nothing is cut off), or a point to
    /// keep, `0.5,0.2`, from 0 to 1 across and down. For pictures of ours.
    crop: Option<String>,
    /// The current mini program's, and nothing else.
    appid: Option<String>,
}

/// What the SDK knows of where it runs; unknown words are allowed.
#[derive(ToSchema)]
pub(crate) struct Host {
    #[schema(example = "wxwork")]
    environment: Option<String>,
    /// ios, android, windows, mac, devtools or unknown.
    #[schema(example = "ios")]
    platform: Option<String>,
    /// Of WeCom.
    #[schema(example = "4.1.20")]
    version: Option<String>,
    /// What `wx.qy.getContext` said.
    #[schema(example = "normal")]
    entry: Option<String>,
    /// The functions on `wx.qy`.
    apis: Option<Vec<String>>,
    /// The SDK's version.
    sdk: Option<String>,
}

/// One exact call.
#[derive(ToSchema)]
pub(crate) struct Plan {
    share: PlannedShare,
    call: Call,
    route: Route,
    receivers: Receivers,
    notes: Vec<Note>,
}

#[derive(ToSchema)]
struct PlannedShare {
    id: String,
    #[schema(example = "prepared")]
    state: String,
    /// What the cards carry as `ws_t`.
    token: String,
}

#[derive(ToSchema)]
struct Call {
    /// The function on `wx.qy`.
    #[schema(example = "shareToExternalContact")]
    api: String,
    /// Its arguments, to which only the callbacks are added.
    #[schema(value_type = Object)]
    args: Value,
}

#[derive(ToSchema)]
struct Route {
    api: String,
    reason: Note,
    passed_over: Vec<PassedOver>,
}

#[derive(ToSchema)]
struct PassedOver {
    api: String,
    code: String,
    zh: String,
    en: String,
}

#[derive(ToSchema)]
#[schema(as = PlanReceivers)]
struct Receivers {
    /// Null when the member picks.
    planned: Option<Vec<String>>,
    skipped: Vec<Skipped>,
}

#[derive(ToSchema)]
struct Skipped {
    id: String,
    code: String,
    until: String,
    zh: String,
    en: String,
}

#[derive(ToSchema)]
struct Note {
    code: String,
    zh: String,
    en: String,
}
