//! The pictures of a draft, turned into what the call takes: links of WeCom's
//! or ours, or media ids.
//!
//! First it is only looked up what is known, so that a draft can be judged and
//! refused without spending anything. Then, for a plan that stands, pictures
//! are made ready and sent.

use std::{collections::BTreeMap, sync::Arc};

use futures_util::future::try_join_all;
use wecom_share_rules::{
    blank,
    draft::{Attachment, Draft, ImageRef, TargetKind},
};
use wecom_share_store::{Shown, UploadKind};

use crate::{
    http::Caller,
    intake::{self, sha256_of_id, try_sent, unbroken},
    ledger::lasts,
    picture::Use,
    problem::Problem,
    service::Service,
};

/// Where a picture is in a draft, and what it is to become.
#[derive(Debug)]
struct Place {
    attachment: usize,
    source: String,
    wanted: Use,
    way: Way,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Way {
    /// `media/uploadimg`, and a media id when the company's links are used up.
    Link,
    /// `media/uploadimg` only.
    LinkOnly,
    /// Shown by this server.
    Ours,
    /// `media/upload`: the only form a chat takes (client-api.md §5.1).
    Mediaid,
}

/// What a draft shows, in the order of its attachments.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    places: Vec<Place>,
    /// By the id that stands in the draft meanwhile.
    pub(super) links: BTreeMap<String, String>,
    pub(super) shown: Vec<Shown>,
}

/// Stands for what is made only when the plan stands. Nobody gets to see it.
const PENDING: &str = "https://pending.invalid/";

/// A draft within its limits has fewer.
const PICTURES: usize = 32;

impl Pictures {
    /// Finds the pictures of this company that a draft names, by id or by an
    /// address of ours, and puts something in their place that can be planned
    /// with.
    pub(super) async fn find(
        service: &Service,
        caller: &Caller,
        draft: &mut Draft,
    ) -> Result<Self, Problem> {
        let mut found = Self::default();
        let kind = draft.target.kind;
        for (attachment, it) in draft.attachments.iter_mut().enumerate().take(PICTURES) {
            let Some((wanted, way)) = use_of(it, kind, service) else {
                continue;
            };
            let Some(picture) = picture_of(it) else {
                continue;
            };
            let Some(source) = source_of(service, caller, picture).await? else {
                continue;
            };
            if way == Way::Mediaid {
                *picture = ImageRef {
                    mediaid: Some("pending".to_owned()),
                    ..ImageRef::default()
                };
            } else {
                let id = format!("{attachment}");
                found.links.insert(id.clone(), PENDING.to_owned());
                *picture = ImageRef {
                    id: Some(id),
                    ..ImageRef::default()
                };
            }
            found.places.push(Place {
                attachment,
                source,
                wanted,
                way,
            });
        }
        Ok(found)
    }

    /// Makes ready and sends what the plan needs, and puts it into the draft;
    /// media ids that end soon are renewed.
    pub(super) async fn settle(
        &mut self,
        service: &Arc<Service>,
        caller: &Caller,
        draft: &mut Draft,
    ) -> Result<(), Problem> {
        let made = self.places.iter().map(|place| place.make(service, caller));
        for (place, (made, shown)) in self.places.iter().zip(try_join_all(made).await?) {
            self.shown.push(shown);
            let picture = draft.attachments.get_mut(place.attachment);
            let Some(picture) = picture.and_then(picture_of) else {
                continue;
            };
            match made {
                Made::Link(link) => {
                    self.links.insert(place.attachment.to_string(), link);
                }
                Made::Mediaid(mediaid) => {
                    *picture = ImageRef {
                        mediaid: Some(mediaid),
                        ..ImageRef::default()
                    };
                }
            }
        }
        self.shown.sort();
        self.shown.dedup();
        for attachment in &mut draft.attachments {
            let Some(mediaid) = mediaid_of(attachment) else {
                continue;
            };
            if let Some(newer) = renewed(service, caller, mediaid).await? {
                *mediaid = newer;
            }
        }
        Ok(())
    }
}

enum Made {
    Link(String),
    Mediaid(String),
}

