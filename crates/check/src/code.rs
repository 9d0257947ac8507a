//! The stable codes of findings.

use serde::Serialize;

/// How bad a finding is. Only errors make the command fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// It will not work, on some client at least.
    Error,
    /// It works, but not as it looks.
    Warning,
}

macro_rules! codes {
    ($($(#[$about:meta])* $member:ident = $text:literal $level:ident,)*) => {
        /// What was found.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub enum Code {
            $($(#[$about])* #[serde(rename = $text)] $member,)*
        }

        impl Code {
            pub const ALL: &'static [Self] = &[$(Self::$member,)*];

            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$member => $text,)*
                }
            }

            pub const fn level(self) -> Level {
                match self {
                    $(Self::$member => Level::$level,)*
                }
            }
        }
    };
}

codes! {
    /// The script does not parse.
    SyntaxError = "syntax_error" Error,
    /// `app.json` does not parse.
    AppJsonBroken = "app_json_broken" Error,
    /// No `app.json`: pages cannot be checked.
    AppJsonMissing = "app_json_missing" Warning,
    PageNotInApp = "page_not_in_app" Error,
    PageInvalid = "page_invalid" Error,
    SuffixMissing = "suffix_missing" Error,
    SuffixDoubled = "suffix_doubled" Error,
    SuffixUnwanted = "suffix_unwanted" Error,
    /// `.html` stands behind the query.
    SuffixAfterQuery = "suffix_after_query" Error,
    SlashMissing = "slash_missing" Warning,
    /// A package path or a file of the phone where a link must go.
    ImageLocal = "image_local" Error,
    /// A picture written out as `data:` or `blob:`.
    ImageInline = "image_inline" Error,
    ImageSchemeUnknown = "image_scheme_unknown" Error,
    /// What `wx.getImageInfo` and its like answer: a file of this phone.
    ImageTemporary = "image_temporary" Error,
    /// A web page's address that is no web address.
    LinkNotHttp = "link_not_http" Error,
    /// A file of the phone where a media id belongs.
    MediaLocal = "media_local" Error,
    /// `mediaid` and `imgUrl` together.
    ImageTwice = "image_twice" Warning,
    /// `wx.qy.…` runs while the script loads.
    QyAtLoad = "qy_at_load" Error,
    /// `wx.qy` is kept while the script loads.
    QyKeptAtLoad = "qy_kept_at_load" Warning,
    TitleTooLong = "title_too_long" Error,
    DescTooLong = "desc_too_long" Error,
    TextTooLong = "text_too_long" Error,
    TooManyAttachments = "too_many_attachments" Error,
    AttachmentObjectMissing = "attachment_object_missing" Error,
    AttachmentNotForCall = "attachment_not_for_call" Error,
    /// A share of the SDK that it refuses before anything is called.
    DraftInvalid = "draft_invalid" Error,
    /// Receivers of another call: groups for customers and the other way round.
    ReceiversSwapped = "receivers_swapped" Error,
    /// Fields of the old flat form beside `text` and `attachments`, or fields of another call's form.
    ShapesMixed = "shapes_mixed" Error,
    /// `success` told to people as delivery.
    SuccessIsNotDelivery = "success_is_not_delivery" Warning,
    /// `wx.invoke` belongs to web pages.
    InvokeInMiniProgram = "invoke_in_mini_program" Error,
}
