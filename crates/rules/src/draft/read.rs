//! Taking the JSON of a draft apart. Every fault of its shape is collected; what can be read is read, so that the
//! rules can judge the rest in the same go.

use serde_json::{Map, Value};

use super::{
    Attachment, Card, Crop, Draft, DraftContext, ImageRef, Link, MediaRef, Target, TargetKind,
    check::check_given,
};
use crate::{
    codes::FaultCode,
    fault::{Fault, in_order},
    json,
};

/// A draft as far as it could be read, and the faults of its shape.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    pub draft: Draft,
    pub faults: Vec<Fault>,
    /// For each attachment of the draft, where it stood: those that could not be read are left out.
    stood: Vec<usize>,
    /// How many attachments were given.
    given: usize,
    /// Keys of the draft itself that nobody knows. Whatever they are called, they come after the parts that are known.
    unknown_keys: Vec<Fault>,
}

/// More faults than a person mends in one go; a hostile draft could have as many as it has bytes.
const FAULTS_AT_MOST: usize = 200;

/// More attachments than any call takes; those beyond are counted and not read.
const ATTACHMENTS_READ: usize = 100;

impl Reading {
    /// All faults (the first 200), of shape and of rule, in the order of their places. A place whose shape is wrong
    /// is not judged again by the rules.
    pub fn judge(&self, context: &DraftContext<'_>) -> Vec<Fault> {
        let mut faults = self.faults.clone();
        let found = check_given(&self.draft, context, self.given);
        for fault in found {
            let fault = self.where_it_stood(fault);
            if !self.faults.iter().any(|known| covers(known, &fault)) {
                faults.push(fault);
            }
        }
        in_order(&mut faults);
        let rest = faults.partition_point(|fault| !is_option(&fault.place));
        faults.splice(rest..rest, self.unknown_keys.iter().cloned());
        faults.truncate(FAULTS_AT_MOST);
        faults
    }

    fn where_it_stood(&self, mut fault: Fault) -> Fault {
        let place = fault
            .place
            .strip_prefix("attachments[")
            .and_then(|rest| rest.split_once(']'));
        if let Some((index, rest)) = place
            && let Some(&stood) = index
                .parse()
                .ok()
                .and_then(|index: usize| self.stood.get(index))
        {
            fault.place = format!("attachments[{stood}]{rest}");
        }
        fault
    }
}

/// Whether a fault of shape explains `fault` too.
fn covers(known: &Fault, fault: &Fault) -> bool {
    if known.code == FaultCode::UnknownKey {
        return false;
    }
    match fault.code {
        // What could not be read is missing: the draft only looks empty.
        FaultCode::DraftEmpty => matches!(known.place.as_str(), "" | "text" | "attachments"),
        _ => match fault.place.strip_prefix(&known.place) {
            Some(rest) => rest.is_empty() || rest.starts_with('.') || rest.starts_with('['),
            None => false,
        },
    }
}

/// The parts of a draft that come last.
fn is_option(place: &str) -> bool {
    matches!(place, "ex" | "enterChat")
}

impl Draft {
    /// Reads a draft out of parsed JSON.
    pub fn read(value: &Value) -> Reading {
        let mut reader = Reader::default();
        let draft = reader.draft(value);
        Reading {
            draft,
            faults: reader.faults,
            stood: reader.stood,
            given: reader.given,
            unknown_keys: reader.unknown_keys,
        }
    }

    /// Reads a draft out of JSON text, including text that JavaScript can write and Rust strings cannot hold (lone
    /// surrogates): those are faults with a place.
    pub fn read_text(text: &str) -> Reading {
        match json::parse(text) {
            Ok(value) => Self::read(&value),
            Err(fault) => Reading {
                faults: vec![fault],
                ..Reading::default()
            },
        }
    }
}

#[derive(Default)]
struct Reader {
    faults: Vec<Fault>,
    stood: Vec<usize>,
    given: usize,
    unknown_keys: Vec<Fault>,
}

impl Reader {
    fn draft(&mut self, value: &Value) -> Draft {
        let Some(object) = self.object(value, "") else {
            return Draft::default();
        };
        self.known_keys(
            object,
            "",
            &["target", "text", "attachments", "ex", "enterChat"],
        );
        self.unknown_keys = std::mem::take(&mut self.faults);
        Draft {
            target: match object.get("target") {
                Some(target) => self.target(target),
                None => {
                    self.fault(FaultCode::TargetMissing, "target", &[]);
                    Target::default()
                }
            },
            text: self.text(object, "", "text"),
            attachments: match object.get("attachments") {
                None | Some(Value::Null) => Vec::new(),
                Some(Value::Array(items)) => self.attachments(items),
                Some(_) => {
                    self.wrong_type("attachments", "array");
                    Vec::new()
                }
            },
            ex: self.flag(object, "ex"),
            enter_chat: self.flag(object, "enterChat"),
        }
    }

