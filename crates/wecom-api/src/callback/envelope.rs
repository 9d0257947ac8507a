//! What stands around the encrypted text (server-api.md §9.3, §9.4).

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Fault, xml};

/// XML is documented. JSON is in a hidden part of page 90238, with one
/// spelling of names there and another in the official samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Xml,
    /// `Encrypt`, `MsgSignature`, …
    Json,
    /// `encrypt`, `msgsignature`, …
    LowercaseJson,
}

/// Finds the encrypted text. Everything beside it is unsigned and not read.
pub(super) fn read(body: &[u8]) -> Result<(Format, String), Fault> {
    let text = str::from_utf8(body).map_err(|_| Fault::Envelope("not UTF-8"))?;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    match text.as_bytes().first() {
        Some(b'<') => read_xml(text),
        Some(b'{') => read_json(text),
        _ => Err(Fault::Envelope("neither XML nor JSON")),
    }
}

fn read_xml(text: &str) -> Result<(Format, String), Fault> {
    let mut fields = xml::read(text).map_err(Fault::Envelope)?;
    match fields.remove("Encrypt") {
        Some(Value::String(encrypted)) => Ok((Format::Xml, encrypted.trim().to_owned())),
        Some(_) => Err(Fault::Envelope("more than one Encrypt")),
        None => Err(Fault::Envelope("no Encrypt")),
    }
}

fn read_json(text: &str) -> Result<(Format, String), Fault> {
    #[derive(Deserialize)]
    struct Envelope {
        #[serde(rename = "Encrypt")]
        upper: Option<String>,
        #[serde(rename = "encrypt")]
        lower: Option<String>,
    }
    let envelope = serde_json::from_str(text).map_err(|_| Fault::Envelope("malformed JSON"))?;
    match envelope {
        Envelope {
            upper: Some(encrypted),
            lower: None,
        } => Ok((Format::Json, encrypted)),
        Envelope {
            upper: None,
            lower: Some(encrypted),
        } => Ok((Format::LowercaseJson, encrypted)),
        Envelope {
            upper: Some(_),
            lower: Some(_),
        } => Err(Fault::Envelope("more than one Encrypt")),
        Envelope { .. } => Err(Fault::Envelope("no Encrypt")),
    }
}

/// None of the four can hold a letter that XML would read as its own.
pub(super) fn write(
    format: Format,
    encrypted: &str,
    signature: &str,
    timestamp: &str,
    nonce: &str,
) -> String {
    match format {
        Format::Xml => format!(
            "<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt>\
             <MsgSignature><![CDATA[{signature}]]></MsgSignature>\
             <TimeStamp>{timestamp}</TimeStamp>\
             <Nonce><![CDATA[{nonce}]]></Nonce></xml>"
        ),
        Format::Json => json!({
            "Encrypt": encrypted,
            "MsgSignature": signature,
            "TimeStamp": timestamp,
            "Nonce": nonce,
        })
        .to_string(),
        Format::LowercaseJson => json!({
            "encrypt": encrypted,
            "msgsignature": signature,
            "timestamp": timestamp,
            "nonce": nonce,
        })
        .to_string(),
    }
}
