//! Media: temporary files, permanent pictures, files fetched by address (server-api.md §5).

pub(super) mod fetch;
pub(super) mod get;
pub(super) mod get_jssdk;
pub(super) mod get_upload_by_url_result;
mod kind;
mod take;
pub(super) mod upload;
pub(super) mod upload_attachment;
pub(super) mod upload_by_url;
pub(super) mod uploadimg;

pub(crate) use get::Part;
pub(crate) use kind::picture_type;
pub(super) use take::{check, check_for};