    fn target(&mut self, value: &Value) -> Target {
        let Some(object) = self.object(value, "target") else {
            return Target::default();
        };
        self.known_keys(object, "target", &["kind", "ids"]);
        let kind = match self.text(object, "target", "kind") {
            Some(name) => match TargetKind::ALL
                .into_iter()
                .find(|kind| kind.as_str() == name)
            {
                Some(kind) => kind,
                None => {
                    let known = TargetKind::ALL.map(TargetKind::as_str).join(", ");
                    self.unknown_value("target.kind", &name, &known);
                    TargetKind::default()
                }
            },
            None => {
                if !self.faults.iter().any(|fault| fault.place == "target.kind") {
                    self.fault(FaultCode::TargetMissing, "target.kind", &[]);
                }
                TargetKind::default()
            }
        };
        let ids = match object.get("ids") {
            None | Some(Value::Null) => None,
            Some(Value::Array(items)) => Some(
                items
                    .iter()
                    .enumerate()
                    .map(|(index, item)| {
                        self.string(item, &format!("target.ids[{index}]"))
                            .unwrap_or_default()
                    })
                    .collect(),
            ),
            Some(_) => {
                self.wrong_type("target.ids", "array");
                None
            }
        };
        Target { kind, ids }
    }

    fn attachments(&mut self, items: &[Value]) -> Vec<Attachment> {
        self.given = items.len();
        let mut attachments = Vec::with_capacity(items.len().min(ATTACHMENTS_READ));
        for (index, item) in items.iter().enumerate().take(ATTACHMENTS_READ) {
            if let Some(attachment) = self.attachment(item, &format!("attachments[{index}]")) {
                attachments.push(attachment);
                self.stood.push(index);
            }
        }
        attachments
    }

    fn attachment(&mut self, value: &Value, place: &str) -> Option<Attachment> {
        let object = self.object(value, place)?;
        let msgtype = self.text(object, place, "msgtype");
        let at = format!("{place}.msgtype");
        let Some(msgtype) = msgtype else {
            if !self.faults.iter().any(|fault| fault.place == at) {
                self.unknown_value(&at, "", MSGTYPES);
            }
            return None;
        };
        if !MSGTYPES.split(", ").any(|known| known == msgtype) {
            self.unknown_value(&at, &msgtype, MSGTYPES);
            return None;
        }
        self.known_keys(object, place, &["msgtype", &msgtype]);
        let inner = format!("{place}.{msgtype}");
        let Some(body) = object.get(&msgtype).filter(|body| !body.is_null()) else {
            self.fault(
                FaultCode::AttachmentObjectMissing,
                &inner,
                &[("msgtype", &msgtype)],
            );
            return None;
        };
        let body = self.object(body, &inner)?;
        Some(match msgtype.as_str() {
            "image" => Attachment::Image {
                image: self.image(body, &inner),
            },
            "miniprogram" => {
                self.known_keys(body, &inner, &["title", "page", "cover", "crop", "appid"]);
                Attachment::Miniprogram {
                    miniprogram: Card {
                        title: self.text(body, &inner, "title").unwrap_or_default(),
                        page: self.text(body, &inner, "page").unwrap_or_default(),
                        appid: self.text(body, &inner, "appid"),
                        cover: self.cover(body, &inner).unwrap_or_default(),
                        crop: self.crop(body, &inner),
                    },
                }
            }
            "link" => {
                self.known_keys(body, &inner, &["url", "title", "desc", "cover"]);
                Attachment::Link {
                    link: Link {
                        url: self.text(body, &inner, "url").unwrap_or_default(),
                        title: self.text(body, &inner, "title"),
                        desc: self.text(body, &inner, "desc"),
                        cover: self.cover(body, &inner),
                    },
                }
            }
            "video" => Attachment::Video {
                video: self.media(body, &inner),
            },
            _ => Attachment::File {
                file: self.media(body, &inner),
            },
        })
    }

    fn cover(&mut self, body: &Map<String, Value>, place: &str) -> Option<ImageRef> {
        let at = format!("{place}.cover");
        let cover = body.get("cover").filter(|cover| !cover.is_null())?;
        let cover = self.object(cover, &at)?;
        Some(self.image(cover, &at))
    }