impl Place {
    async fn make(
        &self,
        service: &Arc<Service>,
        caller: &Caller,
    ) -> Result<(Made, Shown), Problem> {
        let app = &caller.app;
        let rendition = service
            .intake
            .rendition(service, app, &self.source, self.wanted)
            .await?;
        let shown = Shown {
            source: rendition.source.clone(),
            recipe: rendition.recipe.clone(),
        };
        let ours = match self.way {
            Way::Ours => service.links.public(&rendition.key),
            _ => None,
        };
        if let Some(ours) = ours {
            return Ok((Made::Link(ours), shown));
        }
        let made = (&*rendition, self.wanted);
        if self.way == Way::Mediaid {
            let sent = intake::sent(service, app, made, UploadKind::Image).await?;
            return Ok((Made::Mediaid(sent.answer.clone()), shown));
        }
        // Before renditions there were, pictures were sent as they came.
        if self.wanted == Use::Picture {
            let content = intake::content(app, &self.source, UploadKind::Link);
            let sent = service.store.sent(&content).await;
            if let Some(sent) = sent.map_err(|error| Problem::internal(&error))? {
                return Ok((Made::Link(sent.answer), shown));
            }
        }
        match try_sent(service, app, made, UploadKind::Link).await? {
            Ok(sent) => Ok((Made::Link(sent.answer.clone()), shown)),
            Err(failure) if self.way == Way::Link && failure.is_out_of_links() => {
                tracing::warn!("picture links are used up; a media id for three days instead");
                let sent = intake::sent(service, app, made, UploadKind::Image).await?;
                Ok((Made::Mediaid(sent.answer.clone()), shown))
            }
            Err(failure) => Err(failure.told()),
        }
    }
}

/// What an attachment's picture is to become. Moments take no media ids on
/// Android (notes of the rule book), so there it is a link or nothing.
fn use_of(attachment: &Attachment, kind: TargetKind, service: &Service) -> Option<(Use, Way)> {
    let cover = if service.links.show_covers() {
        Way::Ours
    } else {
        Way::LinkOnly
    };
    Some(match attachment {
        Attachment::Image { .. } => match kind {
            TargetKind::Chat => (Use::Picture, Way::Mediaid),
            TargetKind::Moments => (Use::Moments, Way::LinkOnly),
            TargetKind::Customers | TargetKind::Groups => (Use::Picture, Way::Link),
        },
        Attachment::Miniprogram { miniprogram } => (Use::Cover(miniprogram.crop.into()), cover),
        // What shape a web page's picture is shown in is not documented.
        Attachment::Link { .. } => (Use::Picture, cover),
        Attachment::Video { .. } | Attachment::File { .. } => return None,
    })
}

fn picture_of(attachment: &mut Attachment) -> Option<&mut ImageRef> {
    match attachment {
        Attachment::Image { image } => Some(image),
        Attachment::Miniprogram { miniprogram } => Some(&mut miniprogram.cover),
        Attachment::Link { link } => link.cover.as_mut(),
        Attachment::Video { .. } | Attachment::File { .. } => None,
    }
}

/// The picture of this company that a reference names; a media id wins over
/// both (client-api.md §2.1).
async fn source_of(
    service: &Service,
    caller: &Caller,
    picture: &ImageRef,
) -> Result<Option<String>, Problem> {
    let given = |text: &Option<String>| {
        let text = text.as_deref().map(blank::trim);
        text.filter(|text| !text.is_empty()).map(str::to_owned)
    };
    if given(&picture.mediaid).is_some() {
        return Ok(None);
    }
    let corpid = caller.app.corpid();
    if let Some(id) = given(&picture.id) {
        let Some(sha256) = sha256_of_id(&id) else {
            return Ok(None);
        };
        let image = service.store.image(corpid, sha256).await;
        let image = image.map_err(|error| Problem::internal(&error))?;
        return Ok(image.map(|image| image.sha256));
    }
    let Some(url) = given(&picture.url) else {
        return Ok(None);
    };
    let Some(key) = service.links.key_of(&url) else {
        return Ok(None);
    };
    let public = service.store.public_rendition(key).await;
    let public = public.map_err(|error| Problem::internal(&error))?;
    Ok(public.filter(|it| it.corpid == corpid).map(|it| it.source))
}

fn mediaid_of(attachment: &mut Attachment) -> Option<&mut String> {
    match attachment {
        Attachment::Image { image } => image.mediaid.as_mut(),
        Attachment::Video { video: media } | Attachment::File { file: media } => {
            Some(&mut media.mediaid)
        }
        Attachment::Miniprogram { .. } | Attachment::Link { .. } => None,
    }
}

/// The media id that WeCom knows today for one that came from here.
async fn renewed(
    service: &Arc<Service>,
    caller: &Caller,
    mediaid: &str,
) -> Result<Option<String>, Problem> {
    let internal = |error: wecom_share_store::StoreError| Problem::internal(&error);
    let corpid = caller.app.corpid();
    let known = service.store.sent_as(corpid, blank::trim(mediaid)).await;
    let Some(known) = known.map_err(internal)? else {
        return Ok(None);
    };
    let now = service.clock.now();
    let newest = service.store.sent(&known.content).await.map_err(internal)?;
    if let Some(newest) = newest.filter(|newest| lasts(newest, now)) {
        service
            .store
            .use_upload(&newest, now)
            .await
            .map_err(internal)?;
        return Ok(Some(newest.answer));
    }
    let (service, app) = (service.clone(), caller.app.clone());
    unbroken(async move {
        let sent = service
            .ledger
            .sent(&service, &app, known.content, None)
            .await;
        match sent {
            Ok(sent) => Ok(Some(sent.answer.clone())),
            Err(failure) => Err(failure.told()),
        }
    })
    .await
}
