//! The rules a draft must keep. All faults at once, in the order of their places.

use super::{Attachment, Card, Draft, DraftContext, Link, MediaRef, TargetKind, image};
use crate::{
    blank, book,
    codes::FaultCode,
    fault::{Fault, in_order},
    limits::PlaceLimits,
    page::{self, Channel},
};

/// Everything that is wrong with the draft, as far as the context can tell.
pub fn check(draft: &Draft, context: &DraftContext<'_>) -> Vec<Fault> {
    check_given(draft, context, draft.attachments.len())
}

/// The same for a draft some of whose attachments could not be read: `given` is how many there were.
pub(super) fn check_given(draft: &Draft, context: &DraftContext<'_>, given: usize) -> Vec<Fault> {
    let mut checker = Checker {
        kind: draft.target.kind,
        limits: match draft.target.kind {
            TargetKind::Customers | TargetKind::Groups => &book::limits().share,
            TargetKind::Moments => &book::limits().moments,
            TargetKind::Chat => &book::limits().chat,
        },
        context,
        faults: Vec::new(),
    };
    checker.receivers(draft);
    checker.text(draft);
    checker.attachments(draft, given);
    if draft.enter_chat && draft.target.kind != TargetKind::Chat {
        checker.fault(FaultCode::OptionNotForChannel, "enterChat", &[]);
    }
    in_order(&mut checker.faults);
    checker.faults
}

pub(super) struct Checker<'a> {
    pub kind: TargetKind,
    limits: &'static PlaceLimits,
    pub context: &'a DraftContext<'a>,
    pub faults: Vec<Fault>,
}

