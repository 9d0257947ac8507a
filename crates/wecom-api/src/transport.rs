//! Where the endpoints' types meet HTTP.

use std::{error::Error as StdError, fmt, net::IpAddr, sync::Arc, time::Duration};

use bytes::{Bytes, BytesMut};
use jiff::Timestamp;
use reqwest::{
    Url,
    header::{CONTENT_DISPOSITION, CONTENT_RANGE, CONTENT_TYPE, RANGE},
    redirect,
};
use rustls::{ClientConfig, RootCertStore};
use tokio::sync::Semaphore;

use crate::{
    Body, Config, ConfigError, Endpoint, Error, Fault, Method, Raw, TokenKind, endpoint::name,
    limits::Limits, multipart, read::read_raw, token::Token,
};

type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Connections, settings and the clock.
pub(crate) struct Transport {
    config: Config,
    base: Url,
    http: reqwest::Client,
    turns: Semaphore,
    limits: Limits,
    clock: Clock,
}

impl Transport {
    pub(crate) fn new(config: Config, clock: Clock) -> Result<Self, ConfigError> {
        let base = config.base()?;
        let mut builder = reqwest::Client::builder()
            .tls_backend_preconfigured(tls()?)
            .user_agent(&config.user_agent)
            .connect_timeout(config.connect_timeout)
            // A redirect would carry secrets to wherever it points.
            .redirect(redirect::Policy::none());
        if is_loopback(&base) {
            builder = builder.no_proxy();
        }
        let http = builder.build().map_err(ConfigError::Http)?;
        Ok(Self {
            limits: Limits::new(config.limits),
            turns: Semaphore::new(config.max_concurrent.max(1)),
            config,
            base,
            http,
            clock,
        })
    }

    pub(crate) fn config(&self) -> &Config {
        &self.config
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    pub(crate) fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// One request, one answer; nothing is tried again.
    pub(crate) async fn send<E: Endpoint>(
        &self,
        request: &E,
        token: Option<&Token>,
    ) -> Result<E::Response, Error> {
        let query = request.query();
        let url = self.url(E::PATH, &query, token.map(|token| (E::TOKEN, token)));
        let mut sent = self.request(E::METHOD, url, request.body());
        if let Some(range) = request.range() {
            sent = sent.header(RANGE, range);
        }
        let answer = self.exchange(sent).await;
        let outcome = match answer {
            Ok(raw) => read_raw::<E>(raw),
            Err(lost) => Err(lost.into_error::<E>()),
        };
        outcome.map_err(|mut error| {
            if let Some(token) = token {
                error.blot(token.expose());
            }
            for (_, value) in query.iter().filter(|(name, _)| is_secret(name)) {
                error.blot(value);
            }
            error
        })
    }

    fn url(&self, path: &str, query: &crate::Query<'_>, token: Option<(TokenKind, &Token)>) -> Url {
        let mut url = self.base.clone();
        url.set_path(&format!("{}{path}", self.base.path().trim_end_matches('/')));
        let mut pairs = url.query_pairs_mut();
        if let Some((kind, token)) = token {
            pairs.append_pair(kind.parameter(), token.expose());
        }
        for (name, value) in query {
            pairs.append_pair(name, value);
        }
        drop(pairs);
        if url.query() == Some("") {
            url.set_query(None);
        }
        url
    }

    fn request(&self, method: Method, url: Url, body: Body) -> reqwest::RequestBuilder {
        let method = match method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
        };
        let request = self.http.request(method, url).timeout(self.patience(&body));
        match body {
            Body::None => request,
            Body::Json(json) => request.header(CONTENT_TYPE, "application/json").body(json),
            Body::File(part) => {
                let (content_type, body) = multipart::encode(&part);
                request.header(CONTENT_TYPE, content_type).body(body)
            }
        }
    }

    fn patience(&self, body: &Body) -> Duration {
        match body {
            Body::File(_) => self.config.upload_timeout,
            Body::None | Body::Json(_) => self.config.timeout,
        }
    }

    async fn exchange(&self, request: reqwest::RequestBuilder) -> Result<Raw, Lost> {
        // Never closed, so there is always a turn.
        let _turn = self.turns.acquire().await.ok();
        let mut response = request.send().await?;
        let status = response.status().as_u16();
        let header = |name| {
            let value = response.headers().get(name);
            value.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        let mut raw = Raw {
            status,
            content_type: header(CONTENT_TYPE),
            content_disposition: header(CONTENT_DISPOSITION),
            content_range: header(CONTENT_RANGE),
            body: Bytes::new(),
        };
        let mut body = BytesMut::new();
        while let Some(chunk) = response.chunk().await? {
            if body.len() + chunk.len() > self.config.max_answer_bytes {
                return Err(Lost::TooLong(status));
            }
            body.extend_from_slice(&chunk);
        }
        raw.body = body.freeze();
        Ok(raw)
    }
}

/// Why there is no answer.
enum Lost {
    Http(reqwest::Error),
    TooLong(u16),
}

impl From<reqwest::Error> for Lost {
    /// Without the address: the token stands in it.
    fn from(error: reqwest::Error) -> Self {
        Self::Http(error.without_url())
    }
}

impl Lost {
    fn into_error<E: Endpoint>(self) -> Error {
        let endpoint = name::<E>();
        let source = match self {
            Self::Http(source) => source,
            Self::TooLong(status) => {
                return Error::Unreadable {
                    endpoint,
                    status,
                    excerpt: "too long to be read".to_owned(),
                    source: Arc::new(std::io::Error::other("more bytes than max_answer_bytes")),
                };
            }
        };
        let fault = if source.is_connect() {
            Fault::Connect
        } else if source.is_timeout() {
            Fault::Timeout
        } else {
            Fault::Broken
        };
        let source: Arc<dyn StdError + Send + Sync> = Arc::new(source);
        if E::IDEMPOTENT || fault == Fault::Connect {
            Error::Transport {
                endpoint,
                fault,
                source,
            }
        } else {
            Error::Unknown {
                endpoint,
                fault,
                source,
            }
        }
    }
}

/// A TLS set-up of our own: a library must not install a provider for the
/// whole process, and reqwest without one panics.
fn tls() -> Result<ClientConfig, ConfigError> {
    let roots = RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(ConfigError::Tls)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

/// A stand-in on this machine is not asked for through the company's proxy.
fn is_loopback(url: &Url) -> bool {
    url.host_str().is_some_and(|host| {
        let address = host.trim_start_matches('[').trim_end_matches(']');
        host == "localhost" || address.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
    })
}

fn is_secret(name: &str) -> bool {
    matches!(name, "corpsecret" | "js_code")
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transport")
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}
