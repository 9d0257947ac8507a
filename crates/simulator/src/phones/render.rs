//! How content looks on a phone, and what cannot be shown.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::net::Network;
use crate::Text;
use crate::content::{Attachment, Card, Image};
use crate::shared::Shared;
use crate::state::State;
use crate::world::{Company, ImageElsewhere, Unknown};

/// A picture frame with a cross: what a phone shows for a picture it cannot load.
const BROKEN: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 200 160'%3E\
    %3Crect width='200' height='160' fill='%23ececec'/%3E\
    %3Cpath d='M80 60l40 40M120 60l-40 40' stroke='%23b5b5b5' stroke-width='6'/%3E%3C/svg%3E";

#[derive(Debug)]
pub(super) struct Renderer<'a> {
    state: &'a State,
    company: &'a Company,
    app_name: &'a str,
    unknown: &'a Unknown,
    /// Where uploaded pictures are.
    base: &'a str,
    /// Pictures from elsewhere come over the phones' network.
    network: &'a Network,
    now: Timestamp,
}

impl<'a> Renderer<'a> {
    pub fn new(shared: &'a Shared, state: &'a State, company: &'a Company) -> Self {
        Self {
            state,
            company,
            app_name: company.mini_program().map_or("", |it| it.name.as_str()),
            unknown: &shared.unknown,
            base: &shared.public_base,
            network: &shared.network,
            now: shared.clock.now(),
        }
    }

    /// `{msgtype, image|miniprogram|…, note?}`; `None` when the attachment is dropped.
    pub fn attachment(&self, attachment: &Attachment) -> Option<Value> {
        Some(match attachment {
            Attachment::Image(Image::MediaId(id)) => {
                match self.state.media.get(&self.company.corpid, id, self.now) {
                    Ok(_) => image(&format!("/sim/v1/media/{id}")),
                    Err(_) => with_note(image(BROKEN), &expired()),
                }
            }
            Attachment::Image(Image::Url(url)) if self.is_link(url) => image(url),
            Attachment::Image(Image::Url(url)) => match self.unknown.image_elsewhere {
                ImageElsewhere::NotLoadable => with_note(image(BROKEN), &elsewhere()),
                ImageElsewhere::Shown => with_note(image(&self.network.mapped(url)), &elsewhere()),
                ImageElsewhere::Dropped => return None,
            },
            Attachment::MiniProgram(card) => self.card(card),
            Attachment::Link {
                title,
                desc,
                url,
                cover,
            } => json!({"msgtype": "link", "link": {
                "title": title, "desc": desc, "url": url, "cover": cover,
            }}),
            Attachment::Video { media_id } => self.file("video", media_id),
            Attachment::File { media_id } => self.file("file", media_id),
        })
    }

    pub fn card(&self, card: &Card) -> Value {
        let http = card.cover.starts_with("http://") || card.cover.starts_with("https://");
        let (cover, note) = if let Some(id) = &card.cover_media {
            match self.state.media.get(&self.company.corpid, id, self.now) {
                Ok(_) => (format!("/sim/v1/media/{id}"), None),
                Err(_) => (BROKEN.to_owned(), Some(expired())),
            }
        } else if http {
            (self.network.mapped(&card.cover), None)
        } else if card.cover.is_empty() {
            (BROKEN.to_owned(), None)
        } else {
            // Of the new form nothing is known (client-api.md §5.1).
            let path = card.cover.trim_start_matches("./").trim_start_matches('/');
            let note = (!card.old_form).then(local_cover);
            (format!("/sim/v1/app/file/{path}"), note)
        };
        let shown = json!({"msgtype": "miniprogram", "miniprogram": {
            "appid": card.appid,
            "appName": self.app_name,
            "title": card.title,
            "cover": cover,
            "page": card.page,
        }});
        match note {
            Some(note) => with_note(shown, &note),
            None => shown,
        }
    }

    fn file(&self, msgtype: &str, media_id: &str) -> Value {
        match self
            .state
            .media
            .get(&self.company.corpid, media_id, self.now)
        {
            Ok(file) => json!({"msgtype": msgtype, msgtype: {"name": file.name}}),
            Err(_) => with_note(
                json!({"msgtype": msgtype, msgtype: {"name": ""}}),
                &expired(),
            ),
        }
    }

    fn is_link(&self, url: &str) -> bool {
        self.state
            .pictures
            .is_link(&self.company.corpid, url, self.base)
    }
}

fn image(src: &str) -> Value {
    json!({"msgtype": "image", "image": {"src": src}})
}

fn with_note(mut shown: Value, note: &Text) -> Value {
    shown["note"] = json!(note);
    shown
}

fn expired() -> Text {
    Text::new(
        "素材 id 无效，或已超过三天",
        "the media id is unknown or older than three days",
    )
}

fn elsewhere() -> Text {
    Text::new(
        "图片不是企业微信「上传图片」接口给的链接。真实客户端会怎样，没有资料（未知）",
        "the picture is no link of WeCom's upload-image API. What a real client does is not documented (unknown)",
    )
}

fn local_cover() -> Text {
    Text::new(
        "封面是小程序包内路径。新写法里能不能用，没有资料（未知）",
        "the cover is a path inside the package. Whether the new form takes it is not documented (unknown)",
    )
}
