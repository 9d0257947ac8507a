//! The addresses at which this server shows pictures to everybody.

use crate::config::{Covers, Settings};

/// `{public_base_url}/i/{key}.jpg`
#[derive(Debug)]
pub(crate) struct Links {
    base: Option<String>,
    covers: bool,
}

const FOLDER: &str = "/i/";
const ENDING: &str = ".jpg";

impl Links {
    /// Says what the operator should know of the addresses.
    pub(crate) fn new(settings: &Settings) -> Self {
        let base = settings.public_base_url.as_ref();
        let base = base.map(|url| url.as_str().to_owned());
        let good = base.as_deref().is_some_and(is_https_or_here);
        if !good {
            tracing::warn!(
                "public_base_url 不是 https 地址：正式环境必须配置（小程序只能访问 https，卡片封面也改用企业微信的上传图片接口，占用上传次数） \
                 | public_base_url is not https: production needs it (mini programs reach nothing else, and covers go \
                 through WeCom's picture upload, which is counted)"
            );
        }
        let covers = match settings.images.covers {
            Covers::Auto => good,
            Covers::Ours => base.is_some(),
            Covers::Wecom => false,
        };
        Self { base, covers }
    }

    /// Whether covers are shown from here.
    pub(crate) fn show_covers(&self) -> bool {
        self.covers
    }

    /// The address of a rendition, when this server has one that others reach.
    pub(crate) fn public(&self, key: &str) -> Option<String> {
        let base = self.base.as_deref().filter(|_| self.covers)?;
        Some(format!("{base}{FOLDER}{key}{ENDING}"))
    }

    /// The key in an address of ours.
    pub(crate) fn key_of<'a>(&self, url: &'a str) -> Option<&'a str> {
        url.strip_prefix(self.base.as_deref()?)?
            .strip_prefix(FOLDER)?
            .strip_suffix(ENDING)
    }
}

/// The key in the last part of an address of ours.
pub(crate) fn key_in(name: &str) -> Option<&str> {
    let key = name.strip_suffix(ENDING)?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    (key.len() == 22 && key.bytes().all(plain)).then_some(key)
}

fn is_https_or_here(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("http://") else {
        return url.starts_with("https://");
    };
    let host = rest.split(['/', '?']).next().unwrap_or_default();
    let host = match host.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => host,
    };
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || address
            .parse()
            .is_ok_and(|address: std::net::IpAddr| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_and_this_machine_show_covers() {
        for good in [
            "https://share.example.com",
            "http://127.0.0.1:8787",
            "http://[::1]:1",
            "http://localhost",
        ] {
            assert!(is_https_or_here(good), "{good}");
        }
        for bad in [
            "http://share.example.com",
            "http://10.0.0.1:80",
            "http://localhost.example.com",
            "http://127.0.0.1.example.com:80",
        ] {
            assert!(!is_https_or_here(bad), "{bad}");
        }
    }

    #[test]
    fn a_key_is_22_characters_and_nothing_else() {
        assert_eq!(
            key_in("0123456789abcdefABCD-_.jpg"),
            Some("0123456789abcdefABCD-_")
        );
        for other in [
            "",
            ".jpg",
            "short.jpg",
            "0123456789abcdefABCD-_",
            "0123456789abcdefABC../.jpg",
        ] {
            assert_eq!(key_in(other), None, "{other}");
        }
    }
}
