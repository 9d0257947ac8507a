//! Which function of `wx.qy` a call calls, in the shapes people and compilers write it.

use oxc_ast::ast::{Argument, CallExpression, Expression, MemberExpression};

use super::{ANY, Origin, Source, inner};

/// A call of `wx.qy`.
pub struct QyCall<'a> {
    /// The function, or [`ANY`].
    pub name: String,
    pub args: Option<&'a Expression<'a>>,
}

/// Functions so named stand on `wx.qy` alone, whatever the object before it is called.
pub const SHARES: [&str; 5] = [
    "shareToExternalContact",
    "shareToExternalChat",
    "shareToExternalMoments",
    "sendChatMessage",
    "shareAppMessageEx",
];

const DEPTH: usize = 6;

impl<'a> Source<'a> {
    pub fn qy_call(&self, call: &'a CallExpression<'a>) -> Option<QyCall<'a>> {
        let argument = |index: usize| call.arguments.get(index).and_then(Argument::as_expression);
        if let Some(name) = self.qy_function(&call.callee, DEPTH) {
            return Some(QyCall {
                name,
                args: argument(0),
            });
        }
        // `function.call(wx.qy, args)`
        let member = call.callee.as_member_expression()?;
        if member.static_property_name() != Some("call") {
            return None;
        }
        Some(QyCall {
            name: self.qy_function(member.object(), DEPTH)?,
            args: argument(1),
        })
    }

    /// The name of the function of `wx.qy` that the expression stands for.
    fn qy_function(&self, expression: &'a Expression<'a>, depth: usize) -> Option<String> {
        let depth = depth.checked_sub(1)?;
        let way = self.dotted(expression);
        if let Some(way) = &way
            && let [before @ .., qy, name] = way.as_slice()
            && qy == "qy"
        {
            let is_wx = before == ["wx"] && (name == ANY || !name.is_empty());
            let is_share = SHARES.contains(&name.as_str()) && before != ["wx"];
            return (is_wx || is_share).then(|| name.clone());
        }
        match inner(expression) {
            // `promisify(wx.qy.login)`, `wx.qy.login.bind(wx.qy)`
            Expression::CallExpression(call) => {
                let wraps = self
                    .last_name(&call.callee)
                    .is_some_and(|name| name.to_ascii_lowercase().contains("promis"));
                if wraps {
                    let wrapped = call.arguments.first().and_then(Argument::as_expression)?;
                    return self.qy_function(wrapped, depth);
                }
                let member = call.callee.as_member_expression()?;
                (member.static_property_name() == Some("bind"))
                    .then(|| self.qy_function(member.object(), depth))?
            }
            Expression::Identifier(name) => match self.origin(self.symbol(name)?)? {
                Origin::Value(value, keys) if keys.is_empty() => self.qy_function(value, depth),
                _ => None,
            },
            other => {
                let member = other.as_member_expression()?;
                let name = member.static_property_name()?;
                (SHARES.contains(&name) && self.is_some_qy(member)).then(|| name.to_owned())
            }
        }
    }

    /// `o.a.qy`, `a().qy`, `this.qy`: a `qy` that bundlers took from who knows where, but no parameter of a function,
    /// which may be anything.
    fn is_some_qy(&self, member: &'a MemberExpression<'a>) -> bool {
        let mut object = inner(member.object());
        // `(a = o.a.qy) === null || a.shareToExternalContact(…)`
        if let Expression::Identifier(name) = object
            && let Some(symbol) = self.symbol(name)
            && let Some(Origin::Value(value, keys)) = self.origin(symbol)
            && keys.is_empty()
        {
            object = inner(value);
        }
        let Some(qy) = object.as_member_expression() else {
            return false;
        };
        if qy.static_property_name() != Some("qy") {
            return false;
        }
        let mut root = inner(qy.object());
        loop {
            root = match root {
                Expression::CallExpression(call) => inner(&call.callee),
                Expression::Identifier(name) => {
                    return match self.symbol(name).map(|symbol| self.origin(symbol)) {
                        None => true,
                        Some(Some(Origin::Value(..) | Origin::Import { .. })) => true,
                        Some(_) => false,
                    };
                }
                Expression::ThisExpression(_) => return true,
                other => match other.as_member_expression() {
                    Some(member) => inner(member.object()),
                    None => return false,
                },
            };
        }
    }

    fn is_named(&self, expression: &Expression<'a>, wanted: &str) -> bool {
        matches!(inner(expression), Expression::Identifier(name) if name.name == wanted)
    }

    /// `name` of `name` and of `object.name`.
    pub fn last_name(&self, expression: &'a Expression<'a>) -> Option<&'a str> {
        match inner(expression) {
            Expression::Identifier(name) => Some(name.name.as_str()),
            Expression::SequenceExpression(it) => self.last_name(it.expressions.last()?),
            // `Object(module.name)(…)`, as webpack calls without a `this`.
            Expression::CallExpression(call) if self.is_named(&call.callee, "Object") => {
                self.last_name(call.arguments.first()?.as_expression()?)
            }
            other => other.as_member_expression()?.static_property_name(),
        }
    }
}
