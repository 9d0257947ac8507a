//! The JS-SDK's signature (page 90506, 2024/11/14; server-api.md §2.4).

use jiff::Timestamp;
use secrecy::{ExposeSecret as _, SecretString};
use sha1::{Digest as _, Sha1};

/// Signs a page for `config` (with the company's ticket) or `agentConfig`
/// (with the app's).
///
/// `url` is the page's address exactly as the browser has it; what follows a
/// `#` is left out, nothing is encoded anew.
#[must_use]
pub fn signature(ticket: &SecretString, noncestr: &str, timestamp: Timestamp, url: &str) -> String {
    let url = url.split('#').next().unwrap_or(url);
    let ticket = ticket.expose_secret();
    let seconds = timestamp.as_second();
    let text = format!("jsapi_ticket={ticket}&noncestr={noncestr}&timestamp={seconds}&url={url}");
    hex::encode(Sha1::digest(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_samples_are_signed_as_the_page_does() {
        let ticket = SecretString::from(
            "sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg",
        );
        let at = Timestamp::from_second(1_414_587_457).unwrap();
        for (url, expected) in [
            (
                "http://mp.weixin.qq.com?params=value",
                "0f9de62fce790f9a083d5c99e95740ceb90c27ed",
            ),
            (
                "http://mp.weixin.qq.com",
                "f4d90daf4b3bca3078ab155816175ba34c443a7b",
            ),
            (
                "http://mp.weixin.qq.com#/route#more",
                "f4d90daf4b3bca3078ab155816175ba34c443a7b",
            ),
            (
                "https://a.example.com/p/%E5%88%86%E4%BA%AB?x=1&y=a%20b",
                "515ff56376ac81400468f178248f39c6fdb68ccd",
            ),
        ] {
            assert_eq!(signature(&ticket, "Wm3WZYTPz0wzccnW", at, url), expected);
        }
    }
}
