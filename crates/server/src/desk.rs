//! Pictures of a configuration, beside its server or without it: what `wecom-share image --url` works with.

use std::{fmt, sync::Arc};

use axum::body::Bytes;
use rand::RngCore;
use serde_json::Value;
use thiserror::Error;
use wecom_share_store::UploadKind;

use crate::{
    Clock,
    apps::App,
    config::Config,
    ids,
    intake::{self, Upload},
    picture::Use,
    problem::Problem,
    server::{StartError, assemble},
    service::Service,
};

/// The pictures of one company.
pub struct Desk {
    service: Arc<Service>,
    app: Arc<App>,
}

/// What the server would put into a share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    pub url: String,
    /// A lasting link of WeCom's, for which one upload was counted unless it was
    /// there already; otherwise an address of this server's.
    pub by_wecom: bool,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    pub bytes: u64,
}

/// Why there are no pictures to work with. The display is meant for the
/// operator, in Chinese and English.
#[derive(Debug, Error)]
pub enum DeskError {
    #[error(transparent)]
    Start(#[from] StartError),
    #[error("配置里没有 [[app]] / no [[app]] is configured")]
    NoApp,
    #[error(
        "配置里有多家企业，请用 --corpid 选一家：{0}\n\
         several companies are configured; choose one with --corpid: {0}"
    )]
    Several(String),
    #[error(
        "配置里没有企业 {0}\n\
         the company {0} is not configured"
    )]
    Unknown(String),
}

/// A picture without a link: the error as the server would have answered it.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused(Value);

impl Desk {
    /// Opens the data of a configuration; a server may be running on it.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn open(
        config: Config,
        clock: Arc<dyn Clock>,
        rng: Box<dyn RngCore + Send>,
        corpid: Option<&str>,
    ) -> Result<Self, DeskError> {
        let corpid = company(&config, corpid)?;
        let service = assemble(config, clock, rng).await?;
        let app = service.apps.of_company(&corpid).ok_or(DeskError::NoApp)?;
        Ok(Self { service, app })
    }

    /// Takes a picture in as an upload is, makes of it what `wanted` needs, and
    /// answers the address that a share would carry.
    ///
    /// # Errors
    /// [`Refused`]: no usable picture, the company's uploads are used up, or
    /// WeCom does not answer.
    pub async fn link(&self, file: Vec<u8>, wanted: Use) -> Result<Linked, Refused> {
        self.try_link(Bytes::from(file), wanted)
            .await
            .map_err(|problem| Refused(problem.document()))
    }

    async fn try_link(&self, bytes: Bytes, wanted: Use) -> Result<Linked, Problem> {
        let (service, app) = (&self.service, &self.app);
        let upload = Upload {
            sha256: ids::sha256_of(&bytes),
            bytes,
        };
        let (image, _) = service.intake.take(service, app, upload).await?;
        let rendition = service
            .intake
            .rendition(service, app, &image.sha256, wanted)
            .await?;
        let ours = match wanted {
            Use::Cover(_) => service.links.public(&rendition.key),
            Use::Picture | Use::Moments => None,
        };
        let by_wecom = ours.is_none();
        let url = match ours {
            Some(ours) => ours,
            None => {
                let sent =
                    intake::sent(service, app, (&rendition, wanted), UploadKind::Link).await?;
                sent.answer.clone()
            }
        };
        Ok(Linked {
            url,
            by_wecom,
            width: rendition.width,
            height: rendition.height,
            bytes: rendition.bytes,
        })
    }

    /// Writes down what is waiting and closes the database.
    pub async fn close(self) {
        self.service.store.close().await;
    }
}

/// The only company, or the one that was asked for.
fn company(config: &Config, wanted: Option<&str>) -> Result<String, DeskError> {
    let mut all: Vec<&str> = config.apps.iter().map(|app| app.corpid.as_str()).collect();
    all.sort_unstable();
    all.dedup();
    match (wanted, all.as_slice()) {
        (_, []) => Err(DeskError::NoApp),
        (Some(wanted), all) if all.contains(&wanted) => Ok(wanted.to_owned()),
        (Some(wanted), _) => Err(DeskError::Unknown(wanted.to_owned())),
        (None, [only]) => Ok((*only).to_owned()),
        (None, all) => Err(DeskError::Several(all.join(", "))),
    }
}

impl Refused {
    /// A name that does not change.
    #[must_use]
    pub fn code(&self) -> &str {
        self.0["code"].as_str().unwrap_or_default()
    }

    /// Cause and remedy.
    #[must_use]
    pub fn chinese(&self) -> String {
        self.words("zh", "；")
    }

    /// Cause and remedy.
    #[must_use]
    pub fn english(&self) -> String {
        self.words("en", "; ")
    }

    fn words(&self, language: &str, between: &str) -> String {
        let words = ["cause", "remedy"].map(|part| self.0[part][language].as_str());
        words
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(between)
    }
}

impl fmt::Debug for Desk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Desk")
            .field("app", &self.app)
            .finish_non_exhaustive()
    }
}
