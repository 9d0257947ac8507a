//! Texts that can be read off a script, in parts: some known, some not.

use oxc_ast::ast::{BinaryExpression, Expression, TemplateLiteral};
use oxc_span::{GetSpan, Span};
use oxc_syntax::operator::{BinaryOperator, LogicalOperator};

use super::{Origin, Source, inner};
use crate::finding::Place;

/// One text an expression may stand for.
#[derive(Clone, Debug)]
pub struct Text {
    pub parts: Vec<Part>,
    /// The expression.
    pub span: Span,
    /// Where the text comes from, if not from this script.
    pub origin: Option<Place>,
}

#[derive(Clone, Debug)]
pub struct Part {
    /// `None`: only known when the program runs.
    pub text: Option<String>,
    pub at: At,
    /// For `card.page`, `this.data.card.page` that is not known here: `("card", "page")`.
    pub name: Option<(String, String)>,
}

impl Part {
    pub fn known(text: String, at: At) -> Self {
        Self {
            text: Some(text),
            at,
            name: None,
        }
    }
}

/// Where a part is written, to mend it there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// Between quotes, without escapes: an offset in the text is one in the script.
    Literal(Span),
    /// A name whose constant other places use too.
    Name(Span),
    Elsewhere,
}

const DEPTH: usize = 12;
/// Of a longer sum only the beginning is read.
const TERMS: usize = 200;
/// Of more alternatives nothing is said.
const ALTERNATIVES: usize = 8;

impl Text {
    /// The whole text, if all of it is known.
    pub fn whole(&self) -> Option<String> {
        self.parts.iter().map(|part| part.text.as_deref()).collect()
    }

    /// The text up to the first part that is not known.
    pub fn start(&self) -> String {
        let known = self.parts.iter().map_while(|part| part.text.as_deref());
        known.collect()
    }

    /// The known parts together: the text has at least these.
    pub fn at_least(&self) -> String {
        self.parts
            .iter()
            .filter_map(|part| part.text.as_deref())
            .collect()
    }
}

impl<'a> Source<'a> {
    /// Every text the expression may stand for. A text of which nothing is known has one unknown part.
    pub fn texts(&self, expression: &'a Expression<'a>) -> Vec<Text> {
        let span = expression.span();
        let mut texts = self.alternatives(expression, DEPTH);
        if texts.len() > ALTERNATIVES {
            texts = vec![unknown()];
        }
        let single = texts.len() == 1;
        texts
            .into_iter()
            .map(|(parts, own)| Text {
                parts,
                span: if single { span } else { own.unwrap_or(span) },
                origin: None,
            })
            .collect()
    }

    /// The text, if there is just one and all of it is known.
    pub fn constant(&self, expression: &'a Expression<'a>) -> Option<String> {
        match self.texts(expression).as_slice() {
            [text] => text.whole(),
            _ => None,
        }
    }

    fn alternatives(&self, expression: &'a Expression<'a>, depth: usize) -> Vec<Alternative> {
        match depth.checked_sub(1) {
            Some(depth) => self
                .readable(expression, depth)
                .unwrap_or_else(|| vec![unknown()]),
            None => vec![unknown()],
        }
    }

    fn readable(&self, expression: &'a Expression<'a>, depth: usize) -> Option<Vec<Alternative>> {
        let span = expression.span();
        match inner(expression) {
            Expression::StringLiteral(it) => {
                let content = Span::new(it.span.start + 1, it.span.end.saturating_sub(1));
                Some(one(self.literal(it.value.as_str(), content), span))
            }
            Expression::TemplateLiteral(it) => self.template(it, span, depth),
            Expression::BinaryExpression(it) if it.operator == BinaryOperator::Addition => {
                let mut found = vec![(Vec::new(), None)];
                let terms = terms(it);
                for term in terms.iter().take(TERMS) {
                    found = product(found, &self.alternatives(term, depth));
                }
                if terms.len() > TERMS {
                    found = product(found, &[unknown()]);
                }
                Some(found)
            }
            Expression::ConditionalExpression(it) => {
                let mut both = self.alternatives(&it.consequent, depth);
                both.extend(self.alternatives(&it.alternate, depth));
                Some(both)
            }
            Expression::LogicalExpression(it) if it.operator != LogicalOperator::And => {
                let mut both = self.alternatives(&it.left, depth);
                both.extend(self.alternatives(&it.right, depth));
                Some(both)
            }
            // What compilers make of templates: `"pages/a?id=".concat(id)`.
            Expression::CallExpression(it) => {
                let member = it.callee.as_member_expression()?;
                if member.static_property_name() != Some("concat") {
                    return None;
                }
                let mut found = self.alternatives(member.object(), depth);
                if found
                    .iter()
                    .any(|(parts, _)| parts.iter().all(|part| part.text.is_none()))
                {
                    return None;
                }
                for argument in it.arguments.iter().take(TERMS) {
                    let inside = match argument.as_expression() {
                        Some(argument) => self.alternatives(argument, depth),
                        None => vec![unknown()],
                    };
                    found = product(found, &inside);
                }
                Some(
                    found
                        .into_iter()
                        .map(|(parts, _)| (parts, Some(span)))
                        .collect(),
                )
            }
            Expression::Identifier(name) => {
                let symbol = self.symbol(name)?;
                let Origin::Value(value, keys) = self.origin(symbol)? else {
                    return Some(vec![unknown()]);
                };
                let value = if keys.is_empty() {
                    value
                } else {
                    match self.read(value, &keys) {
                        Some(value) => value,
                        None => return Some(vec![unknown()]),
                    }
                };
                let found = self.alternatives(value, depth);
                if keys.is_empty() && self.uses(symbol) == 1 {
                    return Some(found);
                }
                Some(found.into_iter().map(|it| named(it, name.span)).collect())
            }
            other => {
                // A constant of the script: `PATHS.product`.
                let member = other.as_member_expression();
                let found = member.and_then(|member| {
                    let key = self.key_of(member);
                    let object = self.object(member.object())?;
                    object.value(&key)
                });
                match found {
                    Some(value) => {
                        let found = self.alternatives(value, depth);
                        Some(
                            found
                                .into_iter()
                                .map(|it| named(it, other.span()))
                                .collect(),
                        )
                    }
                    None => Some(vec![self.unknown_member(other)]),
                }
            }
        }
    }

