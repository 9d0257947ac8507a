//! Pictures on their way in: checked, kept, sent to WeCom once, and then known.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use axum::body::Bytes;
use moka::future::Cache;
use tokio::sync::{Semaphore, SemaphorePermit};
use tracing::Instrument;
use wecom_share_image::Fault;
use wecom_share_store::{FolderError, Image, ImageFolder, StoreError};

use crate::{apps::App, picture, problem::Problem, service::Service, wecom::WecomError};

/// How many uploads are taken at the same time; each holds one picture in
/// memory.
const AT_A_TIME: usize = 8;
/// How many pictures are remembered besides the database.
const REMEMBERED: u64 = 10_000;
const ID_PREFIX: &str = "img_";

/// A file as it arrived.
#[derive(Debug, Clone)]
pub(crate) struct Upload {
    /// Lower-case hexadecimal.
    pub(crate) sha256: String,
    pub(crate) bytes: Bytes,
}

pub(crate) struct Intake {
    folder: ImageFolder,
    places: Semaphore,
    /// By company and hash. Who brings a picture while it is being sent waits
    /// for that one.
    known: Cache<(String, String), Arc<Image>>,
}

#[derive(Debug)]
enum Failure {
    Unacceptable(Fault),
    Wecom(WecomError),
    Folder(FolderError),
    Store(StoreError),
}

impl Intake {
    pub(crate) fn new(folder: ImageFolder) -> Self {
        Self {
            folder,
            places: Semaphore::new(AT_A_TIME),
            known: Cache::new(REMEMBERED),
        }
    }

    /// Waits until there is room for one more upload.
    pub(crate) async fn place(&self) -> Option<SemaphorePermit<'_>> {
        // The semaphore is never closed.
        self.places.acquire().await.ok()
    }

    /// The picture with its link, and whether WeCom had it already.
    pub(crate) async fn take(
        &self,
        service: &Arc<Service>,
        app: &Arc<App>,
        upload: Upload,
    ) -> Result<(Arc<Image>, bool), Problem> {
        let (service, app) = (service.clone(), app.clone());
        // Not cut short when the client goes away: the sending cannot be
        // undone, so its link has to be written down.
        let task = async move {
            let sent = AtomicBool::new(false);
            let key = (app.corpid().to_owned(), upload.sha256.clone());
            let image = service
                .intake
                .known
                .try_get_with(key, known_or_sent(&service, &app, &upload, &sent))
                .await?;
            Ok((image, !sent.into_inner()))
        };
        tokio::spawn(task.in_current_span())
            .await
            .map_err(|error| Problem::internal(&error))?
            .map_err(|failure: Arc<Failure>| failure.told())
    }
}

async fn known_or_sent(
    service: &Service,
    app: &App,
    upload: &Upload,
    sent: &AtomicBool,
) -> Result<Arc<Image>, Failure> {
    let known = service
        .store
        .image(app.corpid(), &upload.sha256)
        .await
        .map_err(Failure::Store)?;
    if let Some(known) = known.filter(|image| image.wecom_url.is_some()) {
        return Ok(Arc::new(known));
    }
    let picture = picture::checked(upload.bytes.clone())
        .await
        .map_err(Failure::Unacceptable)?;
    service
        .intake
        .folder
        .keep(&upload.sha256, &upload.bytes)
        .await
        .map_err(Failure::Folder)?;
    let url = app
        .wecom
        .upload_image(&upload.bytes, picture.format)
        .await
        .map_err(Failure::Wecom)?;
    sent.store(true, Ordering::Relaxed);
    let image = Image {
        sha256: upload.sha256.clone(),
        format: picture.format.as_str().to_owned(),
        width: picture.width,
        height: picture.height,
        bytes: upload.bytes.len() as u64,
        wecom_url: Some(url),
    };
    service
        .store
        .remember_image(app.corpid(), &image, service.clock.now())
        .await
        .map_err(Failure::Store)?;
    Ok(Arc::new(image))
}

impl Failure {
    fn told(&self) -> Problem {
        match self {
            Self::Unacceptable(fault) => picture::told(fault),
            Self::Wecom(error) => error.clone().into(),
            Self::Folder(error) => Problem::internal(error),
            Self::Store(error) => Problem::internal(error),
        }
    }
}

/// What a picture is called outside.
pub(crate) fn id_of_sha256(sha256: &str) -> String {
    format!("{ID_PREFIX}{sha256}")
}

/// The hash in a picture's id, when it is one.
pub(crate) fn sha256_of_id(id: &str) -> Option<&str> {
    let sha256 = id.strip_prefix(ID_PREFIX)?;
    let hexadecimal = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    (sha256.len() == 64 && sha256.bytes().all(hexadecimal)).then_some(sha256)
}
