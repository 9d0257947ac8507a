//! Pictures on their way in, and what is made of them.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::body::Bytes;
use moka::future::Cache;
use tracing::Instrument;
use wecom_share_image::{Rendition as Made, without_metadata};
use wecom_share_store::{Content, Image, ImageStoreError, Rendition, Sent, StoreError, UploadKind};

use crate::{
    apps::App,
    ids,
    ledger::Failure as Unsent,
    picture::{Unmade, Use},
    problem::Problem,
    service::Service,
};

/// How many pictures and renditions are remembered besides the database, and
/// for how long: garbage collection must see them used.
const REMEMBERED: u64 = 10_000;
const REMEMBERED_FOR: Duration = Duration::from_secs(30 * 60);
const ID_PREFIX: &str = "img_";

/// A file as it arrived.
#[derive(Debug, Clone)]
pub(crate) struct Upload {
    /// Lower-case hexadecimal.
    pub(crate) sha256: String,
    pub(crate) bytes: Bytes,
}

/// By company and content. Who brings a picture or wants a rendition while the
/// same is being made waits for that one.
pub(crate) struct Intake {
    images: Cache<(String, String), Arc<Image>>,
    renditions: Cache<(String, String, String), Arc<Rendition>>,
}

/// Why there is no picture, rendition or link.
#[derive(Debug)]
pub(crate) enum Failure {
    Unmade(Unmade),
    Images(ImageStoreError),
    Store(StoreError),
    Lost,
}

impl Intake {
    pub(crate) fn new() -> Self {
        Self {
            images: remembered(),
            renditions: remembered(),
        }
    }

    /// Takes a picture in: it is recognised, made ready as a picture message,
    /// and kept without its metadata. Answers whether this company had brought
    /// it before.
    pub(crate) async fn take(
        &self,
        service: &Arc<Service>,
        app: &Arc<App>,
        upload: Upload,
    ) -> Result<(Arc<Image>, bool), Problem> {
        let (service, app) = (service.clone(), app.clone());
        unbroken(async move {
            let upload = cleaned(&service, upload).await?;
            let new = AtomicBool::new(false);
            let key = (app.corpid().to_owned(), upload.sha256.clone());
            let kept = known_or_kept(&service, &app, &upload, &new);
            let image = service.intake.images.try_get_with(key, kept).await;
            image
                .map(|image| (image, !new.into_inner()))
                .map_err(|failure: Arc<Failure>| failure.told())
        })
        .await
    }

    /// A rendition of a picture of this company, made now when there is none.
    pub(crate) async fn rendition(
        &self,
        service: &Arc<Service>,
        app: &Arc<App>,
        source: &str,
        wanted: Use,
    ) -> Result<Arc<Rendition>, Problem> {
        let (service, app) = (service.clone(), app.clone());
        let source = source.to_owned();
        unbroken(async move {
            let key = (app.corpid().to_owned(), source.clone(), wanted.name());
            let made = known_or_made(&service, &app, &source, wanted);
            let rendition = service.intake.renditions.try_get_with(key, made).await;
            if let Err(failure) = &rendition
                && matches!(**failure, Failure::Lost)
            {
                // So that it is kept when it is brought again.
                let key = (app.corpid().to_owned(), source);
                service.intake.images.invalidate(&key).await;
            }
            rendition.map_err(|failure: Arc<Failure>| failure.told())
        })
        .await
    }

    /// Its file is gone: the next who wants it finds that out.
    async fn forget(&self, app: &App, rendition: &Rendition) {
        let Rendition { source, recipe, .. } = rendition.clone();
        let key = (app.corpid().to_owned(), source, recipe);
        self.renditions.invalidate(&key).await;
    }
}

/// What WeCom calls a rendition of this company's.
pub(crate) async fn sent(
    service: &Arc<Service>,
    app: &Arc<App>,
    (rendition, wanted): (&Rendition, Use),
    kind: UploadKind,
) -> Result<Arc<Sent>, Problem> {
    let sent = try_sent(service, app, (rendition, wanted), kind).await?;
    sent.map_err(|failure| failure.told())
}

/// As [`sent`], with the failure for who knows another way. A rendition whose
/// file was lost is made again.
pub(crate) async fn try_sent(
    service: &Arc<Service>,
    app: &Arc<App>,
    (rendition, wanted): (&Rendition, Use),
    kind: UploadKind,
) -> Result<Result<Arc<Sent>, Arc<Unsent>>, Problem> {
    let sent = try_file(service, app, &rendition.sha256, kind).await?;
    if !matches!(&sent, Err(unsent) if matches!(**unsent, Unsent::Lost)) {
        return Ok(sent);
    }
    service.intake.forget(app, rendition).await;
    let intake = &service.intake;
    let again = intake.rendition(service, app, &rendition.source, wanted);
    try_file(service, app, &again.await?.sha256, kind).await
}

async fn try_file(
    service: &Arc<Service>,
    app: &Arc<App>,
    sha256: &str,
    kind: UploadKind,
) -> Result<Result<Arc<Sent>, Arc<Unsent>>, Problem> {
    let content = content(app, sha256, kind);
    let (service, app) = (service.clone(), app.clone());
    unbroken(async move { Ok(service.ledger.sent(&service, &app, content, None).await) }).await
}

