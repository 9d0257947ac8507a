//! Files in WeCom (素材).

pub mod get;
pub mod get_jssdk;
pub mod get_upload_by_url_result;
pub mod upload;
pub mod upload_attachment;
pub mod upload_by_url;
pub mod uploadimg;
