use sqlx::{ConnectOptions, Connection, sqlite::SqliteConnectOptions};
use wecom_share_store::{OpenError, Store, StoreError, TokenName};

use crate::{Data, hour};

async fn write(data: &Data, sql: &'static str) {
    let path = data.folder.path().join(Store::FILE);
    let mut connection = SqliteConnectOptions::new()
        .filename(path)
        .connect()
        .await
        .unwrap();
    sqlx::query(sql).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_refused_and_left_alone() {
    let data = Data::new().await;
    data.store.close().await;
    write(
        &data,
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         VALUES (99, 'from the future', TRUE, X'00', 0)",
    )
    .await;

    let error = Store::open(data.folder.path()).await.unwrap_err();
    assert!(
        matches!(error, OpenError::NewerSchema { found: 99, .. }),
        "{error:?}"
    );
    let text = error.to_string();
    assert!(
        text.contains("wecom-share.db") && text.contains("newer") && text.contains("更新版本"),
        "{text}"
    );
}

#[tokio::test]
async fn a_database_with_another_schema_is_refused() {
    let data = Data::new().await;
    data.store.close().await;
    write(&data, "UPDATE _sqlx_migrations SET checksum = X'00'").await;

    let error = Store::open(data.folder.path()).await.unwrap_err();
    assert!(
        matches!(error, OpenError::ForeignSchema { .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_with_its_path() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join(Store::FILE),
        "a letter to a friend, not a database at all",
    )
    .unwrap();

    let error = Store::open(folder.path()).await.unwrap_err();
    assert!(error.to_string().contains(Store::FILE), "{error}");
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_refused_with_its_path() {
    let folder = tempfile::tempdir().unwrap();
    let in_the_way = folder.path().join("file");
    std::fs::write(&in_the_way, "").unwrap();

    let error = Store::open(&in_the_way.join("data")).await.unwrap_err();
    assert!(matches!(error, OpenError::Folder { .. }), "{error:?}");
}

#[tokio::test]
async fn a_closed_store_says_so() {
    let data = Data::new().await;
    data.store.close().await;

    let error = data.store.session("hash").await.unwrap_err();
    assert!(
        matches!(error, wecom_share_store::StoreError::Database(_)),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_database_that_was_removed_while_open_is_not_well() {
    let data = Data::new().await;
    data.store.check().await.unwrap();
    std::fs::remove_file(data.folder.path().join(Store::FILE)).unwrap();
    let error = data.store.check().await.unwrap_err();
    assert!(matches!(error, StoreError::Gone { .. }), "{error:?}");
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_on_the_machine_reads_the_database_even_in_an_open_folder() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o755)).unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let file = file.unwrap();
        let mode = file.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{} {mode:o}", file.path().display());
    }
    store.close().await;
}

#[tokio::test]
async fn tokens_of_a_database_from_before_they_were_kept_by_company_are_still_there() {
    let data = Data::new().await;
    data.store.close().await;
    for sql in [
        "DROP TABLE tokens",
        include_str!("../../migrations/0004_tokens.sql"),
        "INSERT INTO tokens VALUES ('app 1000002', 'wwcorp1', 'kept', 1, 7200000, 3, NULL)",
        "DELETE FROM _sqlx_migrations WHERE version = 5",
    ] {
        write(&data, sql).await;
    }
    let store = Store::open(data.folder.path()).await.unwrap();
    let name = TokenName {
        corpid: "wwcorp1",
        key: "app 1000002",
    };
    let token = store.token(name).await.unwrap().unwrap();
    assert_eq!(token.value, "kept");
    let lease = store.lease_token(name, hour(0), hour(1)).await.unwrap();
    assert_eq!(lease, Some(4), "numbers go on");
}
