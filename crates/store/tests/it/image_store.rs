//! One suite for both places, a folder and a bucket of a real S3 server.

use std::{net::SocketAddr, os::unix::fs::PermissionsExt};

use bytes::Bytes;
use s3s::{auth::SimpleAuth, service::S3ServiceBuilder};
use secrecy::SecretString;
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use wecom_share_store::{ImageStore, S3Settings};

const HASH: &str = "abcdef0123";
const SECRET: &str = "correct horse battery staple";

struct Place {
    store: ImageStore,
    folder: TempDir,
}

fn in_folder() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let store = ImageStore::in_data(folder.path());
    Place { store, folder }
}

/// An S3 server in this process that checks signatures.
async fn s3(folder: &TempDir) -> SocketAddr {
    std::fs::create_dir(folder.path().join("pictures")).unwrap();
    let mut builder = S3ServiceBuilder::new(s3s_fs::FileSystem::new(folder.path()).unwrap());
    builder.set_auth(SimpleAuth::from_single("key", SECRET));
    let service = builder.build();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let service = service.clone();
            tokio::spawn(async move {
                let stream = hyper_util::rt::TokioIo::new(stream);
                let http = hyper_util::server::conn::auto::Builder::new(
                    hyper_util::rt::TokioExecutor::new(),
                );
                let _ = http.serve_connection(stream, service).await;
            });
        }
    });
    address
}

fn bucket_at(address: SocketAddr, secret: &str) -> ImageStore {
    let settings = S3Settings {
        endpoint: Some(format!("http://{address}")),
        region: "us-east-1".to_owned(),
        bucket: "pictures".to_owned(),
        prefix: "share/".to_owned(),
        path_style: true,
        access_key: "key".to_owned(),
        secret_key: SecretString::from(secret),
    };
    let roots = rustls::RootCertStore::empty();
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let tls = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let http = reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .no_proxy()
        .timeout(std::time::Duration::from_millis(500))
        .build()
        .unwrap();
    ImageStore::in_bucket(settings, http).unwrap()
}

async fn in_bucket() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let store = bucket_at(s3(&folder).await, SECRET);
    Place { store, folder }
}

/// Each promise, kept in each place.
macro_rules! in_both {
    ($($promise:ident)*) => {
        mod folder { $(
            #[tokio::test]
            async fn $promise() { super::$promise(super::in_folder()).await }
        )* }
        mod bucket { $(
            #[tokio::test]
            async fn $promise() { super::$promise(super::in_bucket().await).await }
        )* }
    };
}

in_both! {
    a_file_comes_back_as_it_was_kept
    what_is_not_there_is_none
    the_same_file_from_many_at_once_is_one
    what_is_removed_is_gone_and_may_be_kept_again
    everything_is_listed
}

async fn a_file_comes_back_as_it_was_kept(place: Place) {
    let bytes = Bytes::from(vec![7; 3_000_000]);
    place.store.keep(HASH, &bytes).await.unwrap();
    assert_eq!(place.store.read(HASH).await.unwrap(), Some(bytes));
    assert!(place.store.has(HASH).await.unwrap());
}

async fn what_is_not_there_is_none(place: Place) {
    assert_eq!(place.store.read(HASH).await.unwrap(), None);
    assert!(!place.store.has(HASH).await.unwrap());
    place.store.remove(HASH).await.unwrap();
    assert!(place.store.list().await.unwrap().is_empty());
}

async fn the_same_file_from_many_at_once_is_one(place: Place) {
    let bytes = Bytes::from(vec![7; 100_000]);
    let (a, b, c) = tokio::join!(
        place.store.keep(HASH, &bytes),
        place.store.keep(HASH, &bytes),
        place.store.keep(HASH, &bytes)
    );
    for kept in [a, b, c] {
        kept.unwrap();
    }
    assert_eq!(place.store.read(HASH).await.unwrap(), Some(bytes));
    assert_eq!(place.store.list().await.unwrap().len(), 1);
}

async fn what_is_removed_is_gone_and_may_be_kept_again(place: Place) {
    let bytes = Bytes::from_static(b"pixels");
    place.store.keep(HASH, &bytes).await.unwrap();
    place.store.remove(HASH).await.unwrap();
    assert_eq!(place.store.read(HASH).await.unwrap(), None);
    place.store.keep(HASH, &bytes).await.unwrap();
    assert_eq!(place.store.read(HASH).await.unwrap(), Some(bytes));
}

