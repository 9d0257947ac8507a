//! Object and array literals, also behind a constant that nobody changes.

use oxc_ast::{
    AstKind,
    ast::{
        Argument, ArrayExpression, ArrayExpressionElement, CallExpression, Expression,
        ObjectExpression, ObjectProperty, ObjectPropertyKind, Statement,
    },
};
use oxc_semantic::SymbolId;
use oxc_span::Span;

use super::{Origin, Source, inner};

/// An object literal as a call gets it.
#[derive(Clone, Copy, Debug)]
pub struct Object<'a> {
    pub literal: &'a ObjectExpression<'a>,
    /// Every key is written down: nothing is spread in, computed, or added later.
    pub complete: bool,
}

impl<'a> Object<'a> {
    fn of(literal: &'a ObjectExpression<'a>) -> Self {
        let plain = |it: &ObjectPropertyKind<'_>| match it {
            ObjectPropertyKind::ObjectProperty(property) => property.key.static_name().is_some(),
            ObjectPropertyKind::SpreadProperty(_) => false,
        };
        Self {
            literal,
            complete: literal.properties.iter().all(plain),
        }
    }

    pub fn properties(&self) -> impl Iterator<Item = &'a ObjectProperty<'a>> {
        self.literal
            .properties
            .iter()
            .filter_map(|it| it.as_property())
    }

    /// The property of that name. One that a later spread may replace is not certain and left out.
    pub fn property(&self, name: &str) -> Option<&'a ObjectProperty<'a>> {
        let mut found = None;
        for property in &self.literal.properties {
            match property {
                ObjectPropertyKind::ObjectProperty(it) if it.key.is_specific_static_name(name) => {
                    found = Some(&**it);
                }
                ObjectPropertyKind::ObjectProperty(_) => {}
                ObjectPropertyKind::SpreadProperty(_) => found = None,
            }
        }
        found
    }

    pub fn value(&self, name: &str) -> Option<&'a Expression<'a>> {
        self.property(name).map(|property| &property.value)
    }

    /// Whether the key is there, or may be.
    pub fn may_have(&self, name: &str) -> bool {
        !self.complete || self.property(name).is_some()
    }
}