    fn crop(&mut self, body: &Map<String, Value>, place: &str) -> Option<Crop> {
        let text = self.text(body, place, "crop")?;
        let crop = Crop::read(&text);
        if crop.is_none() {
            self.unknown_value(&join(place, "crop"), &text, Crop::KNOWN);
        }
        crop
    }

    fn image(&mut self, body: &Map<String, Value>, place: &str) -> ImageRef {
        self.known_keys(body, place, &["id", "url", "mediaid"]);
        ImageRef {
            id: self.text(body, place, "id"),
            url: self.text(body, place, "url"),
            mediaid: self.text(body, place, "mediaid"),
        }
    }

    fn media(&mut self, body: &Map<String, Value>, place: &str) -> MediaRef {
        self.known_keys(body, place, &["mediaid"]);
        MediaRef {
            mediaid: self.text(body, place, "mediaid").unwrap_or_default(),
        }
    }

    fn object<'a>(&mut self, value: &'a Value, place: &str) -> Option<&'a Map<String, Value>> {
        let object = value.as_object();
        if object.is_none() {
            self.wrong_type(place, "object");
        }
        object
    }

    /// An optional text: absent, `null` and the empty string are the same.
    fn text(&mut self, object: &Map<String, Value>, place: &str, key: &str) -> Option<String> {
        let value = object.get(key).filter(|value| !value.is_null())?;
        match value {
            // The place is written only where something is wrong.
            Value::String(text) if !text.contains(json::LONE_SURROGATE) => {
                Some(text.clone()).filter(|text| !text.is_empty())
            }
            _ => self.string(value, &join(place, key)),
        }
    }

    fn string(&mut self, value: &Value, place: &str) -> Option<String> {
        let Value::String(text) = value else {
            self.wrong_type(place, "string");
            return None;
        };
        if text.contains(json::LONE_SURROGATE) {
            self.fault(FaultCode::LoneSurrogate, place, &[]);
            return None;
        }
        Some(text.clone())
    }

    fn flag(&mut self, object: &Map<String, Value>, key: &str) -> bool {
        match object.get(key) {
            None | Some(Value::Null) => false,
            Some(Value::Bool(flag)) => *flag,
            Some(_) => {
                self.wrong_type(key, "boolean");
                false
            }
        }
    }

    fn known_keys(&mut self, object: &Map<String, Value>, place: &str, known: &[&str]) {
        if object.keys().all(|key| known.contains(&key.as_str())) {
            return;
        }
        let unknown = object.keys().filter(|key| !known.contains(&key.as_str()));
        let mut unknown: Vec<String> = unknown.map(|key| shorten(key)).collect();
        // Sorted, so that the order of faults does not depend on the order in the text; as JavaScript sorts.
        unknown.sort_by(|a, b| a.encode_utf16().cmp(b.encode_utf16()));
        let known = known.join(", ");
        for shown in unknown {
            self.fault(
                FaultCode::UnknownKey,
                &join(place, &shown),
                &[("found", &shown), ("known", &known)],
            );
        }
    }

    fn unknown_value(&mut self, place: &str, found: &str, known: &str) {
        self.fault(
            FaultCode::UnknownValue,
            place,
            &[("found", &shorten(found)), ("known", known)],
        );
    }

    fn wrong_type(&mut self, place: &str, wanted: &str) {
        self.fault(FaultCode::WrongType, place, &[("wanted", wanted)]);
    }

    fn fault(&mut self, code: FaultCode, place: &str, values: &[(&str, &str)]) {
        self.faults.push(Fault::new(code, place, values));
    }
}

const MSGTYPES: &str = "image, miniprogram, link, video, file";

fn join(place: &str, key: &str) -> String {
    if place.is_empty() {
        key.to_owned()
    } else {
        format!("{place}.{key}")
    }
}

/// At most 40 UTF-16 units of a stranger's text for a message, without what some terminals do not show: control characters
/// and whatever JavaScript writes as a pair.
fn shorten(text: &str) -> String {
    let mut units = text.encode_utf16();
    let clean = |unit| {
        char::from_u32(u32::from(unit))
            .filter(|&c| !c.is_control() && c != json::LONE_SURROGATE)
            .unwrap_or('\u{FFFD}')
    };
    let mut shown: String = units.by_ref().take(40).map(clean).collect();
    if units.next().is_some() {
        shown.push('…');
    }
    shown
}
