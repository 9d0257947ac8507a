//! Events as WeCom words them (server-api.md §9.6).

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::world::Format;

/// Something a person did, before it is written down for an app.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub corpid: String,
    /// The member whose place in an app's visible range decides whether the app hears of it.
    pub about: Option<String>,
    pub name: &'static str,
    /// Empty for events that have none.
    pub change: &'static str,
    /// In the order of the page.
    pub fields: Vec<(&'static str, Field)>,
    pub at: Timestamp,
}

#[derive(Clone, Debug)]
pub(crate) enum Field {
    Text(String),
    Number(i64),
    Items(Vec<String>),
}

impl From<&str> for Field {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl Event {
    /// The message inside the encryption. `to` is the corpid.
    pub fn written(&self, format: Format, to: &str) -> String {
        let mut fields: Vec<(&str, Field)> = vec![
            ("ToUserName", to.into()),
            ("FromUserName", "sys".into()),
            ("CreateTime", Field::Number(self.at.as_second())),
            ("MsgType", "event".into()),
            ("Event", self.name.into()),
        ];
        if !self.change.is_empty() {
            fields.push(("ChangeType", self.change.into()));
        }
        fields.extend(self.fields.iter().cloned());
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
    fn xml(&self, name: &str) -> String {
        match self {
            Self::Text(text) => format!("<{name}>{}</{name}>", cdata(text)),
            Self::Number(number) => format!("<{name}>{number}</{name}>"),
            Self::Items(items) => {
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
            Self::Text(text) => json!(text),
            Self::Number(number) => json!(number),
            Self::Items(items) => json!({"Item": items}),
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
            about: Some("zhangsan".to_owned()),
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
            event.written(Format::Xml, "wx5823bf96d3bd56c7"),
            e1["text"].as_str().unwrap()
        );
    }

    #[test]
    fn a_name_cannot_end_the_section_it_is_in() {
        assert_eq!(cdata("a]]>b"), "<![CDATA[a]]]]><![CDATA[>b]]>");
    }
}