/// A picture as this company sends it.
pub(crate) fn content(app: &App, sha256: &str, kind: UploadKind) -> Content {
    Content {
        corpid: app.corpid().to_owned(),
        sha256: sha256.to_owned(),
        kind,
        name: String::new(),
    }
}

/// Not cut short when the client goes away: what was done cannot be undone, so
/// it has to be written down.
pub(crate) async fn unbroken<T: Send + 'static>(
    work: impl Future<Output = Result<T, Problem>> + Send + 'static,
) -> Result<T, Problem> {
    tokio::spawn(work.in_current_span())
        .await
        .map_err(|error| Problem::internal(&error))?
}

/// Where a picture was taken is nobody's business, not even ours.
async fn cleaned(service: &Service, upload: Upload) -> Result<Upload, Problem> {
    // A second file beside the first.
    let needed = upload.bytes.len() as u64;
    let work = move || match without_metadata(&upload.bytes) {
        Some(clean) => Upload {
            sha256: ids::sha256_of(&clean),
            bytes: Bytes::from(clean),
        },
        None => upload,
    };
    let work = service.workshop.begin(needed, work).await;
    work.await.map_err(|error| Problem::internal(&error))
}

async fn known_or_kept(
    service: &Service,
    app: &App,
    upload: &Upload,
    new: &AtomicBool,
) -> Result<Arc<Image>, Failure> {
    let known = service.store.image(app.corpid(), &upload.sha256).await;
    if let Some(known) = known.map_err(Failure::Store)? {
        // Brought again, and its file made whole should it have been lost.
        keep_image(service, app, &known, &upload.bytes).await?;
        return Ok(Arc::new(known));
    }
    let made = service
        .workshop
        .make(upload.bytes.clone(), Use::Picture)
        .await
        .map_err(Failure::Unmade)?;
    let image = Image {
        sha256: upload.sha256.clone(),
        format: made.source.format.as_str().to_owned(),
        width: made.source.width,
        height: made.source.height,
        bytes: upload.bytes.len() as u64,
    };
    keep_image(service, app, &image, &upload.bytes).await?;
    keep_rendition(service, app, &image.sha256, Use::Picture, made).await?;
    new.store(true, Ordering::Relaxed);
    Ok(Arc::new(image))
}

async fn keep_image(
    service: &Service,
    app: &App,
    image: &Image,
    bytes: &Bytes,
) -> Result<(), Failure> {
    let now = service.clock.now();
    let noted = service.store.remember_image(app.corpid(), image, now).await;
    noted.map_err(Failure::Store)?;
    let kept = service.images.keep(&image.sha256, bytes).await;
    kept.map_err(Failure::Images)
}

async fn known_or_made(
    service: &Service,
    app: &App,
    source: &str,
    wanted: Use,
) -> Result<Arc<Rendition>, Failure> {
    let now = service.clock.now();
    let known = service
        .store
        .use_rendition(app.corpid(), source, &wanted.name(), now)
        .await
        .map_err(Failure::Store)?;
    if let Some(known) = known {
        let there = service.images.has(&known.sha256).await;
        if there.map_err(Failure::Images)? {
            return Ok(Arc::new(known));
        }
    }
    let file = service.images.read(source).await.map_err(Failure::Images)?;
    let file = file.ok_or(Failure::Lost)?;
    let made = service.workshop.make(file, wanted).await;
    let made = made.map_err(Failure::Unmade)?;
    keep_rendition(service, app, source, wanted, made).await
}

async fn keep_rendition(
    service: &Service,
    app: &App,
    source: &str,
    wanted: Use,
    made: Made,
) -> Result<Arc<Rendition>, Failure> {
    let bytes = Bytes::from(made.bytes);
    let rendition = Rendition {
        source: source.to_owned(),
        recipe: wanted.name(),
        sha256: ids::sha256_of(&bytes),
        format: "jpeg".to_owned(),
        width: made.width,
        height: made.height,
        bytes: bytes.len() as u64,
        key: service.ids.public_key(),
    };
    let now = service.clock.now();
    let noted = service
        .store
        .remember_rendition(app.corpid(), &rendition, now);
    let rendition = noted.await.map_err(Failure::Store)?;
    let kept = service.images.keep(&rendition.sha256, &bytes).await;
    kept.map_err(Failure::Images)?;
    Ok(Arc::new(rendition))
}

impl Failure {
    fn told(&self) -> Problem {
        match self {
            Self::Unmade(unmade) => unmade.told(),
            Self::Images(error) => Problem::images(error),
            Self::Store(error) => Problem::internal(error),
            Self::Lost => Unsent::Lost.told(),
        }
    }
}

fn remembered<K, V>() -> Cache<K, V>
where
    K: std::hash::Hash + Eq + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    Cache::builder()
        .max_capacity(REMEMBERED)
        .time_to_live(REMEMBERED_FOR)
        .build()
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

impl fmt::Debug for Intake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Intake").finish_non_exhaustive()
    }
}
