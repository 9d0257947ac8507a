//! Forms with one file, read up to a limit.

use std::sync::Arc;

use axum::extract::{
    FromRequest, Multipart, Request,
    multipart::{Field, MultipartError},
};
use sha2::{Digest, Sha256};

use super::drain;
use crate::{codes::Code, intake::Upload, problem::Problem, service::Service};

/// What a form may hold.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Allowed {
    /// The largest file, in bytes.
    pub(crate) bytes: usize,
    /// What is said when it is larger.
    pub(crate) too_large: Code,
}

/// The part named `file` and what came with it.
#[derive(Debug)]
pub(crate) struct FileForm {
    pub(crate) file: Upload,
    /// The file's name, as it was sent.
    pub(crate) name: String,
    /// The field named `type`.
    pub(crate) kind: Option<String>,
}

/// A field is a word, not a file.
const WORD: usize = 64;

/// Reads a form; the file is counted and hashed as it arrives.
pub(crate) async fn read_form(
    request: Request,
    service: &Arc<Service>,
    allowed: Allowed,
) -> Result<FileForm, Problem> {
    let mut form = Multipart::from_request(request, service)
        .await
        .map_err(|_| Code::UploadUnreadable)?;
    let (mut file, mut kind) = (None, None);
    while let Some(mut part) = form.next_field().await.map_err(unreadable)? {
        match part.name() {
            Some("file") if file.is_none() => {
                let name = part.file_name().unwrap_or_default().to_owned();
                file = Some((read_file(part, allowed).await?, name));
            }
            Some("type") => kind = Some(read_word(&mut part).await?),
            _ => {}
        }
    }
    let (file, name) = file.ok_or(Code::UploadMissing)?;
    Ok(FileForm { file, name, kind })
}

async fn read_file(mut part: Field<'_>, allowed: Allowed) -> Result<Upload, Problem> {
    let mut bytes = Vec::new();
    let mut hash = Sha256::new();
    while let Some(chunk) = part.chunk().await.map_err(unreadable)? {
        if bytes.len() + chunk.len() > allowed.bytes {
            drop(bytes);
            drain(&mut part, allowed.bytes).await;
            return Err(Problem::filled(
                allowed.too_large,
                &[("limit", &allowed.bytes.to_string())],
            ));
        }
        hash.update(&chunk);
        bytes.extend_from_slice(&chunk);
    }
    Ok(Upload {
        sha256: hex::encode(hash.finalize()),
        bytes: bytes.into(),
    })
}

async fn read_word(part: &mut Field<'_>) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(unreadable)? {
        if bytes.len() + chunk.len() > WORD {
            return Err(Code::UploadUnreadable.into());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(String::from_utf8_lossy(&bytes).trim().to_owned())
}

fn unreadable(error: MultipartError) -> Problem {
    tracing::debug!(error = error.body_text(), "an upload broke off");
    Code::UploadUnreadable.into()
}
