//! The stable codes: what a program may compare. Their words are in `rules/*.toml`.

/// An enum whose members are written in JSON as the given snake_case text.
macro_rules! codes {
    ($(#[$about:meta])* $name:ident { $($member:ident = $text:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $(#[serde(rename = $text)] $member,)*
        }

        impl $name {
            /// Every code, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$member,)*];

            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$member => $text,)*
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

codes! {
    /// What is wrong with a draft, a page or a host description. Texts: `rules/faults.toml`.
    FaultCode {
        // Shape of the JSON
        JsonUnreadable = "json_unreadable",
        WrongType = "wrong_type",
        UnknownKey = "unknown_key",
        UnknownValue = "unknown_value",
        LoneSurrogate = "lone_surrogate",
        ControlCharacter = "control_character",
        // The draft as a whole
        DraftEmpty = "draft_empty",
        TargetMissing = "target_missing",
        TooManyAttachments = "too_many_attachments",
        TextTooLong = "text_too_long",
        AttachmentObjectMissing = "attachment_object_missing",
        AttachmentNotForChannel = "attachment_not_for_channel",
        AttachmentsMixed = "attachments_mixed",
        ChatTakesOneMessage = "chat_takes_one_message",
        OptionNotForChannel = "option_not_for_channel",
        // Receivers
        ReceiversEmpty = "receivers_empty",
        ReceiversNotForTarget = "receivers_not_for_target",
        ReceiverEmpty = "receiver_empty",
        TooManyReceivers = "too_many_receivers",
        UnknownCustomer = "unknown_customer",
        UnknownGroup = "unknown_group",
        // Fields of attachments
        TitleMissing = "title_missing",
        TitleTooLong = "title_too_long",
        DescTooLong = "desc_too_long",
        AppidOther = "appid_other",
        UrlMissing = "url_missing",
        UrlNotHttp = "url_not_http",
        UrlTooLong = "url_too_long",
        MediaMissing = "media_missing",
        MediaLocal = "media_local",
        // Images
        ImageMissing = "image_missing",
        ImageLocal = "image_local",
        ImageInline = "image_inline",
        ImageSchemeUnknown = "image_scheme_unknown",
        ImageUnknown = "image_unknown",
        ImageNeedsMediaid = "image_needs_mediaid",
        CoverTakesNoMediaid = "cover_takes_no_mediaid",
        // Pages
        PageEmpty = "page_empty",
        PageIsUrl = "page_is_url",
        PageRelative = "page_relative",
        PageBlankInside = "page_blank_inside",
        PageControlCharacter = "page_control_character",
        PageFragment = "page_fragment",
        PageBackslash = "page_backslash",
        PageQueryWithoutMark = "page_query_without_mark",
        PageTooLong = "page_too_long",
        PageNotInApp = "page_not_in_app",
    }
}

codes! {
    /// Why a share is refused before any call. Texts: `rules/refusals.toml`.
    RefusalCode {
        DraftInvalid = "draft_invalid",
        ClientNotSupported = "client_not_supported",
        MemberWithoutCustomerContact = "member_without_customer_contact",
        AppNotAllowed = "app_not_allowed",
        MemberNotInScope = "member_not_in_scope",
        MemberWithoutMoments = "member_without_moments",
        QuotaUsedUp = "quota_used_up",
    }
}

codes! {
    /// Why a route was chosen or passed over. Texts: `rules/reasons.toml`.
    ReasonCode {
        TargetCustomers = "target_customers",
        TargetGroups = "target_groups",
        TargetMoments = "target_moments",
        TargetChat = "target_chat",
        ExChosen = "ex_chosen",
        ApiAbsent = "api_absent",
        ExNeedsIds = "ex_needs_ids",
        ExCustomersOnly = "ex_customers_only",
        ExSingleCardOnly = "ex_single_card_only",
        NotInWecom = "not_in_wecom",
        PlatformNotSupported = "platform_not_supported",
        VersionTooOld = "version_too_old",
        EntryNotAllowed = "entry_not_allowed",
    }
}

codes! {
    /// What a plan tells besides its call. Texts: `rules/notes.toml`.
    NoteCode {
        PageMadeCardForm = "page_made_card_form",
        PageQueryEncoded = "page_query_encoded",
        PageSuffixInQuery = "page_suffix_in_query",
        TokenAppended = "token_appended",
        TokenReplaced = "token_replaced",
        ExPassedOver = "ex_passed_over",
        ExUndocumented = "ex_undocumented",
        PresetNotSupported = "preset_not_supported",
        QuotaNotChecked = "quota_not_checked",
        ReceiversSkipped = "receivers_skipped",
        ReceiverRepeated = "receiver_repeated",
        MediaidPreferred = "mediaid_preferred",
        ImageLinkUnproven = "image_link_unproven",
        VersionUnknown = "version_unknown",
        OldFormUsed = "old_form_used",
        EnterChatDropped = "enter_chat_dropped",
        OlderListsUsed = "older_lists_used",
        WecomNotHeard = "wecom_not_heard",
    }
}

codes! {
    /// Why a receiver was left out of a plan. Texts: `rules/reasons.toml`.
    SkipCode {
        QuotaUsedUp = "quota_used_up",
    }
}
