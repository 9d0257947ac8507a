//! What stands around the encrypted text (server-api.md §9.3, §9.4).

use std::borrow::Cow;

use memchr::{memchr, memchr2, memchr3};
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
pub(super) fn read(body: &[u8]) -> Result<(Format, Cow<'_, [u8]>), Fault> {
    if let Some(encrypted) = read_usual(body) {
        return Ok((Format::Xml, encrypted.into()));
    }
    let text = str::from_utf8(body).map_err(|_| Fault::Envelope("not UTF-8"))?;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let (format, encrypted) = match text.as_bytes().first() {
        Some(b'<') => (Format::Xml, read_xml(text)?),
        Some(b'{') => read_json(text)?,
        _ => return Err(Fault::Envelope("neither XML nor JSON")),
    };
    Ok((format, encrypted.into_bytes().into()))
}

/// The fields that are documented, and room for some more.
const USUAL_FIELDS: usize = 8;

/// XML as WeCom writes it, without a copy: one level of elements, each of one
/// text or one CDATA section in ASCII. Of anything else nothing is said. What
/// the encrypted text is made of is looked at when it is decoded.
fn read_usual(body: &[u8]) -> Option<&[u8]> {
    let mut rest = body.strip_prefix(b"<xml>")?;
    let mut found = None;
    for _ in 0..=USUAL_FIELDS {
        rest = rest.trim_ascii_start();
        if let Some(behind) = rest.strip_prefix(b"</xml>") {
            return found.filter(|_| behind.trim_ascii().is_empty());
        }
        rest = rest.strip_prefix(b"<")?;
        let (name, after) = rest.split_at_checked(memchr(b'>', rest)?)?;
        if name.is_empty() || !name.iter().all(u8::is_ascii_alphabetic) {
            return None;
        }
        let after = after.strip_prefix(b">")?;
        // XML has rules of its own for the end of a line, and for entities.
        let (value, after) = match after.strip_prefix(b"<![CDATA[") {
            Some(section) => {
                let (value, after) = section.split_at(memchr2(b']', b'\r', section)?);
                (value, after.strip_prefix(b"]]>")?)
            }
            None => after.split_at(memchr3(b'<', b'&', b'\r', after)?),
        };
        rest = after.strip_prefix(b"</")?.strip_prefix(name)?;
        rest = rest.strip_prefix(b">")?;
        if name == b"Encrypt" {
            let value = value.trim_ascii();
            let ends = [value.first(), value.last()];
            let trimmed = ends.into_iter().flatten().all(u8::is_ascii_graphic);
            if !trimmed || found.replace(value).is_some() {
                return None;
            }
        } else if !value.is_ascii() {
            return None;
        }
    }
    None
}

fn read_xml(text: &str) -> Result<String, Fault> {
    let mut fields = xml::read(text).map_err(Fault::Envelope)?;
    match fields.remove("Encrypt") {
        Some(Value::String(encrypted)) => Ok(encrypted.trim().to_owned()),
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn xml_as_wecom_writes_it_is_read_without_a_copy() {
        for body in [
            "<xml><ToUserName><![CDATA[ww]]></ToUserName><Encrypt><![CDATA[a+/=]]></Encrypt><AgentID><![CDATA[1]]></AgentID></xml>",
            "<xml>\n<ToUserName>ww</ToUserName>\n<AgentID></AgentID>\n<Encrypt>\na+/=\n</Encrypt>\n</xml>\n",
        ] {
            assert_eq!(read_usual(body.as_bytes()), Some(&b"a+/="[..]), "{body}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 20_000, ..ProptestConfig::default() })]

        /// The short way is the long one, wherever it is taken.
        #[test]
        fn what_is_read_without_a_copy_is_what_the_xml_says(pieces in prop::collection::vec(
            prop::sample::select(vec![
                "<Encrypt>", "</Encrypt>", "<Encrypt><![CDATA[", "]]></Encrypt>", "a+/=", "<A>1</A>", "<A>", "</A>",
                "<![CDATA[", "]]>", "]", ">", "<", "&amp;", "&", " ", "\r\n", "\u{a0}", "\u{b}", "\u{c}", "\u{1f}", "<B/>", "<!-- c -->",
                "<xml>", "</xml>", "<A><![CDATA[x]]></A>", "<Encrypt>b</Encrypt>", "\0", "é",
            ]),
            0..8,
        )) {
            let text = format!("<xml>{}</xml>", pieces.concat());
            if let Some(encrypted) = read_usual(text.as_bytes()) {
                let encrypted = String::from_utf8(encrypted.to_vec()).unwrap();
                prop_assert_eq!(read_xml(&text), Ok(encrypted), "{}", text);
            }
        }
    }
}
