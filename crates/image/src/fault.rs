//! Why a picture is refused.

use thiserror::Error;

use crate::Format;

#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Fault {
    #[error("this is not a picture: it does not begin like a JPEG, PNG, GIF, WebP or BMP file")]
    NotRecognised,
    #[error("a file of {bytes} bytes is not a picture")]
    TooSmall { bytes: usize },
    #[error(
        "this is a {format} picture, a format that is not accepted: make it a JPEG or PNG first"
    )]
    NotAccepted { format: &'static str },
    #[error("the picture has {width}×{height} pixels; at most {max} in all are accepted")]
    TooManyPixels { width: u32, height: u32, max: u64 },
    #[error("the file has {bytes} bytes; at most {max} are accepted")]
    TooLarge { bytes: usize, max: usize },
    #[error("this {format} picture is broken: {why}")]
    Broken { format: Format, why: String },
    /// Only when a rendition is made.
    #[error("this {format} picture uses what is not supported: {what}")]
    NotSupported { format: Format, what: String },
    /// Only when a rendition is made.
    #[error("decoding the picture takes {needed} bytes of memory; at most {max} are allowed")]
    TooMuchMemory { needed: u64, max: u64 },
    /// Only when a rendition is made.
    #[error("no rendition of the picture fits {max} bytes")]
    DoesNotFit { max: usize },
    /// Whoever asked for the rendition gave it up, usually for taking too long.
    #[error("making the picture was given up: it took too long")]
    Abandoned,
}

impl Fault {
    /// A name that does not change.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotRecognised | Self::TooSmall { .. } => "image_not_recognised",
            Self::NotAccepted { .. } => "image_format_not_accepted",
            Self::TooManyPixels { .. } => "image_too_many_pixels",
            Self::TooLarge { .. } => "image_too_large",
            Self::Broken { .. } => "image_broken",
            Self::NotSupported { .. } => "image_not_supported",
            Self::TooMuchMemory { .. } => "image_too_much_memory",
            Self::DoesNotFit { .. } => "image_does_not_fit",
            Self::Abandoned => "image_took_too_long",
        }
    }

    /// The same in Chinese as `Display` says in English. What a decoder told
    /// stays as it told it.
    #[must_use]
    pub fn chinese(&self) -> String {
        match self {
            Self::NotRecognised => {
                "这不是图片：开头不像 JPEG、PNG、GIF、WebP 或 BMP 文件".to_owned()
            }
            Self::TooSmall { bytes } => format!("{bytes} 字节的文件不是图片"),
            Self::NotAccepted { format } => {
                format!("这是 {format} 图片，不接受这种格式，请先转成 JPG 或 PNG")
            }
            Self::TooManyPixels { width, height, max } => {
                format!("图片有 {width}×{height} 像素，总数不能超过 {max}")
            }
            Self::TooLarge { bytes, max } => format!("文件有 {bytes} 字节，不能超过 {max}"),
            Self::Broken { format, why } => format!("这张 {format} 图片已损坏：{why}"),
            Self::NotSupported { format, what } => {
                format!("这张 {format} 图片用了不支持的特性：{what}")
            }
            Self::TooMuchMemory { needed, max } => {
                format!("解码需要 {needed} 字节内存，上限是 {max}")
            }
            Self::DoesNotFit { max } => format!("怎么压缩都放不进 {max} 字节"),
            Self::Abandoned => "处理时间太长，已放弃".to_owned(),
        }
    }
}
