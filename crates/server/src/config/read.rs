//! Values that need more than their type, with words for what people get wrong.

use std::{fmt, net::SocketAddr, path::PathBuf};

use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, SeqAccess, Visitor, value::SeqAccessDeserializer},
};

use super::AppConfig;

/// A number of which none would stop all work.
pub(super) fn positive<'de, D, T>(from: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default + PartialOrd,
{
    let number = T::deserialize(from)?;
    if number > T::default() {
        return Ok(number);
    }
    Err(D::Error::custom("应大于 0 | should be more than 0"))
}

/// Seconds in which a call is believed: handled messages are remembered for a
/// day at least, so that nothing is believed that was forgotten.
pub(super) fn window<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    let seconds = u32::deserialize(from)?;
    if (1..=43_200).contains(&seconds) {
        return Ok(seconds);
    }
    Err(D::Error::custom(
        "应为 1 到 43200 秒（12 小时） | should be 1 to 43200 seconds (12 hours)",
    ))
}

/// An address to listen on.
pub(super) fn address<'de, D: Deserializer<'de>>(from: D) -> Result<SocketAddr, D::Error> {
    String::deserialize(from)?.parse().map_err(|_| {
        D::Error::custom(
            "`listen` 应写成 IP 加端口，例如 127.0.0.1:8080（只限本机）或 0.0.0.0:8080 \
             | `listen` should be IP and port, like 127.0.0.1:8080 (this machine only) or 0.0.0.0:8080",
        )
    })
}

/// The data folder.
pub(super) fn folder<'de, D: Deserializer<'de>>(from: D) -> Result<PathBuf, D::Error> {
    let path = PathBuf::deserialize(from)?;
    if path.as_os_str().is_empty() {
        return Err(D::Error::custom(
            "数据目录是空的，请写一个目录，例如 ./data | `data` is empty; give a folder, like ./data",
        ));
    }
    Ok(path)
}

/// The list of apps, which is easily written as one table.
pub(super) fn apps<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<AppConfig>, D::Error> {
    from.deserialize_any(Apps)
}

struct Apps;

impl<'de> Visitor<'de> for Apps {
    type Value = Vec<AppConfig>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[[app]]")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<Self::Value, A::Error> {
        Err(A::Error::custom(
            "应写两层方括号 [[app]]，每个企业应用一段 | write [[app]] with two brackets, one for each company's app",
        ))
    }
}
