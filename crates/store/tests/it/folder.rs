use std::os::unix::fs::PermissionsExt;

use wecom_share_store::ImageFolder;

const HASH: &str = "abcdef";

#[tokio::test]
async fn a_picture_comes_back_as_it_was_kept() {
    let data = tempfile::tempdir().unwrap();
    let folder = ImageFolder::in_data(data.path());
    folder.keep(HASH, b"pixels").await.unwrap();

    assert_eq!(
        folder.read(HASH).await.unwrap().as_deref(),
        Some(&b"pixels"[..])
    );
    assert_eq!(folder.read("000000").await.unwrap(), None);
    assert!(data.path().join("images/ab/abcdef").is_file());
}

#[tokio::test]
async fn the_same_picture_from_many_at_once_is_one_whole_file() {
    let data = tempfile::tempdir().unwrap();
    let folder = ImageFolder::in_data(data.path());
    let bytes = vec![7; 100_000];
    let (a, b, c) = tokio::join!(
        folder.keep(HASH, &bytes),
        folder.keep(HASH, &bytes),
        folder.keep(HASH, &bytes)
    );
    for kept in [a, b, c] {
        kept.unwrap();
    }

    assert_eq!(folder.read(HASH).await.unwrap(), Some(bytes));
    let files = std::fs::read_dir(data.path().join("images/ab")).unwrap();
    assert_eq!(files.count(), 1, "nothing unfinished is left");
}

#[tokio::test]
async fn a_picture_that_cannot_be_written_leaves_nothing_behind() {
    let data = tempfile::tempdir().unwrap();
    // A file where the shard should be: fails for every user, root included.
    std::fs::create_dir(data.path().join("images")).unwrap();
    std::fs::write(data.path().join("images/ab"), "in the way").unwrap();
    std::fs::set_permissions(data.path().join("images"), PermissionsExt::from_mode(0o555)).unwrap();
    let folder = ImageFolder::in_data(data.path());

    let error = folder.keep(HASH, b"pixels").await.unwrap_err();
    assert!(error.path.ends_with("images/ab/abcdef"));
    assert_eq!(
        std::fs::read(data.path().join("images/ab")).unwrap(),
        b"in the way"
    );
    std::fs::set_permissions(data.path().join("images"), PermissionsExt::from_mode(0o755)).unwrap();
}
