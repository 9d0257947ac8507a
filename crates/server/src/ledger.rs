//! What WeCom has of our files: sent once, counted, renewed before it ends.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use axum::body::Bytes;
use jiff::{SignedDuration, Timestamp};
use moka::future::Cache;
use wecom_api::media::upload;
use wecom_share_rules::{
    book,
    quota::{Mode, Period, Until},
};
use wecom_share_store::{Allowance, Content, ImageStoreError, Sent, StoreError, UploadKind};

use crate::{
    apps::App,
    codes::Code,
    problem::Problem,
    service::Service,
    wecom::{WecomError, may_have_happened},
};

/// A media id is not handed out when it ends sooner: a member may take hours
/// to confirm a mass send.
pub(crate) const MARGIN: SignedDuration = SignedDuration::from_hours(6);

/// WeCom's month is a calendar month or 30 days, which is not said (server-api.md
/// §5.3): no more than its number in any 31 days keeps within both, and so the
/// block of 30 days never comes.
const MONTH: SignedDuration = SignedDuration::from_hours(24 * 31);

/// How many sendings are remembered besides the database.
const REMEMBERED: u64 = 10_000;

/// Sendings that are under way or were lately.
pub(crate) struct Ledger(Cache<Content, Arc<Sent>>);

#[derive(Debug)]
pub(crate) enum Failure {
    Wecom(WecomError),
    Images(ImageStoreError),
    Store(StoreError),
    /// The company's uploads are used up.
    UsedUp {
        until: Timestamp,
        per_day: u32,
        per_month: u32,
        now: Timestamp,
    },
    /// WeCom says so: what other software of the company sends counts too.
    Refused {
        error: WecomError,
        now: Timestamp,
    },
    /// Its bytes are not there any more.
    Lost,
}

/// How long WeCom refuses pictures when the month's number is used up
/// (server-api.md §5.3).
const BLOCK: SignedDuration = SignedDuration::from_hours(24 * 30);

impl Ledger {
    pub(crate) fn new() -> Self {
        Self(Cache::new(REMEMBERED))
    }

    /// What WeCom calls a file of this company, sending it when it has to be.
    /// Who asks while it is being sent waits for that one. The caller has
    /// spawned this: what was sent has to be written down, whoever goes away.
    pub(crate) async fn sent(
        &self,
        service: &Service,
        app: &App,
        content: Content,
        bytes: Option<Bytes>,
    ) -> Result<Arc<Sent>, Arc<Failure>> {
        let fresh = AtomicBool::new(false);
        loop {
            let sending = known_or_sent(service, app, &content, bytes.clone(), &fresh);
            let sent = self.0.try_get_with(content.clone(), sending).await?;
            let asked = fresh.load(Ordering::Relaxed);
            if asked || lasts(&sent, service.clock.now()) {
                return Ok(sent);
            }
            self.0.invalidate(&content).await;
        }
    }
}

/// Whether a media id can still be handed out.
pub(crate) fn lasts(sent: &Sent, now: Timestamp) -> bool {
    sent.expires_at
        .is_none_or(|end| now.saturating_add(MARGIN).unwrap_or(Timestamp::MAX) < end)
}

async fn known_or_sent(
    service: &Service,
    app: &App,
    content: &Content,
    bytes: Option<Bytes>,
    fresh: &AtomicBool,
) -> Result<Arc<Sent>, Failure> {
    let now = service.clock.now();
    let known = service.store.sent(content).await.map_err(Failure::Store)?;
    if let Some(known) = known.filter(|sent| lasts(sent, now)) {
        return Ok(Arc::new(known));
    }
    let bytes = match bytes {
        Some(bytes) => bytes,
        None => service
            .images
            .read(&content.sha256)
            .await
            .map_err(Failure::Images)?
            .ok_or(Failure::Lost)?,
    };
    let id = service.ids.upload_id(now);
    let allowances = allowances(service, content.kind, now);
    service
        .store
        .begin_upload(content, &id, &allowances, now)
        .await
        .map_err(Failure::Store)?
        .map_err(|used_up| Failure::UsedUp {
            until: match used_up.allowance {
                0 => day_end(now),
                _ => used_up.oldest.saturating_add(MONTH).unwrap_or(now),
            },
            per_day: service.config.images.uploads_per_day,
            per_month: service.config.images.uploads_per_month,
            now,
        })?;
    let (answer, expires_at) = match send(app, content, bytes, now).await {
        Ok(answer) => answer,
        Err(error) => {
            if !may_have_happened(&error) {
                let forgotten = service.store.forget_upload(&content.corpid, &id).await;
                forgotten.map_err(Failure::Store)?;
            }
            // There is no code for the number of pictures but the one for every
            // limit (server-api.md §5.3). The limits of a minute and an hour are
            // for more calls than a day has pictures (§12), so it is the day's or
            // the month's.
            let limit = error.errcode() == Some(wecom_api::Code::RATE_LIMIT.0);
            return Err(match content.kind {
                UploadKind::Link if limit => Failure::Refused { error, now },
                _ => Failure::Wecom(error),
            });
        }
    };
    service
        .store
        .finish_upload(&content.corpid, &id, &answer, expires_at)
        .await
        .map_err(Failure::Store)?;
    fresh.store(true, Ordering::Relaxed);
    tracing::info!(kind = content.kind.as_str(), upload = id, "sent to WeCom");
    Ok(Arc::new(Sent {
        content: content.clone(),
        id,
        answer,
        expires_at,
    }))
}