    fn unknown_member(&self, expression: &'a Expression<'a>) -> Alternative {
        let name = expression.as_member_expression().and_then(|member| {
            let key = member.static_property_name()?;
            let owner = match inner(member.object()) {
                Expression::Identifier(name) => name.name.as_str(),
                object => object.as_member_expression()?.static_property_name()?,
            };
            Some((owner.to_owned(), key.to_owned()))
        });
        let (mut parts, span) = unknown();
        parts[0].name = name;
        (parts, span)
    }

    fn read(&self, value: &'a Expression<'a>, keys: &[String]) -> Option<&'a Expression<'a>> {
        let mut value = value;
        for key in keys {
            value = self.object(value)?.value(key)?;
        }
        Some(value)
    }

    fn template(
        &self,
        it: &'a TemplateLiteral<'a>,
        span: Span,
        depth: usize,
    ) -> Option<Vec<Alternative>> {
        let mut found = vec![(Vec::new(), Some(span))];
        for (index, quasi) in it.quasis.iter().enumerate() {
            let cooked = quasi.value.cooked.as_ref()?;
            let start = it.quasis[..index]
                .iter()
                .zip(&it.expressions)
                .last()
                .map_or(
                    it.span.start + 1,
                    // After the expression comes `}`, with blanks before it perhaps.
                    |(_, before)| {
                        let rest = &self.text[before.span().end as usize..];
                        before.span().end
                            + u32::try_from(rest.find('}').map_or(0, |at| at + 1)).unwrap_or(0)
                    },
                );
            let raw_length = u32::try_from(quasi.value.raw.len()).ok()?;
            let part = self.literal(cooked.as_str(), Span::new(start, start + raw_length));
            found = product(found, &[(vec![part], None)]);
            if let Some(expression) = it.expressions.get(index) {
                let inside = self.alternatives(expression, depth);
                found = product(found, &inside);
            }
        }
        for alternative in &mut found {
            alternative.1 = Some(span);
        }
        Some(found)
    }

    /// A known part; written in place only if an offset in its text is one in the script.
    fn literal(&self, text: &str, content: Span) -> Part {
        let plain = content.end as usize <= self.text.len()
            && self.text.get(content.start as usize..content.end as usize) == Some(text);
        Part::known(
            text.to_owned(),
            if plain {
                At::Literal(content)
            } else {
                At::Elsewhere
            },
        )
    }
}

type Alternative = (Vec<Part>, Option<Span>);

/// The terms of `a + b + c`, from left to right; generated scripts have thousands.
fn terms<'a>(sum: &'a BinaryExpression<'a>) -> Vec<&'a Expression<'a>> {
    let mut backwards = vec![&sum.right];
    let mut left = &sum.left;
    while let Expression::BinaryExpression(it) = inner(left)
        && it.operator == BinaryOperator::Addition
    {
        backwards.push(&it.right);
        left = &it.left;
    }
    backwards.push(left);
    backwards.reverse();
    backwards
}

fn one(part: Part, span: Span) -> Vec<Alternative> {
    vec![(vec![part], Some(span))]
}

fn unknown() -> Alternative {
    (
        vec![Part {
            text: None,
            at: At::Elsewhere,
            name: None,
        }],
        None,
    )
}

/// What a name stands for: mended where it is used, since other places use the constant too.
fn named((parts, _): Alternative, name: Span) -> Alternative {
    let whole: Option<String> = parts.iter().map(|part| part.text.as_deref()).collect();
    let parts = match whole {
        Some(text) => vec![Part::known(text, At::Name(name))],
        None => parts
            .into_iter()
            .map(|part| Part {
                at: At::Elsewhere,
                ..part
            })
            .collect(),
    };
    (parts, Some(name))
}

fn product(left: Vec<Alternative>, right: &[Alternative]) -> Vec<Alternative> {
    let mut found = Vec::new();
    for (start, span) in left {
        for (end, other) in right {
            let parts = start.iter().chain(end).cloned().collect();
            let span = match (span, other) {
                (Some(left), Some(right)) => Some(left.merge(*right)),
                (one, other) => one.or(*other),
            };
            found.push((parts, span));
        }
    }
    // Nothing is said of so many; keep what is built small.
    found.truncate(ALTERNATIVES + 1);
    found
}
