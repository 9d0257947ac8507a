//! What is worth knowing about a rendition although it succeeded.

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Note {
    /// The source has fewer pixels than were asked for; it was not enlarged.
    Small,
    /// CMYK was turned into RGB by the usual formula: the profiles of printers
    /// are not supported.
    CmykByFormula,
    /// The colour profile is broken or of a kind that is not supported
    /// (anything but a matrix and curves for RGB): colours were left alone.
    ProfileNotSupported,
    /// The bytes did not suffice for the pixels that were asked for.
    FewerPixelsForBytes,
}

impl Note {
    /// A name that does not change.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Small => "image_small",
            Self::CmykByFormula => "image_cmyk_by_formula",
            Self::ProfileNotSupported => "image_profile_not_supported",
            Self::FewerPixelsForBytes => "image_fewer_pixels_for_bytes",
        }
    }

    #[must_use]
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Small => "原图像素不够，没有放大",
            Self::CmykByFormula => "CMYK 按通用公式换算；不支持印刷色彩配置文件",
            Self::ProfileNotSupported => "不支持这种色彩配置文件，颜色没有换算",
            Self::FewerPixelsForBytes => "为了不超过字节上限，减少了像素",
        }
    }

    #[must_use]
    pub fn english(self) -> &'static str {
        match self {
            Self::Small => "the source has too few pixels; it was not enlarged",
            Self::CmykByFormula => {
                "CMYK was converted by the usual formula; printers' profiles are not supported"
            }
            Self::ProfileNotSupported => {
                "this kind of colour profile is not supported; colours were left alone"
            }
            Self::FewerPixelsForBytes => "it has fewer pixels so as to fit the bytes",
        }
    }
}
