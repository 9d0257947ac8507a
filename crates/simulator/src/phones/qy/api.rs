//! The functions of `wx.qy` there are, and on which client each exists.

use crate::state::Phone;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Api {
    Login,
    CheckSession,
    CanIUse,
    GetContext,
    GetSystemInfo,
    SelectExternalContact,
    ShareToExternalContact,
    ShareToExternalChat,
    ShareAppMessageEx,
    GetCurExternalContact,
    GetCurExternalChat,
}

impl Api {
    pub const ALL: [Self; 11] = [
        Self::Login,
        Self::CheckSession,
        Self::CanIUse,
        Self::GetContext,
        Self::GetSystemInfo,
        Self::SelectExternalContact,
        Self::ShareToExternalContact,
        Self::ShareToExternalChat,
        Self::ShareAppMessageEx,
        Self::GetCurExternalContact,
        Self::GetCurExternalChat,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::CheckSession => "checkSession",
            Self::CanIUse => "canIUse",
            Self::GetContext => "getContext",
            Self::GetSystemInfo => "getSystemInfo",
            Self::SelectExternalContact => "selectExternalContact",
            Self::ShareToExternalContact => "shareToExternalContact",
            Self::ShareToExternalChat => "shareToExternalChat",
            Self::ShareAppMessageEx => "shareAppMessageEx",
            Self::GetCurExternalContact => "getCurExternalContact",
            Self::GetCurExternalChat => "getCurExternalChat",
        }
    }

    /// The smallest versions in client-api.md §7. Where a mini program's page names none, the H5 twin's is taken.
    pub fn exists(self, phone: &Phone) -> bool {
        match self {
            Self::Login | Self::CheckSession | Self::CanIUse | Self::GetSystemInfo => true,
            Self::GetContext => phone.at_least([3, 0, 24]),
            Self::SelectExternalContact => phone.at_least([2, 4, 20]),
            Self::ShareToExternalContact | Self::ShareToExternalChat => phone.at_least([2, 8, 7]),
            Self::ShareAppMessageEx => phone.ex,
            Self::GetCurExternalContact => phone.at_least([2, 5, 8]),
            Self::GetCurExternalChat => phone.at_least([3, 0, 16]),
        }
    }
}
