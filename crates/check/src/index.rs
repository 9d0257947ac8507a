//! Pages that one script puts into an object and another takes out of it.
//!
//! A page is often written in one file (`card: { page: 'pages/a/a' }`) and sent in another (`card.page`). Which
//! object arrives there cannot be proved without running the program; but if every object that the whole mini
//! program calls `card` has its page written down, and nobody makes a `card` in another way, then `card.page` is one
//! of these.

use std::collections::{BTreeMap, BTreeSet};

use oxc_ast::{
    AstKind,
    ast::{AssignmentTarget, BindingPattern, Expression},
};
use oxc_span::GetSpan;

use crate::{
    finding::Place,
    instances::Instances,
    source::{self, At, Part, Source, Text, inner},
    walk::Script,
};

/// The keys under which pages travel.
const KEYS: [&str; 2] = ["page", "path"];

/// Names that stand for anything: one `options` has nothing to do with the next.
const GENERAL: [&str; 24] = [
    "options", "option", "opts", "params", "param", "args", "data", "config", "res", "result",
    "ret", "item", "event", "detail", "dataset", "query", "props", "state", "value", "info",
    "payload", "target", "obj", "that",
];

fn is_general(name: &str) -> bool {
    name.chars().count() < 3 || GENERAL.contains(&name)
}

#[derive(Debug, Default)]
pub struct Index {
    values: BTreeMap<(String, String), Vec<Value>>,
    /// Names that also stand for something that is not written down.
    unsure: BTreeSet<String>,
    /// Objects of the SDK that scripts export.
    pub instances: Instances,
}

#[derive(Debug)]
struct Value {
    parts: Vec<Option<String>>,
    place: Place,
}

impl Index {
    pub fn of(scripts: &[Script]) -> Self {
        let mut index = Self::default();
        for script in scripts {
            let pages = KEYS.iter().any(|key| script.text.contains(key));
            let sdk = script.text.contains("wecom-share");
            if !pages && !sdk {
                continue;
            }
            source::parse(script, |parsed| {
                let Ok(source) = parsed else { return };
                if pages {
                    index.add(&source);
                }
                if sdk {
                    index.instances.add(&source);
                }
            });
        }
        index
    }

    /// The texts with what the whole mini program tells put in for what the script alone does not.
    pub fn complete(&self, text: Text) -> Vec<Text> {
        let Some(at) = text.parts.iter().position(|part| part.text.is_none()) else {
            return vec![text];
        };
        let known = text.parts[at]
            .name
            .as_ref()
            .filter(|(name, _)| !is_general(name) && !self.unsure.contains(name));
        let Some(values) = known.and_then(|name| self.values.get(name)) else {
            return vec![text];
        };
        let part = |known: &Option<String>| Part {
            text: known.clone(),
            at: At::Elsewhere,
            name: None,
        };
        values
            .iter()
            .map(|value| {
                let mut parts = text.parts[..at].to_vec();
                parts.extend(value.parts.iter().map(part));
                parts.extend(text.parts[at + 1..].iter().cloned());
                Text {
                    parts,
                    span: text.span,
                    origin: Some(value.place.clone()),
                }
            })
            .collect()
    }

    fn add<'a>(&mut self, source: &Source<'a>) {
        for node in source.nodes() {
            match node.kind() {
                AstKind::ObjectProperty(property) => {
                    if let Some(name) = property.key.static_name() {
                        self.note(source, &name, &property.value);
                    }
                }
                AstKind::VariableDeclarator(declarator) => {
                    if let (BindingPattern::BindingIdentifier(name), Some(value)) =
                        (&declarator.id, &declarator.init)
                    {
                        self.note(source, name.name.as_str(), value);
                    }
                }
                AstKind::AssignmentExpression(assignment) => {
                    let name = match &assignment.left {
                        AssignmentTarget::AssignmentTargetIdentifier(name) => {
                            Some(name.name.as_str())
                        }
                        AssignmentTarget::StaticMemberExpression(member) => {
                            Some(member.property.name.as_str())
                        }
                        _ => None,
                    };
                    if let Some(name) = name {
                        self.note(source, name, &assignment.right);
                    }
                }
                _ => {}
            }
        }
    }

    fn note<'a>(&mut self, source: &Source<'a>, name: &str, value: &'a Expression<'a>) {
        match inner(value) {
            Expression::ObjectExpression(_) => {
                let Some(object) = source.object(value) else {
                    return;
                };
                for key in KEYS {
                    match object.value(key) {
                        Some(page) => self.values_of(source, name, key, page),
                        None if !object.complete => {
                            self.unsure.insert(name.to_owned());
                        }
                        None => {}
                    }
                }
            }
            // Handed on under its own name, or nothing at all.
            Expression::Identifier(same) if same.name == name || same.name == "undefined" => {}
            Expression::NullLiteral(_)
            | Expression::BooleanLiteral(_)
            | Expression::NumericLiteral(_)
            | Expression::StringLiteral(_)
            | Expression::FunctionExpression(_)
            | Expression::ArrowFunctionExpression(_) => {}
            other => {
                let member = other.as_member_expression();
                if member.and_then(|it| it.static_property_name()) != Some(name) {
                    self.unsure.insert(name.to_owned());
                }
            }
        }
    }

    fn values_of<'a>(
        &mut self,
        source: &Source<'a>,
        name: &str,
        key: &str,
        page: &'a Expression<'a>,
    ) {
        let values = self
            .values
            .entry((name.to_owned(), key.to_owned()))
            .or_default();
        for text in source.texts(page) {
            values.push(Value {
                parts: text.parts.into_iter().map(|part| part.text).collect(),
                place: source.place(page.span()),
            });
        }
    }
}
