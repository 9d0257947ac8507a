//! Service providers (服务商) and their suites (server-api.md §1.2, §10).

use std::net::IpAddr;

use super::Callback;

#[derive(Clone, Debug)]
pub struct Provider {
    /// The provider's own company.
    pub corpid: String,
    pub name: String,
    /// provider_secret
    pub secret: String,
    /// The provider's IP white list; `None` trusts everyone.
    pub trusted_ips: Option<Vec<IpAddr>>,
    pub suites: Vec<Suite>,
}

/// A third-party app (`ww…`, `wx…`, old `tj…`) or a provider-developed template (`dk…`).
#[derive(Clone, Debug)]
pub struct Suite {
    pub id: String,
    pub name: String,
    /// suite_secret
    pub secret: String,
    /// The mini program bound to it.
    pub appid: Option<String>,
    /// Its command URL (指令回调), where tickets and authorisations go.
    pub callback: Option<Callback>,
    /// A suite_ticket that always holds: the stand-in's own, so that a world needs no callbacks.
    pub ticket: Option<String>,
}

impl Provider {
    pub fn suite(&self, id: &str) -> Option<&Suite> {
        self.suites.iter().find(|it| it.id == id)
    }
}

impl Suite {
    /// A 代开发 template: its installations get their token by gettoken, with the permanent code as the secret.
    pub fn provider_developed(&self) -> bool {
        self.id.starts_with("dk")
    }
}
