//! The HTTP client for everything but WeCom, which has its own.

use std::sync::Arc;

use rustls::{ClientConfig, RootCertStore, crypto::ring};

/// Certificates of the web, ring, and no proxy that the environment names: a
/// proxy would resolve names for us.
pub(crate) fn client() -> reqwest::ClientBuilder {
    let roots = RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    let provider = Arc::new(ring::default_provider());
    let builder = reqwest::Client::builder().no_proxy();
    match ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions() {
        Ok(tls) => builder
            .tls_backend_preconfigured(tls.with_root_certificates(roots).with_no_client_auth()),
        // ring has the protocol versions that are safe; without them there is
        // no https.
        Err(_) => builder,
    }
}