async fn everything_is_listed(place: Place) {
    for name in ["abcdef", "ab1234", "cd5678"] {
        let bytes = Bytes::from_static(b"pixels");
        place.store.keep(name, &bytes).await.unwrap();
    }
    let mut files = place.store.list().await.unwrap();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    let names: Vec<_> = files
        .iter()
        .map(|it| (it.name.as_str(), it.bytes))
        .collect();
    assert_eq!(names, [("ab1234", 6), ("abcdef", 6), ("cd5678", 6)]);
    assert!(
        files
            .iter()
            .all(|file| file.written.as_second() > 1_700_000_000)
    );
    assert!(place.folder.path().is_dir());
}

#[tokio::test]
async fn a_wrong_secret_is_refused_by_the_service_and_never_told() {
    let folder = tempfile::tempdir().unwrap();
    let store = bucket_at(s3(&folder).await, "a wrong secret");
    let error = store
        .keep(HASH, &Bytes::from_static(b"pixels"))
        .await
        .unwrap_err();

    let told = format!("{error} {error:?} {store:?} {store}");
    assert!(told.contains("s3://pictures/share/"), "{told}");
    assert!(!told.contains("a wrong secret"), "{told}");
    assert!(!folder.path().join("pictures/share").exists());
}

/// A service that answers each request with the next of these, and then no more.
async fn answering(answers: Vec<String>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let mut silent = Vec::new();
        let mut answers = answers.into_iter();
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut asked = [0; 4096];
            // A head fits; what else is asked does not matter.
            let _ = stream.read(&mut asked).await.unwrap();
            match answers.next() {
                Some(answer) => stream.write_all(answer.as_bytes()).await.unwrap(),
                None => silent.push(stream),
            }
        }
    });
    address
}

fn answer(status: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\
         last-modified: Tue, 24 Nov 2026 01:00:00 GMT\r\netag: \"1\"\r\n\r\n{body}"
    )
}

#[tokio::test]
async fn a_bucket_that_is_away_silent_or_refuses_is_told_and_not_taken_for_an_empty_one() {
    // Bound, so that it is nobody else's, but nobody listens.
    let bound = tokio::net::TcpSocket::new_v4().unwrap();
    bound.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let nobody = bound.local_addr().unwrap();
    let silent = answering(Vec::new()).await;
    let denied = "<Error><Code>AccessDenied</Code></Error>";
    let refusing = answering(vec![answer("403 Forbidden", denied); 2]).await;
    for address in [nobody, silent, refusing] {
        let store = bucket_at(address, SECRET);
        let read = store.read(HASH).await.unwrap_err();
        assert_eq!(read.place, "s3://pictures/share/abcdef0123");
        let kept = store.keep(HASH, &Bytes::from_static(b"pixels")).await;
        assert!(!format!("{:?}", kept.unwrap_err()).contains(SECRET));
    }
}

#[tokio::test]
async fn a_bucket_that_is_busy_for_a_moment_is_asked_again() {
    let busy = answer("503 Slow Down", "<Error><Code>SlowDown</Code></Error>");
    let there = answer("200 OK", "pixels");
    let store = bucket_at(answering(vec![busy.clone(), busy, there]).await, SECRET);
    let read = store.read(HASH).await.unwrap();
    assert_eq!(read, Some(Bytes::from_static(b"pixels")));
}

#[tokio::test]
async fn a_file_that_cannot_be_written_leaves_nothing_behind() {
    let place = in_folder();
    let images = place.folder.path().join("images");
    // A file where the shard should be: fails for every user, root included.
    std::fs::create_dir(&images).unwrap();
    std::fs::write(images.join("ab"), "in the way").unwrap();
    std::fs::set_permissions(&images, PermissionsExt::from_mode(0o555)).unwrap();

    let bytes = Bytes::from_static(b"pixels");
    let error = place.store.keep(HASH, &bytes).await.unwrap_err();
    assert!(
        error.place.ends_with("images/ab/abcdef0123"),
        "{}",
        error.place
    );
    assert_eq!(std::fs::read(images.join("ab")).unwrap(), b"in the way");
    std::fs::set_permissions(&images, PermissionsExt::from_mode(0o755)).unwrap();
}