impl<'a> Source<'a> {
    /// The object literal an expression stands for.
    pub fn object(&self, expression: &'a Expression<'a>) -> Option<Object<'a>> {
        match inner(expression) {
            Expression::ObjectExpression(literal) => Some(Object::of(literal)),
            Expression::Identifier(name) => {
                let symbol = self.symbol(name)?;
                let literal = match self.origin(symbol)? {
                    Origin::Value(value, keys) if keys.is_empty() => match inner(value) {
                        Expression::ObjectExpression(literal) => literal,
                        _ => return None,
                    },
                    _ => return None,
                };
                self.is_left_alone(symbol).then(|| Object::of(literal))
            }
            // `Object.assign({}, base, { page })`, `_objectSpread(…, { page })`: what is written last holds.
            Expression::CallExpression(call) => {
                let name = self.last_name(&call.callee)?.to_ascii_lowercase();
                if !["assign", "objectspread"]
                    .iter()
                    .any(|it| name.contains(it))
                {
                    return None;
                }
                match inner(call.arguments.last()?.as_expression()?) {
                    Expression::ObjectExpression(literal) => Some(Object {
                        complete: false,
                        ..Object::of(literal)
                    }),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The elements of the array an expression stands for that are written down: those of the literal, and after them
    /// those that are pushed, of which perhaps not all come together.
    pub fn elements(&self, expression: &'a Expression<'a>) -> Option<Elements<'a>> {
        match inner(expression) {
            Expression::ArrayExpression(array) => Some(Elements::of(array)),
            Expression::Identifier(name) => {
                let symbol = self.symbol(name)?;
                let Origin::Value(value, keys) = self.origin(symbol)? else {
                    return None;
                };
                let Expression::ArrayExpression(array) = inner(value) else {
                    return None;
                };
                let mut elements = Elements::of(array);
                elements.items.extend(self.pushed(symbol));
                keys.is_empty().then_some(elements)
            }
            _ => None,
        }
    }

    /// What `name.push(…)` adds.
    fn pushed(&self, symbol: SymbolId) -> Vec<&'a Expression<'a>> {
        let scoping = self.semantic.scoping();
        let references = scoping.get_resolved_references(symbol);
        let calls = references.filter_map(|reference| {
            let member = self.parent(reference.node_id());
            let AstKind::StaticMemberExpression(it) = member.kind() else {
                return None;
            };
            match self.parent(member.id()).kind() {
                AstKind::CallExpression(call) if it.property.name == "push" => Some(call),
                _ => None,
            }
        });
        calls
            .flat_map(|call| call.arguments.iter().filter_map(Argument::as_expression))
            .collect()
    }

    /// Whether a constant's object is only read and handed to calls of `wx`: nothing is set in it, no method of it is
    /// called, nobody else gets it.
    fn is_left_alone(&self, symbol: SymbolId) -> bool {
        let scoping = self.semantic.scoping();
        scoping.get_resolved_references(symbol).all(|reference| {
            let node = reference.node_id();
            match self.parent(node).kind() {
                AstKind::CallExpression(call) => self.is_wx_call(call),
                AstKind::StaticMemberExpression(member) => {
                    let around = self.parent(self.parent(node).id());
                    match around.kind() {
                        AstKind::CallExpression(call) => {
                            !oxc_span::GetSpan::span(&call.callee).contains_inclusive(member.span)
                        }
                        kind => !is_place_of_change(kind, member.span) && !is_deeper(kind),
                    }
                }
                AstKind::ObjectProperty(_) | AstKind::SpreadElement(_) => true,
                _ => false,
            }
        })
    }

    fn is_wx_call(&self, call: &'a CallExpression<'a>) -> bool {
        let way = self.dotted(&call.callee);
        way.is_some_and(|way| way.first().is_some_and(|first| first == "wx"))
            || self.qy_call(call).is_some()
    }
}

/// What is known of an array.
pub struct Elements<'a> {
    pub items: Vec<&'a Expression<'a>>,
    /// How many of them stand in the literal, spreads left out: the array has at least these at first.
    pub written: usize,
}

impl<'a> Elements<'a> {
    fn of(array: &'a ArrayExpression<'a>) -> Self {
        let items: Vec<_> = array
            .elements
            .iter()
            .filter_map(ArrayExpressionElement::as_expression)
            .collect();
        Self {
            written: items.len(),
            items,
        }
    }
}

fn is_place_of_change(kind: AstKind<'_>, member: Span) -> bool {
    use oxc_span::GetSpan;
    match kind {
        AstKind::AssignmentExpression(it) => it.left.span().contains_inclusive(member),
        AstKind::UpdateExpression(_) => true,
        AstKind::UnaryExpression(it) => it.operator == oxc_syntax::operator::UnaryOperator::Delete,
        _ => false,
    }
}

/// `object.a.b`: what becomes of it is not followed.
fn is_deeper(kind: AstKind<'_>) -> bool {
    matches!(
        kind,
        AstKind::StaticMemberExpression(_) | AstKind::ComputedMemberExpression(_)
    )
}

/// The statements of a function and its span, where the expression is one written on the spot.
pub fn function_of<'a>(expression: &'a Expression<'a>) -> Option<(Span, &'a [Statement<'a>])> {
    match inner(expression) {
        Expression::FunctionExpression(function) => {
            let body = function.body.as_ref()?;
            Some((function.span, &body.statements))
        }
        Expression::ArrowFunctionExpression(function) => Some((
            function.span,
            function
                .body
                .as_function_body()
                .map_or(&[], |body| &body.statements),
        )),
        _ => None,
    }
}
