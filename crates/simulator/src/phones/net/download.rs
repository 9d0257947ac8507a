//! Fetching a file the way WeCom fetches one by its address (server-api.md §5.6): in ranges, from this machine only.

use std::net::IpAddr;

use axum::body::Bytes;
use reqwest::{StatusCode, Url, header};

use super::client::Network;

/// Why there is no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unreached {
    /// No address of this machine.
    Address,
    /// The server does not give ranges.
    NoRange,
    Failed,
    TooLarge,
}

impl Network {
    /// The file at an address that the host table leads to this machine.
    pub async fn download(&self, url: &str, largest: usize) -> Result<Bytes, Unreached> {
        let url = Url::parse(&self.mapped(url)).map_err(|_| Unreached::Address)?;
        let local = match url.host_str() {
            Some("localhost") => true,
            Some(host) => host
                .trim_matches(['[', ']'])
                .parse::<IpAddr>()
                .is_ok_and(|it| it.is_loopback()),
            None => false,
        };
        if !local {
            return Err(Unreached::Address);
        }
        let request = self.client().get(url).header(header::RANGE, "bytes=0-");
        let mut response = request.send().await.map_err(|_| Unreached::Failed)?;
        match response.status() {
            StatusCode::PARTIAL_CONTENT => {}
            it if it.is_success() => return Err(Unreached::NoRange),
            _ => return Err(Unreached::Failed),
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|_| Unreached::Failed)? {
            if body.len() + chunk.len() > largest {
                return Err(Unreached::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body.into())
    }
}
