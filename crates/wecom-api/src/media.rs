//! Files in WeCom (素材).

pub mod upload;
pub mod upload_attachment;
pub mod uploadimg;
