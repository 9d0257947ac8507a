//! Objects that `create` of the SDK made, and the scripts that export them.

use std::collections::BTreeMap;

use oxc_ast::{
    AstKind,
    ast::{
        AssignmentTarget, BindingPattern, CallExpression, Declaration, Expression, ModuleExportName,
    },
};

use crate::source::{MODULE, Origin, Source, inner};

/// What is known of an object of the SDK.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instance {
    /// It surely has no server: what is only on the phone stays there.
    pub is_local: bool,
}

/// Exported objects, by script without its extension and by the name of the export; empty: the module itself.
#[derive(Debug, Default)]
pub struct Instances(BTreeMap<String, BTreeMap<String, Instance>>);

const DEPTH: usize = 8;

/// The object an expression of this script stands for.
pub fn made<'a>(source: &Source<'a>, expression: &'a Expression<'a>) -> Option<Instance> {
    made_within(source, expression, DEPTH)
}

fn made_within<'a>(
    source: &Source<'a>,
    expression: &'a Expression<'a>,
    depth: usize,
) -> Option<Instance> {
    let depth = depth.checked_sub(1)?;
    match inner(expression) {
        Expression::CallExpression(call) => {
            let way = source.dotted(&call.callee)?;
            (way == [MODULE, "create"]).then(|| Instance {
                is_local: is_local(source, call),
            })
        }
        Expression::Identifier(name) => match source.origin(source.symbol(name)?)? {
            Origin::Value(value, keys) if keys.is_empty() => made_within(source, value, depth),
            _ => None,
        },
        _ => None,
    }
}

/// `create()`, or options written down without a server.
fn is_local<'a>(source: &Source<'a>, call: &'a CallExpression<'a>) -> bool {
    let Some(options) = call.arguments.first() else {
        return true;
    };
    let options = options
        .as_expression()
        .and_then(|options| source.object(options));
    options.is_some_and(|options| {
        let nothing = |value: &'a Expression<'a>| {
            value.is_null_or_undefined() || source.constant(value).is_some_and(|it| it.is_empty())
        };
        options.complete && options.value("server").is_none_or(nothing)
    })
}

impl Instances {
    /// What another script exports under that name.
    pub fn find(&self, from: &str, module: &str, exported: &str) -> Option<Instance> {
        let path = resolved(from, module)?;
        let exports = self
            .0
            .get(&path)
            .or_else(|| self.0.get(&format!("{path}/index")))?;
        exports.get(exported).copied()
    }

    /// Notes what a script exports.
    pub fn add<'a>(&mut self, source: &Source<'a>) {
        for node in source.nodes() {
            match node.kind() {
                AstKind::AssignmentExpression(it) => {
                    if let AssignmentTarget::StaticMemberExpression(left) = &it.left
                        && let Some(name) = exported_name(&left.object, left.property.name.as_str())
                    {
                        self.note(source, &name, &it.right);
                    }
                }
                AstKind::ExportDefaultDeclaration(it) => {
                    if let Some(value) = it.declaration.as_expression() {
                        self.note(source, "", value);
                    }
                }
                AstKind::ExportDeclaration(it) => {
                    if let Declaration::VariableDeclaration(list) = &it.declaration {
                        for one in &list.declarations {
                            if let (BindingPattern::BindingIdentifier(name), Some(value)) =
                                (&one.id, &one.init)
                            {
                                self.note(source, name.name.as_str(), value);
                            }
                        }
                    }
                }
                AstKind::ExportNamedDeclaration(it) => {
                    for one in &it.specifiers {
                        if let ModuleExportName::IdentifierReference(local) = &one.local
                            && let Some(symbol) = source.symbol(local)
                            && let Some(Origin::Value(value, keys)) = source.origin(symbol)
                            && keys.is_empty()
                        {
                            self.note(source, &one.exported.name(), value);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn note<'a>(&mut self, source: &Source<'a>, name: &str, value: &'a Expression<'a>) {
        if let Some(instance) = made(source, value) {
            let exports = self.0.entry(stem(source.name).to_owned()).or_default();
            exports.insert(name.to_owned(), instance);
        } else if name.is_empty()
            && let Some(object) = source.object(value)
        {
            for property in object.properties() {
                if let Some(name) = property.key.static_name().filter(|name| !name.is_empty()) {
                    self.note(source, &name, &property.value);
                }
            }
        }
    }
}

/// `module.exports`: the empty name; `exports.name`, `module.exports.name`: the name.
fn exported_name(object: &Expression<'_>, key: &str) -> Option<String> {
    let is_named = |expression: &Expression<'_>, name: &str| matches!(inner(expression), Expression::Identifier(it) if it.name == name);
    if is_named(object, "module") && key == "exports" {
        return Some(String::new());
    }
    let is_exports = is_named(object, "exports")
        || object.as_member_expression().is_some_and(|it| {
            is_named(it.object(), "module") && it.static_property_name() == Some("exports")
        });
    // `exports.default` is what `require` of a compiled module gives under `default`, which is left out of ways.
    is_exports.then(|| {
        if key == "default" {
            String::new()
        } else {
            key.to_owned()
        }
    })
}

/// The script a relative module names, without its extension, as scripts are named here.
fn resolved(from: &str, module: &str) -> Option<String> {
    let mut way: Vec<&str> = match module.starts_with('/') {
        true => Vec::new(),
        false if module.starts_with('.') => {
            let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
            folder.split('/').filter(|part| !part.is_empty()).collect()
        }
        false => return None,
    };
    for part in module.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                way.pop()?;
            }
            part => way.push(part),
        }
    }
    Some(stem(&way.join("/")).to_owned())
}

fn stem(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, "js" | "ts" | "mjs" | "cjs")) => stem,
        _ => name,
    }
}
