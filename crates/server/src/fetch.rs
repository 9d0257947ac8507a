//! Pictures fetched from addresses that strangers give: only from the public
//! internet, whatever names resolve to and wherever answers lead.
//!
//! Names are resolved here, every address is judged, and the connection is made
//! to the very addresses that were judged: a name that resolves to something
//! else a moment later changes nothing. Redirects are followed by hand, each
//! judged like the first address.

mod public;

use std::{collections::BTreeMap, net::SocketAddr, sync::Arc, time::Duration};

use axum::body::Bytes;
use reqwest::{
    Client, Response, Url,
    dns::{Addrs, Name, Resolve, Resolving},
    header, redirect,
};
use thiserror::Error;
use wecom_share_rules::text::Bilingual;

use crate::{codes::Code, config::ImagesConfig, problem::Problem, problem::with_sources};

/// How often an answer may lead on.
const REDIRECTS: usize = 5;
/// How long making a connection may take.
const CONNECT: Duration = Duration::from_secs(5);
const ADDRESS: usize = 2048;

/// Fetches what strangers point at.
#[derive(Debug)]
pub(crate) struct Fetcher {
    public: Client,
    /// For the hosts an operator has mapped.
    mapped: Client,
    map: BTreeMap<String, String>,
    patience: Duration,
}

/// Nothing was fetched.
#[derive(Debug)]
pub(crate) enum Unfetched {
    /// Before anything was sent.
    Refused(Bilingual),
    Failed(Bilingual),
    TooLarge {
        limit: usize,
    },
}

/// What the resolver found must not be reached.
#[derive(Debug, Error)]
#[error("the name leads to an address that is not public")]
struct NotPublic;

impl Fetcher {
    pub(crate) fn new(config: &ImagesConfig) -> Result<Self, reqwest::Error> {
        let map = config.fetch_map.iter();
        Ok(Self {
            public: crate::http::client()
                .dns_resolver(Arc::new(PublicOnly))
                .redirect(redirect::Policy::none())
                .connect_timeout(CONNECT)
                .pool_max_idle_per_host(0)
                .referer(false)
                .build()?,
            mapped: crate::http::client()
                .redirect(redirect::Policy::none())
                .connect_timeout(CONNECT)
                .build()?,
            map: map
                .map(|(from, to)| {
                    (
                        from.trim_end_matches('/').to_owned(),
                        to.as_str().to_owned(),
                    )
                })
                .collect(),
            patience: Duration::from_secs(config.fetch_seconds),
        })
    }

    /// Fetches at most `limit` bytes. The whole, with redirects, takes at most
    /// the configured time.
    pub(crate) async fn fetch(&self, address: &str, limit: usize) -> Result<Bytes, Unfetched> {
        tokio::time::timeout(self.patience, self.follow(address, limit))
            .await
            .unwrap_or_else(|_| {
                let seconds = self.patience.as_secs();
                Err(Unfetched::Failed(Bilingual {
                    zh: format!("{seconds} 秒内没有下载完").into(),
                    en: format!("not fetched within {seconds} seconds").into(),
                }))
            })
    }

    async fn follow(&self, address: &str, limit: usize) -> Result<Bytes, Unfetched> {
        let mut url = read(address)?;
        for _ in 0..=REDIRECTS {
            let answer = self.ask(&url).await?;
            let status = answer.status();
            if status.is_success() {
                return body(answer, limit).await;
            }
            let onward = answer.headers().get(header::LOCATION);
            let onward = onward.filter(|_| status.is_redirection());
            let Some(onward) = onward.and_then(|it| it.to_str().ok()) else {
                return Err(Unfetched::Failed(Bilingual {
                    zh: format!("对方返回 HTTP {}", status.as_u16()).into(),
                    en: format!("it answers HTTP {}", status.as_u16()).into(),
                }));
            };
            url = match url.join(onward) {
                Ok(url) => judged(url)?,
                Err(_) => {
                    return Err(refused(
                        "跳转到的地址读不懂",
                        "it leads on to what is no address",
                    ));
                }
            };
        }
        Err(Unfetched::Failed(Bilingual::new(
            "跳转次数过多",
            "it leads on too often",
        )))
    }

    async fn ask(&self, url: &Url) -> Result<Response, Unfetched> {
        let origin = url.origin().ascii_serialization();
        let request = match self.map.get(&origin) {
            Some(instead) => {
                let rest = url.as_str().strip_prefix(&origin).unwrap_or_default();
                self.mapped.get(format!("{instead}{rest}"))
            }
            None => {
                // Numbers in the address never come by the resolver.
                public::check_host(url)?;
                self.public.get(url.clone())
            }
        };
        let request = request.header(header::ACCEPT, "image/*");
        request.send().await.map_err(|error| {
            tracing::info!(error = with_sources(&error), "a picture was not fetched");
            if leads_inside(&error) {
                return refused(
                    "域名指向内网或保留地址",
                    "its name leads to an address that is not public",
                );
            }
            Unfetched::Failed(Bilingual::new("连接失败", "no connection"))
        })
    }
}

