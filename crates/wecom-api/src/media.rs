//! Files in WeCom (素材).

pub mod upload;
pub mod uploadimg;