impl Checker<'_> {
    fn receivers(&mut self, draft: &Draft) {
        let Some(ids) = &draft.target.ids else { return };
        let (most, unknown) = match self.kind {
            TargetKind::Customers => (book::limits().customers, FaultCode::UnknownCustomer),
            TargetKind::Groups => (book::limits().groups, FaultCode::UnknownGroup),
            TargetKind::Moments | TargetKind::Chat => {
                self.fault(FaultCode::ReceiversNotForTarget, "target.ids", &[]);
                return;
            }
        };
        if ids.is_empty() {
            self.fault(FaultCode::ReceiversEmpty, "target.ids", &[]);
        }
        if ids.len() > most {
            self.faults.push(Fault::over(
                FaultCode::TooManyReceivers,
                "target.ids",
                most,
                ids.len(),
            ));
            return;
        }
        for (index, id) in ids.iter().enumerate() {
            let trimmed = blank::trim(id);
            if trimmed.is_empty() {
                self.fault(
                    FaultCode::ReceiverEmpty,
                    &format!("target.ids[{index}]"),
                    &[],
                );
            } else if trimmed.contains(char::is_control) {
                self.fault(
                    FaultCode::ControlCharacter,
                    &format!("target.ids[{index}]"),
                    &[],
                );
            } else if self
                .context
                .known_receivers
                .is_some_and(|known| !known.contains(trimmed))
            {
                self.fault(unknown, &format!("target.ids[{index}]"), &[]);
            }
        }
    }

    fn text(&mut self, draft: &Draft) {
        let Some(text) = &draft.text else { return };
        let most = self.limits.text_characters;
        // Bytes bound characters from above, so most texts need not be counted.
        if text.len() > most {
            let found = text.chars().count();
            if found > most {
                self.faults
                    .push(Fault::over(FaultCode::TextTooLong, "text", most, found));
            }
        }
        self.printable(text, "text", true);
    }

    fn attachments(&mut self, draft: &Draft, given: usize) {
        let attachments = &draft.attachments;
        let text = draft.text();
        if given == 0 && text.is_none() {
            self.fault(FaultCode::DraftEmpty, "", &[]);
        }
        match self.kind {
            TargetKind::Customers | TargetKind::Groups => {
                self.at_most(given, self.limits.attachments)
            }
            TargetKind::Moments => self.of_one_kind(attachments, given),
            TargetKind::Chat => {
                if given + usize::from(text.is_some()) > 1 {
                    self.fault(FaultCode::ChatTakesOneMessage, "attachments", &[]);
                }
            }
        }
        for (index, attachment) in attachments.iter().enumerate() {
            self.attachment(attachment, index);
        }
    }

    /// Moments carry pictures, or one video, or one web page.
    fn of_one_kind(&mut self, attachments: &[Attachment], given: usize) {
        let Some(first) = attachments.first() else {
            return;
        };
        if attachments
            .iter()
            .any(|other| other.msgtype() != first.msgtype())
        {
            self.fault(FaultCode::AttachmentsMixed, "attachments", &[]);
            return;
        }
        let most = match first {
            Attachment::Image { .. } => self.limits.images,
            Attachment::Video { .. } => self.limits.videos,
            Attachment::Link { .. } => self.limits.links,
            Attachment::Miniprogram { .. } | Attachment::File { .. } => return,
        };
        self.at_most(given, most);
    }

    fn at_most(&mut self, found: usize, most: usize) {
        if found > most {
            self.faults.push(Fault::over(
                FaultCode::TooManyAttachments,
                "attachments",
                most,
                found,
            ));
        }
    }

    fn attachment(&mut self, attachment: &Attachment, index: usize) {
        let msgtype = attachment.msgtype();
        let unfit = matches!(
            attachment,
            Attachment::Miniprogram { .. } | Attachment::File { .. }
        );
        let start = self.faults.len();
        match attachment {
            _ if unfit && self.kind == TargetKind::Moments => self.fault(
                FaultCode::AttachmentNotForChannel,
                "",
                &[("msgtype", msgtype)],
            ),
            Attachment::Image { image } => image::check(self, image, image::Place::Image, ""),
            Attachment::Miniprogram { miniprogram } => self.card(miniprogram),
            Attachment::Link { link } => self.link(link),
            Attachment::Video { video: media } | Attachment::File { file: media } => {
                self.media(media)
            }
        }
        if self.faults.len() > start {
            // Places are written only when there is something to tell.
            let place = format!("attachments[{index}].{msgtype}");
            let found = self.faults.split_off(start);
            self.faults
                .extend(found.into_iter().map(|fault| fault.under(&place)));
        }
    }

    fn card(&mut self, card: &Card) {
        if blank::is_empty(&card.title) {
            self.fault(FaultCode::TitleMissing, "title", &[]);
        }
        self.short(
            &card.title,
            "title",
            FaultCode::TitleTooLong,
            self.limits.card_title_bytes,
        );
        self.printable(&card.title, "title", false);
        let faults = page::check(&card.page, Channel::ShareCard, self.context.pages);
        self.faults
            .extend(faults.into_iter().map(|fault| fault.under("page")));
        // Only the current chat takes cards of other mini programs of the company.
        let known = self.context.appid.filter(|own| !own.is_empty());
        let own = known.filter(|_| self.kind != TargetKind::Chat);
        if let (Some(own), Some(appid)) = (own, &card.appid)
            && own != appid
        {
            self.fault(FaultCode::AppidOther, "appid", &[("own", own)]);
        }
        image::check(self, &card.cover, image::Place::Cover, "cover");
    }

    fn link(&mut self, link: &Link) {
        self.url(&link.url, "url");
        if let Some(title) = &link.title {
            self.short(
                title,
                "title",
                FaultCode::TitleTooLong,
                self.limits.link_title_bytes,
            );
            self.printable(title, "title", false);
        }
        if let Some(desc) = &link.desc {
            self.short(
                desc,
                "desc",
                FaultCode::DescTooLong,
                self.limits.link_desc_bytes,
            );
            self.printable(desc, "desc", true);
        }
        if let Some(cover) = &link.cover {
            image::check(self, cover, image::Place::Cover, "cover");
        }
    }

    fn media(&mut self, media: &MediaRef) {
        if blank::is_empty(&media.mediaid) {
            self.fault(FaultCode::MediaMissing, "mediaid", &[]);
        } else if media.mediaid.contains('/') {
            // No id of WeCom's has a slash; paths on a phone have.
            self.fault(FaultCode::MediaLocal, "mediaid", &[]);
        }
        self.printable(blank::trim(&media.mediaid), "mediaid", false);
    }

    fn url(&mut self, url: &str, place: &str) {
        let url = blank::trim(url);
        let most = book::limits().url_bytes;
        if url.is_empty() {
            self.fault(FaultCode::UrlMissing, place, &[]);
        } else if url.len() > most {
            self.faults
                .push(Fault::over(FaultCode::UrlTooLong, place, most, url.len()));
        } else if url.contains(char::is_control) {
            self.fault(FaultCode::ControlCharacter, place, &[]);
        } else if !image::is_web_address(url) {
            self.fault(FaultCode::UrlNotHttp, place, &[]);
        }
    }

    fn short(&mut self, text: &str, place: &str, code: FaultCode, most: usize) {
        if text.len() > most {
            self.faults.push(Fault::over(code, place, most, text.len()));
        }
    }

    /// Control characters are refused; texts of several lines may have line breaks and tabs.
    pub(super) fn printable(&mut self, text: &str, place: &str, lines: bool) {
        let bad = |c: char| c.is_control() && !(lines && matches!(c, '\n' | '\r' | '\t'));
        if text.contains(bad) {
            self.fault(FaultCode::ControlCharacter, place, &[]);
        }
    }

    pub(super) fn fault(&mut self, code: FaultCode, place: &str, values: &[(&str, &str)]) {
        self.faults.push(Fault::new(code, place, values));
    }
}
