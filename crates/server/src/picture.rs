//! Whether a file is a picture that WeCom's picture upload accepts.

use axum::body::Bytes;
use wecom_share_image::{Fault, Limits, Picture, inspect};

use crate::{codes::Code, problem::Problem};

/// Looks at a file away from the threads that answer requests.
pub(crate) async fn checked(bytes: Bytes) -> Result<Picture, Fault> {
    tokio::task::spawn_blocking(move || inspect(&bytes, &Limits::UPLOADIMG))
        .await
        // A panic over a stranger's file is a fault of the file.
        .unwrap_or(Err(Fault::NotRecognised))
}

pub(crate) fn told(fault: &Fault) -> Problem {
    match fault {
        Fault::NotRecognised | Fault::TooSmall { .. } => Code::ImageNotRecognised.into(),
        Fault::NotAccepted { format } => {
            Problem::filled(Code::ImageFormatNotAccepted, &[("format", format.as_str())])
        }
        Fault::TooLarge { bytes, max } => Problem::filled(
            Code::ImageTooLarge,
            &[("bytes", &bytes.to_string()), ("limit", &max.to_string())],
        ),
        Fault::TooManyPixels { width, height, max } => Problem::filled(
            Code::ImageTooManyPixels,
            &[
                ("width", &width.to_string()),
                ("height", &height.to_string()),
                ("limit", &max.to_string()),
            ],
        ),
        Fault::Broken { why, .. } => Problem::filled(Code::ImageBroken, &[("detail", why)]),
        other => Problem::filled(Code::ImageBroken, &[("detail", &other.to_string())]),
    }
}
