//! Addresses the mini program uses, and where they really are.

use serde::{Deserialize, Serialize};

/// Everything below `from` is at the same place below `to`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Host {
    pub from: String,
    pub to: String,
}

impl Host {
    pub fn is_usable(&self) -> bool {
        [&self.from, &self.to]
            .iter()
            .all(|it| it.starts_with("http://") || it.starts_with("https://"))
    }

    /// Where `url` really is; `None` when it is not below `from`.
    fn map(&self, url: &str) -> Option<String> {
        let rest = url.strip_prefix(self.from.trim_end_matches('/'))?;
        let whole = rest.is_empty() || rest.starts_with(['/', '?', '#']);
        whole.then(|| format!("{}{rest}", self.to.trim_end_matches('/')))
    }
}

/// The longest `from` wins; an address without one stays as it is.
pub(super) fn mapped(hosts: &[Host], url: &str) -> String {
    hosts
        .iter()
        .filter_map(|host| Some((host.from.len(), host.map(url)?)))
        .max_by_key(|(length, _)| *length)
        .map_or_else(|| url.to_owned(), |(_, url)| url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_addresses_are_mapped_and_the_longest_wins() {
        let host = |from: &str, to: &str| Host {
            from: from.to_owned(),
            to: to.to_owned(),
        };
        let hosts = [
            host("https://a.example", "http://127.0.0.1:1"),
            host("https://a.example/x/", "http://127.0.0.1:2"),
        ];
        let ask = |url| mapped(&hosts, url);
        assert_eq!(ask("https://a.example/y?q"), "http://127.0.0.1:1/y?q");
        assert_eq!(ask("https://a.example"), "http://127.0.0.1:1");
        assert_eq!(ask("https://a.example/x/z"), "http://127.0.0.1:2/z");
        assert_eq!(ask("https://a.example.com/y"), "https://a.example.com/y");
    }
}
