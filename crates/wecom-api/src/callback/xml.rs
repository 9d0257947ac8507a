//! The little XML that WeCom writes: elements and text. What else XML can do
//! is refused, above all entities of one's own.

use quick_xml::{
    Reader,
    events::{BytesRef, Event},
};
use serde_json::{Map, Value};

/// WeCom's messages have three levels.
const MAX_DEPTH: usize = 8;
/// The largest message names the members of a group, which are at most 500.
const MAX_ELEMENTS: usize = 10_000;

/// The element `<xml>`: an element of elements is an object, one of text is
/// a string, several of the same name are a list.
pub(super) fn read(text: &str) -> Result<Map<String, Value>, &'static str> {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut open: Vec<Element> = Vec::new();
    let mut root = None;
    let mut elements = 0;
    loop {
        let event = reader.read_event().map_err(|_| "malformed XML")?;
        match event {
            Event::Start(_) | Event::Empty(_) if root.is_some() => return Err("two roots"),
            Event::Start(start) => {
                elements += 1;
                if open.len() == MAX_DEPTH || elements > MAX_ELEMENTS {
                    return Err("too many elements");
                }
                open.push(Element::new(start.name().as_ref()));
            }
            Event::Empty(start) => {
                elements += 1;
                if elements > MAX_ELEMENTS {
                    return Err("too many elements");
                }
                close(Element::new(start.name().as_ref()), &mut open, &mut root)?;
            }
            Event::End(_) => {
                let element = open.pop().ok_or("malformed XML")?;
                close(element, &mut open, &mut root)?;
            }
            Event::Text(text) => add(&mut open, &text.xml10_content())?,
            Event::CData(text) => add(&mut open, &text.xml10_content())?,
            Event::GeneralRef(name) => {
                let letter = resolve(&name).ok_or("an entity that XML does not define")?;
                add(&mut open, letter.encode_utf8(&mut [0; 4]))?;
            }
            Event::DocType(_) => return Err("a document type"),
            Event::PI(_) => return Err("a processing instruction"),
            Event::Decl(_) | Event::Comment(_) => {}
            Event::Eof => break,
        }
    }
    if !open.is_empty() {
        return Err("cut off");
    }
    root.ok_or("no <xml>")
}

#[derive(Default)]
struct Element {
    name: String,
    text: String,
    children: Map<String, Value>,
}

impl Element {
    fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }
}

fn close(
    element: Element,
    open: &mut [Element],
    root: &mut Option<Map<String, Value>>,
) -> Result<(), &'static str> {
    let has_text = !element.text.trim().is_empty();
    if has_text && !element.children.is_empty() {
        return Err("text between elements");
    }
    let Some(parent) = open.last_mut() else {
        if element.name != "xml" || has_text {
            return Err("no <xml>");
        }
        *root = Some(element.children);
        return Ok(());
    };
    let value = if element.children.is_empty() {
        Value::String(element.text)
    } else {
        Value::Object(element.children)
    };
    match parent.children.get_mut(&element.name) {
        None => drop(parent.children.insert(element.name, value)),
        Some(Value::Array(list)) => list.push(value),
        Some(one) => *one = Value::Array(vec![one.take(), value]),
    }
    Ok(())
}

fn add(open: &mut [Element], text: &str) -> Result<(), &'static str> {
    match open.last_mut() {
        Some(element) => element.text.push_str(text),
        None if text.trim().is_empty() => {}
        None => return Err("text outside of <xml>"),
    }
    Ok(())
}

fn resolve(name: &BytesRef<'_>) -> Option<char> {
    match &**name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => name.resolve_char_ref().ok().flatten(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn elements_are_objects_texts_and_lists() {
        let text = "\u{feff}<?xml version=\"1.0\"?>\n<xml><A><![CDATA[a<b]]></A><!-- c -->\n<N>1</N><E/>\
                    <L><Item>x</Item><Item>y &amp; &#x7a;</Item></L></xml>\n";
        let expected = json!({ "A": "a<b", "N": "1", "E": "", "L": { "Item": ["x", "y & z"] } });
        assert_eq!(Value::Object(read(text).unwrap()), expected);
    }

    #[test]
    fn an_entity_bomb_is_refused_before_it_grows() {
        let bomb = r#"<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><xml><A>&b;</A></xml>"#;
        assert_eq!(read(bomb), Err("a document type"));
        assert_eq!(
            read("<xml><A>&b;</A></xml>"),
            Err("an entity that XML does not define")
        );
    }

    #[test]
    fn what_is_not_wecoms_xml_is_refused() {
        for text in [
            "",
            "x",
            "<xml>",
            "<xml><A></xml>",
            "<xml></A></xml>",
            "<a></a>",
            "<xml></xml><xml></xml>",
            "<xml></xml>x",
            "<xml>x</xml>",
            "<xml>x<A>1</A></xml>",
            "<xml><A>&#0;</A></xml>",
            "<xml><A>&</A></xml>",
            "<?php ?><xml></xml>",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
        let deep = format!("<xml>{}{}</xml>", "<A>".repeat(9), "</A>".repeat(9));
        assert_eq!(read(&deep), Err("too many elements"));
        let wide = format!("<xml>{}</xml>", "<A/>".repeat(10_001));
        assert_eq!(read(&wide), Err("too many elements"));
    }
}
