//! What is wrong with a configuration, where, and what to do.

use std::path::PathBuf;

use thiserror::Error;
use wecom_share_rules::text::Bilingual;

use super::words;

/// A configuration that cannot be used. The display is meant for the person
/// who wrote it, in Chinese and English.
#[derive(Debug, Error)]
pub enum ConfigError {
    #[error(
        "{path}: 无法读取配置文件，请检查路径和权限：{source}\n\
         {path}: cannot read the configuration; check the path and its permissions: {source}",
        path = path.display()
    )]
    Unreadable {
        path: PathBuf,
        source: std::io::Error,
    },

    #[error(
        "{name}:{line}:{column}: 配置有误：{}。请修改这一行\n\
         {name}:{line}:{column}: {}. Correct this line",
        said.zh, said.en
    )]
    InFile {
        name: String,
        /// From 1.
        line: usize,
        /// From 1, in characters.
        column: usize,
        said: Bilingual,
    },

    #[error(
        "环境变量 {name} 有误：{}。请修改或取消这个变量\n\
         variable {name}: {}. Correct or unset it",
        said.zh, said.en
    )]
    Variable { name: String, said: Bilingual },

    #[error(
        "{name}: 第 {first} 个和第 {second} 个 [[app]] 都是 corpid {corpid}、appid {appid}，请删除其中一个\n\
         {name}: [[app]] number {first} and number {second} are both corpid {corpid}, appid {appid}; remove one"
    )]
    AppTwice {
        name: String,
        corpid: String,
        appid: String,
        first: usize,
        second: usize,
    },

    #[error(
        "{name}: 第 {first} 个和第 {second} 个 [[app]] 是同一个应用（corpid {corpid}、agentid {agentid}），回调地址相同，请只在其中一个里写 callback_token 和 callback_aes_key\n\
         {name}: [[app]] number {first} and number {second} are one app (corpid {corpid}, agentid {agentid}) with one callback address; write callback_token and callback_aes_key in one of them only"
    )]
    CallbackTwice {
        name: String,
        corpid: String,
        agentid: i64,
        first: usize,
        second: usize,
    },

    #[error(
        "{name}: 第 {first} 个和第 {second} 个 [[suite]] 都是 suite_id {suite_id}，请删除其中一个\n\
         {name}: [[suite]] number {first} and number {second} are both suite_id {suite_id}; remove one"
    )]
    SuiteTwice {
        name: String,
        suite_id: String,
        first: usize,
        second: usize,
    },
}

impl ConfigError {
    pub(super) fn in_file(name: &str, text: &str, error: &toml::de::Error) -> Self {
        let start = error.span().map_or(0, |span| span.start);
        let before = text.get(..start).unwrap_or(text);
        Self::InFile {
            name: name.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before.rsplit('\n').next().unwrap_or("").chars().count() + 1,
            said: words::both(error.message()),
        }
    }
}