fn read(address: &str) -> Result<Url, Unfetched> {
    if address.len() > ADDRESS {
        return Err(refused("地址太长", "it is too long"));
    }
    match Url::parse(address.trim()) {
        Ok(url) => judged(url),
        Err(_) => Err(refused("不是完整的网址", "it is not a whole address")),
    }
}

/// What can be said of an address by itself.
fn judged(mut url: Url) -> Result<Url, Unfetched> {
    if url.scheme() != "https" {
        return Err(refused("只支持 https 地址", "only https is fetched"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refused(
            "地址里不能带用户名和密码",
            "it must not hold a name and password",
        ));
    }
    if url.port().is_some() {
        return Err(refused("只支持 443 端口", "only port 443 is fetched from"));
    }
    url.set_fragment(None);
    Ok(url)
}

async fn body(mut answer: Response, limit: usize) -> Result<Bytes, Unfetched> {
    let too_large = Unfetched::TooLarge { limit };
    let told = answer.content_length().unwrap_or(0);
    if told > limit as u64 {
        return Err(too_large);
    }
    let mut bytes = Vec::new();
    loop {
        match answer.chunk().await {
            Ok(Some(chunk)) if bytes.len() + chunk.len() > limit => return Err(too_large),
            Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
            Ok(None) => return Ok(bytes.into()),
            Err(error) => {
                tracing::info!(error = with_sources(&error), "a picture broke off");
                return Err(Unfetched::Failed(Bilingual::new(
                    "下载中断",
                    "it broke off",
                )));
            }
        }
    }
}

fn refused(zh: &'static str, en: &'static str) -> Unfetched {
    Unfetched::Refused(Bilingual::new(zh, en))
}

fn leads_inside(error: &reqwest::Error) -> bool {
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        if inner.is::<NotPublic>() {
            return true;
        }
        source = inner.source();
    }
    false
}

/// Resolves names, and refuses those with any address that is not public: a
/// name with both kinds is a trick.
#[derive(Debug)]
struct PublicOnly;

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            Ok(all_public(found)?)
        })
    }
}

fn all_public(found: impl Iterator<Item = SocketAddr>) -> Result<Addrs, NotPublic> {
    let found: Vec<SocketAddr> = found.collect();
    if found.iter().all(|address| public::is_public(address.ip())) {
        Ok(Box::new(found.into_iter()))
    } else {
        Err(NotPublic)
    }
}

impl Unfetched {
    pub(crate) fn told(self) -> Problem {
        let (code, detail) = match self {
            Self::Refused(detail) => (Code::UrlInvalid, detail),
            Self::Failed(detail) => (Code::UrlNotFetched, detail),
            Self::TooLarge { limit } => {
                let limit = limit.to_string();
                return Problem::filled(Code::UploadTooLarge, &[("limit", &limit)]);
            }
        };
        Problem::new(code).with("cause", code.cause().fill_words("detail", &detail))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(texts: &[&str]) -> impl Iterator<Item = SocketAddr> {
        let texts: Vec<_> = texts.iter().map(|text| (*text).to_owned()).collect();
        texts
            .into_iter()
            .map(|text| SocketAddr::new(text.parse().unwrap(), 0))
    }

    #[test]
    fn a_name_with_one_address_inside_is_refused_as_a_whole() {
        assert!(all_public(addresses(&["93.184.216.34", "2606:2800:220:1::1"])).is_ok());
        assert!(all_public(addresses(&["93.184.216.34", "10.0.0.1"])).is_err());
        assert!(all_public(addresses(&["2606:2800:220:1::1", "::ffff:127.0.0.1"])).is_err());
    }

    #[test]
    fn only_plain_https_addresses_are_read() {
        assert!(read(" https://img.example.com/a.jpg?x=1#part ").is_ok());
        for other in [
            "http://img.example.com/a.jpg",
            "ftp://img.example.com/a.jpg",
            "file:///etc/passwd",
            "https://user:password@img.example.com/",
            "https://img.example.com:8443/",
            "img.example.com/a.jpg",
            "//img.example.com/a.jpg",
            "wxfile://tmp_1.jpg",
            "",
        ] {
            assert!(read(other).is_err(), "{other}");
        }
    }
}
