//! What was confirmed reaches the customers' phone, or does not.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::name;
use crate::content::{Attachment, Card, Content, Image};
use crate::journal::{Kind, Source};
use crate::phones::render::Renderer;
use crate::shared::Shared;
use crate::state::{Confirmed, Delivered, Message, Outcome, Receivers, State, Via};
use crate::world::{Company, QuotaMode, World};
use crate::{Text, time};

/// What one member has confirmed.
#[derive(Debug)]
pub(super) struct Delivery<'a> {
    pub shared: &'a Shared,
    pub company: &'a Company,
    pub member: &'a str,
    /// The call it came from.
    pub api: &'static str,
    pub now: Timestamp,
}

/// Messages that an endpoint sent at once, without a member's decision and outside every quota: a welcome.
pub(crate) fn deliver(shared: &Shared, world: &World, state: &mut State, sent: &Delivered) {
    let delivery = Delivery {
        shared,
        company: world.known(&sent.corpid),
        member: &sent.member,
        api: "send_welcome_msg",
        now: shared.clock.now(),
    };
    delivery.outcomes(state, &sent.content, &[(sent.chat.clone(), Outcome::Sent)]);
}

impl Delivery<'_> {
    /// A send made in the client, to everyone the company's rule still allows.
    pub fn mass_send(
        &self,
        state: &mut State,
        content: &Content,
        receivers: Receivers,
        ids: &[String],
    ) {
        let confirmed = Confirmed {
            company: self.company,
            member: self.member,
            receivers,
            ids,
            content,
        };
        let results = state.sends.send(&confirmed, self.now, &mut state.chance);
        self.outcomes(state, content, &results);
    }

    /// Text and attachments, each a message of its own, to those who get it.
    pub fn outcomes(&self, state: &mut State, content: &Content, results: &[(String, Outcome)]) {
        let messages = self.messages(state, content);
        for attachment in &content.attachments {
            let id = match attachment {
                Attachment::Image(Image::MediaId(id)) => Some(id),
                Attachment::MiniProgram(card) => card.cover_media.as_ref(),
                _ => None,
            };
            if let Some(id) = id {
                state.media.deliver(id);
            }
        }
        for (id, outcome) in results {
            if *outcome != Outcome::Sent {
                self.tell_skipped(id, *outcome);
                continue;
            }
            for message in &messages {
                let id_of = state.chats.deliver(id, message.clone());
                self.tell_message(id, &id_of, &message.shown);
            }
        }
    }

    /// A card without a quota.
    pub fn card(&self, state: &mut State, card: &Card, receivers: &[String]) {
        let shown = Renderer::new(self.shared, state, self.company).card(card);
        for id in receivers {
            let message = self.message(shown.clone(), Some(card.clone()), Via::Ex);
            let id_of = state.chats.deliver(id, message);
            self.tell_message(id, &id_of, &shown);
        }
    }

    fn messages(&self, state: &State, content: &Content) -> Vec<Message> {
        let renderer = Renderer::new(self.shared, state, self.company);
        let text = content
            .text
            .iter()
            .map(|text| (json!({"msgtype": "text", "text": text}), None));
        let attachments = content.attachments.iter().filter_map(|attachment| {
            let card = match attachment {
                Attachment::MiniProgram(card) => Some(card.clone()),
                _ => None,
            };
            Some((renderer.attachment(attachment)?, card))
        });
        text.chain(attachments)
            .map(|(shown, card)| self.message(shown, card, Via::MassSend))
            .collect()
    }

    fn message(&self, shown: Value, card: Option<Card>, via: Via) -> Message {
        Message {
            id: String::new(),
            at: self.now,
            from: self.member.to_owned(),
            shown,
            card,
            via,
        }
    }

    fn tell_message(&self, chat: &str, id: &str, shown: &Value) {
        let msgtype = shown["msgtype"].as_str().unwrap_or_default();
        let (zh, en) = match msgtype {
            "text" => ("文字", "a text"),
            "image" => ("图片", "a picture"),
            "miniprogram" => ("小程序卡片", "a mini-program card"),
            "link" => ("链接", "a link"),
            "video" => ("视频", "a video"),
            _ => ("文件", "a file"),
        };
        let member = self.member;
        let (to, from) = (name(self.company, chat), name(self.company, member));
        let mut title = Text::new(
            format!("{to} 收到 {from} 发来的{zh}"),
            format!("{to} gets {en} from {from}"),
        );
        if let Some(card) = shown["miniprogram"]["title"].as_str() {
            title.zh.push_str(&format!("《{card}》"));
            title.en.push_str(&format!(" “{card}”"));
        }
        let detail = json!({
            "chat": chat, "id": id, "msgtype": msgtype, "api": self.api, "from": member,
            "page": shown["miniprogram"]["page"],
        });
        self.shared
            .write(Source::CustomerPhone, Kind::Message, title, detail);
    }

    fn tell_skipped(&self, id: &str, outcome: Outcome) {
        let who = name(self.company, id);
        let mut detail = json!({
            "api": self.api, "chat": id, "receivers": [id], "status": outcome.status(),
        });
        let title = match outcome {
            Outcome::UsedUp { until } => {
                detail["until"] = json!(time::text(until));
                let (zh, en) = match self.company.quota.mode {
                    QuotaMode::OnePerDay => ("今天已收到一条", "has one from today already"),
                    QuotaMode::SevenPerWeek => {
                        ("这周已收到七条", "has seven from this week already")
                    }
                    QuotaMode::DaysOfMonth => {
                        ("这个月的条数已用完", "has this month's number already")
                    }
                };
                Text::new(
                    format!("{who} {zh}，被静默跳过"),
                    format!("{who} {en} and is skipped silently"),
                )
            }
            _ => Text::new(
                format!("{who} 已不是好友，没有收到"),
                format!("{who} is no friend any more and gets nothing"),
            ),
        };
        self.shared
            .write(Source::Wecom, Kind::Skipped, title, detail);
    }
}
