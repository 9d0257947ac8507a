//! The companies and apps this server is configured for.

use std::sync::Arc;

use wecom_api::Client;
use wecom_share_store::Session;

use crate::{
    config::{AppConfig, QuotaConfig, SecretError},
    wecom::Wecom,
};

/// One app of one company, with its own connection to WeCom.
#[derive(Debug)]
pub(crate) struct App {
    settings: AppConfig,
    pub(crate) wecom: Wecom,
}

impl App {
    pub(crate) fn corpid(&self) -> &str {
        self.settings.corpid.as_str()
    }

    /// The company's own frequency rule, when it has one.
    pub(crate) fn quota(&self) -> Option<QuotaConfig> {
        self.settings.quota
    }

    /// The mini program.
    pub(crate) fn appid(&self) -> &str {
        self.settings.appid.as_str()
    }
}

/// All of them.
#[derive(Debug)]
pub(crate) struct Apps(Vec<Arc<App>>);

impl Apps {
    /// Reads the secrets. WeCom is not asked for anything yet.
    pub(crate) fn new(settings: &[AppConfig], client: &Client) -> Result<Self, SecretError> {
        settings
            .iter()
            .map(|app| {
                Ok(Arc::new(App {
                    wecom: Wecom::new(client, app, app.secret()?),
                    settings: app.clone(),
                }))
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// The app of a session, unless the operator has removed it since.
    pub(crate) fn of_session(&self, session: &Session) -> Option<Arc<App>> {
        self.matching(&session.appid, Some(&session.corpid))
            .next()
            .cloned()
    }

    /// An app of a company: media are shared by all of them (server-api.md §5.2).
    pub(crate) fn of_company(&self, corpid: &str) -> Option<Arc<App>> {
        self.0.iter().find(|app| app.corpid() == corpid).cloned()
    }

    /// The apps of a mini program: several companies may share one.
    pub(crate) fn matching(
        &self,
        appid: &str,
        corpid: Option<&str>,
    ) -> impl Iterator<Item = &Arc<App>> {
        self.0.iter().filter(move |app| {
            app.appid() == appid && corpid.is_none_or(|corpid| app.corpid() == corpid)
        })
    }
}
