//! Events as WeCom words them (server-api.md §9.6).

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::subject::{IdKind, Subject};
use crate::world::{Company, Format};

/// Something a person did, before it is written down for an app.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub corpid: String,
    pub audience: Audience,
    pub name: &'static str,
    /// Empty for events that have none.
    pub change: &'static str,
    /// In the order of the page.
    pub fields: Vec<(&'static str, Field)>,
    pub at: Timestamp,
}

/// Which apps hear of an event, besides having the right and an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Audience {
    /// All.
    Everyone,
    /// Those that see this member.
    Of(String),
    /// The same without third-party apps, whose page makes an exception.
    OfButThirdParty(String),
    /// The company's own apps.
    Own,
}

#[derive(Clone, Debug)]
pub(crate) enum Field {
    Text(String),
    Number(i64),
    Items(Vec<String>),
    /// An id, which each app is told as it knows it.
    Id(IdKind, String),
    /// Members and customers.
    People(Vec<String>),
}

impl From<&str> for Field {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl Audience {
    /// The member in question, if any.
    pub fn member(&self) -> Option<&str> {
        match self {
            Self::Of(userid) | Self::OfButThirdParty(userid) => Some(userid),
            Self::Everyone | Self::Own => None,
        }
    }
}

/// What is around the fields of an event: two forms (server-api.md §9.6).
#[derive(Clone, Copy, Debug)]
pub(crate) enum Envelope<'a> {
    /// Of self-built and provider-developed apps.
    App { to: &'a str },
    /// Of third-party apps.
    Suite { suite: &'a str, corpid: &'a str },
}

impl Event {
    /// The message inside the encryption, with the ids that `subject` knows.
    pub fn written(
        &self,
        format: Format,
        envelope: Envelope<'_>,
        subject: Subject<'_>,
        company: &Company,
    ) -> String {
        let at = Field::Number(self.at.as_second());
        let mut fields: Vec<(&str, Field)> = match envelope {
            Envelope::App { to } => vec![
                ("ToUserName", to.into()),
                ("FromUserName", "sys".into()),
                ("CreateTime", at),
                ("MsgType", "event".into()),
                ("Event", self.name.into()),
            ],
            Envelope::Suite { suite, corpid } => vec![
                ("SuiteId", suite.into()),
                ("AuthCorpId", corpid.into()),
                ("InfoType", self.name.into()),
                ("TimeStamp", at),
            ],
        };
        if !self.change.is_empty() {
            fields.push(("ChangeType", self.change.into()));
        }
        fields.extend(
            self.fields
                .iter()
                .map(|(name, it)| (*name, it.shown(subject, company))),
        );
        written(format, &fields)
    }
}

/// Fields as an XML or JSON document.
pub(super) fn written(format: Format, fields: &[(&str, Field)]) -> String {
    match format {
        Format::Xml => {
            let inner: String = fields.iter().map(|(name, it)| it.xml(name)).collect();
            format!("<xml>{inner}</xml>")
        }
        // The field names of the JSON form are in no page for ordinary apps; those of the XML form are taken.
        Format::Json => {
            let fields: Map<String, Value> = fields
                .iter()
                .map(|(name, it)| ((*name).to_owned(), it.json()))
                .collect();
            Value::Object(fields).to_string()
        }
    }
}

impl Field {
    /// With ids as this subject knows them.
    fn shown(&self, subject: Subject<'_>, company: &Company) -> Self {
        match self {
            Self::Id(kind, plain) => Self::Text(subject.shown(*kind, plain).into_owned()),
            Self::People(ids) => Self::Items(
                ids.iter()
                    .map(|id| {
                        let kind = match company.member(id) {
                            Some(_) => IdKind::Member,
                            None => IdKind::Customer,
                        };
                        subject.shown(kind, id).into_owned()
                    })
                    .collect(),
            ),
            plain => plain.clone(),
        }
    }

    fn xml(&self, name: &str) -> String {
        match self {
            Self::Text(text) | Self::Id(_, text) => {
                format!("<{name}>{}</{name}>", cdata(text))
            }
            Self::Number(number) => format!("<{name}>{number}</{name}>"),
            Self::Items(items) | Self::People(items) => {
                let items: String = items
                    .iter()
                    .map(|it| format!("<Item>{}</Item>", cdata(it)))
                    .collect();
                format!("<{name}>{items}</{name}>")
            }
        }
    }

    fn json(&self) -> Value {
        match self {
            Self::Text(text) | Self::Id(_, text) => json!(text),
            Self::Number(number) => json!(number),
            Self::Items(items) | Self::People(items) => json!({"Item": items}),
        }
    }
}

/// A text may hold what ends a CDATA section.
fn cdata(text: &str) -> String {
    format!("<![CDATA[{}]]>", text.replace("]]>", "]]]]><![CDATA[>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_add_event_is_worded_as_the_vector_has_it() {
        let event = Event {
            corpid: "wx5823bf96d3bd56c7".to_owned(),
            audience: Audience::Of("zhangsan".to_owned()),
            name: "change_external_contact",
            change: "add_external_contact",
            fields: vec![
                ("UserID", "zhangsan".into()),
                ("ExternalUserID", "wmSIMULATED0000000000000000000001".into()),
                ("State", "s1".into()),
                ("WelcomeCode", "WC-0001".into()),
            ],
            at: Timestamp::from_second(1_700_000_000).unwrap(),
        };
        let vectors: Value = serde_json::from_str(include_str!(
            "../../../wecom-api/fixtures/callback_vectors.json"
        ))
        .unwrap();
        let e1 = vectors["vectors"]
            .as_array()
            .unwrap()
            .iter()
            .find(|it| it["id"] == "E1")
            .unwrap();
        assert_eq!(
            event.written(
                Format::Xml,
                Envelope::App {
                    to: "wx5823bf96d3bd56c7"
                },
                Subject::Corp,
                &crate::world::World::demo().companies[0],
            ),
            e1["text"].as_str().unwrap()
        );
    }

    #[test]
    fn a_name_cannot_end_the_section_it_is_in() {
        assert_eq!(cdata("a]]>b"), "<![CDATA[a]]]]><![CDATA[>b]]>");
    }
}