async fn send(
    app: &App,
    content: &Content,
    bytes: Bytes,
    now: Timestamp,
) -> Result<(String, Option<Timestamp>), WecomError> {
    let kind = match content.kind {
        UploadKind::Link => return Ok((app.wecom.upload_image(bytes).await?, None)),
        UploadKind::Image => upload::Kind::Image,
        UploadKind::Video => upload::Kind::Video,
        UploadKind::File => upload::Kind::File,
    };
    let name = match content.kind {
        UploadKind::Video => "video.mp4",
        UploadKind::Image => "image.jpg",
        _ => &content.name,
    };
    let (id, made) = app.wecom.upload_media(kind, name, bytes).await?;
    let days = i64::try_from(book::limits().uploads.media_days).unwrap_or(3);
    // By WeCom's clock or ours, whichever is more careful; not by a time that
    // makes no sense.
    let made = if now.duration_since(made) < SignedDuration::from_hours(1) {
        made.min(now)
    } else {
        now
    };
    let life = SignedDuration::from_hours(24 * days);
    Ok((id, Some(made.saturating_add(life).unwrap_or(now))))
}

/// The day's and the month's. Only links are counted by WeCom.
fn allowances(service: &Service, kind: UploadKind, now: Timestamp) -> Vec<Allowance> {
    if kind != UploadKind::Link {
        return Vec::new();
    }
    let images = &service.config.images;
    vec![
        Allowance {
            since: day(now),
            count: images.uploads_per_day,
        },
        Allowance {
            since: month(now),
            count: images.uploads_per_month,
        },
    ]
}

/// When the running day ends, in China.
pub(crate) fn day_end(now: Timestamp) -> Timestamp {
    Period::around(now, Mode::OnePerDay).end
}

/// When the running day began, in China.
pub(crate) fn day(now: Timestamp) -> Timestamp {
    Period::around(now, Mode::OnePerDay).start
}

/// From when uploads count as this month's.
pub(crate) fn month(now: Timestamp) -> Timestamp {
    // A picture sent 31 days ago to the moment counts no more.
    let within = MONTH - SignedDuration::from_millis(1);
    now.saturating_sub(within).unwrap_or(Timestamp::MIN)
}

impl Failure {
    /// The company gets no more links for now, by our count or by WeCom's.
    pub(crate) fn is_out_of_links(&self) -> bool {
        matches!(self, Self::UsedUp { .. } | Self::Refused { .. })
    }

    pub(crate) fn told(&self) -> Problem {
        match self {
            Self::Wecom(error) => error.clone().into(),
            Self::Images(error) => Problem::images(error),
            Self::Store(error) => Problem::internal(error),
            Self::Refused { error, now } => {
                let code = Code::PictureLinksRefused;
                let (until, latest) = (Until(day_end(*now)), Until(*now + BLOCK));
                let cause = code.cause().fill_words("until", &until.words(*now));
                let cause = cause.fill_words("latest", &latest.words(*now));
                tracing::warn!(%error, "WeCom takes no more pictures of this company");
                let problem = Problem::new(code)
                    .with("cause", cause)
                    .with("raw", error.raw())
                    .with("until", until)
                    .with("latest", latest);
                match error {
                    WecomError::Refused {
                        hint: Some(hint), ..
                    } => problem.with("hint", hint),
                    _ => problem,
                }
            }
            Self::Lost => Code::ImageLost.into(),
            Self::UsedUp {
                until,
                per_day,
                per_month,
                now,
            } => {
                let code = Code::PictureLinksUsedUp;
                let numbers = [
                    ("per_day", &*per_day.to_string()),
                    ("per_month", &*per_month.to_string()),
                ];
                let until = Until(*until);
                let cause = code.cause().fill(&numbers);
                let cause = cause.fill_words("until", &until.words(*now));
                Problem::new(code).with("cause", cause).with("until", until)
            }
        }
    }
}

impl fmt::Debug for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ledger").finish_non_exhaustive()
    }
}
