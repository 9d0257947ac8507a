//! The configuration: one TOML file, then variables of the environment.
//!
//! Every table refuses keys it does not know, and a mistake is answered with
//! file, line, cause and remedy.

mod app;
mod env;
mod error;
mod images;
mod read;
mod secret;
mod sections;
mod suite;
mod words;

use std::{net::SocketAddr, path::Path, path::PathBuf};

use serde::Deserialize;

pub use self::{
    app::{AppConfig, CorpId, MiniProgramId, SuiteId},
    error::ConfigError,
    images::{Covers, ImagesConfig, S3Config},
    secret::{CallbackKeys, SecretError},
    sections::{BaseUrl, CallbackConfig, ExConfig, LimitsConfig, QuotaConfig, WecomConfig},
    suite::SuiteConfig,
};

/// What an operator decides. `docs` of the fields are the reference.
#[derive(Clone)]
pub struct Config {
    settings: Settings,
    // Kept so that variables can be laid over what the file said, and the
    // whole be read again with the same checks.
    table: toml::Table,
    name: String,
}

/// The settings of a file, checked.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The address to listen on. Loopback unless said otherwise: put a proxy
    /// that speaks https before it.
    #[serde(default = "default_listen", deserialize_with = "read::address")]
    pub listen: SocketAddr,
    /// The folder for the database and the pictures; relative to the working
    /// directory.
    #[serde(default = "default_data", deserialize_with = "read::folder")]
    pub data: PathBuf,
    /// The https address under which mini programs reach this server; named in
    /// the API document.
    pub public_base_url: Option<BaseUrl>,
    #[serde(default)]
    pub wecom: WecomConfig,
    /// One entry per company and app.
    #[serde(rename = "app", default, deserialize_with = "read::apps")]
    pub apps: Vec<AppConfig>,
    /// Suites of a provider, which have callbacks of their own.
    #[serde(rename = "suite", default)]
    pub suites: Vec<SuiteConfig>,
    #[serde(default)]
    pub callback: CallbackConfig,
    #[serde(default)]
    pub quota: QuotaConfig,
    #[serde(default)]
    pub ex: ExConfig,
    #[serde(default)]
    pub limits: LimitsConfig,
    #[serde(default)]
    pub images: ImagesConfig,
}

impl Config {
    /// Reads a file.
    ///
    /// # Errors
    /// The file cannot be read, or what it says makes no sense.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|source| ConfigError::Unreadable {
            path: path.to_owned(),
            source,
        })?;
        Self::parse(&text, &path.display().to_string())
    }

    /// Reads a text; `name` is what messages call it.
    ///
    /// # Errors
    /// What the text says makes no sense: line, cause and remedy are named.
    pub fn parse(text: &str, name: &str) -> Result<Self, ConfigError> {
        let at = |error| ConfigError::in_file(name, text, &error);
        let table: toml::Table = toml::from_str(text).map_err(at)?;
        let settings: Settings = toml::from_str(text).map_err(at)?;
        settings.consistent(name)?;
        Ok(Self {
            settings,
            table,
            name: name.to_owned(),
        })
    }

    /// Lays variables over the file: `WECOM_SHARE__QUOTA__MODE` is `mode` in
    /// `[quota]`, `WECOM_SHARE__APP__0__SECRET` the secret of the first app,
    /// and `WECOM_SHARE_DATA` the data folder. Other variables are left alone.
    ///
    /// # Errors
    /// A variable names no setting, or its value makes no sense.
    pub fn overlay_env(
        mut self,
        vars: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut ours: Vec<_> = vars
            .filter_map(|(name, value)| Some((env::path_of(&name)?, name, value)))
            .collect();
        ours.sort();
        let written = self.table.clone();
        let laid_over = |left_out: Option<usize>| {
            let mut table = written.clone();
            for (index, (path, name, value)) in ours.iter().enumerate() {
                if left_out != Some(index) {
                    env::put(&mut table, path, value).map_err(|message| (name, message))?;
                }
            }
            Ok(table)
        };
        let bad = |(name, message): (&String, String)| ConfigError::Variable {
            name: name.clone(),
            said: words::both(&message),
        };
        self.table = laid_over(None).map_err(bad)?;
        self.settings = settings_of(&self.table).map_err(|message| {
            // To blame is the one without which the rest makes sense.
            let sound = |index: &usize| {
                laid_over(Some(*index)).is_ok_and(|table| settings_of(&table).is_ok())
            };
            let names = match (0..ours.len()).find(sound) {
                Some(index) => ours[index].1.clone(),
                None => {
                    let names: Vec<_> = ours.iter().map(|(_, name, _)| name.as_str()).collect();
                    names.join(", ")
                }
            };
            bad((&names, message))
        })?;
        self.settings.consistent(&self.name)?;
        Ok(self)
    }
}

fn settings_of(table: &toml::Table) -> Result<Settings, String> {
    table
        .clone()
        .try_into()
        .map_err(|error: toml::de::Error| error.message().to_owned())
}

impl std::fmt::Debug for Config {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The table holds the secrets as they were written.
        self.settings.fmt(f)
    }
}

impl std::ops::Deref for Config {
    type Target = Settings;

    fn deref(&self) -> &Settings {
        &self.settings
    }
}

impl Settings {
    /// What no single field can know.
    fn consistent(&self, name: &str) -> Result<(), ConfigError> {
        for (index, app) in self.apps.iter().enumerate() {
            if let Some(first) = self.apps[..index]
                .iter()
                .position(|other| other.corpid == app.corpid && other.appid == app.appid)
            {
                return Err(ConfigError::AppTwice {
                    name: name.to_owned(),
                    corpid: app.corpid.to_string(),
                    appid: app.appid.to_string(),
                    first: first + 1,
                    second: index + 1,
                });
            }
            let same_address = |other: &AppConfig| {
                other.callback.is_some()
                    && other.corpid == app.corpid
                    && other.agentid == app.agentid
            };
            if app.callback.is_some()
                && let Some(first) = self.apps[..index].iter().position(same_address)
            {
                return Err(ConfigError::CallbackTwice {
                    name: name.to_owned(),
                    corpid: app.corpid.to_string(),
                    agentid: app.agentid,
                    first: first + 1,
                    second: index + 1,
                });
            }
        }
        for (index, suite) in self.suites.iter().enumerate() {
            if let Some(first) = self.suites[..index]
                .iter()
                .position(|other| other.suite_id == suite.suite_id)
            {
                return Err(ConfigError::SuiteTwice {
                    name: name.to_owned(),
                    suite_id: suite.suite_id.to_string(),
                    first: first + 1,
                    second: index + 1,
                });
            }
        }
        Ok(())
    }
}

fn default_listen() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 8080))
}

fn default_data() -> PathBuf {
    PathBuf::from("./data")
}

#[cfg(test)]
mod tests;
