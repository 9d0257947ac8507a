//! Which thing a name stands for.

use oxc_ast::{
    AstKind,
    ast::{
        BindingPattern, ChainElement, Expression, IdentifierReference, MemberExpression,
        ObjectPattern,
    },
};
use oxc_semantic::{NodeId, SymbolId};

use super::{Source, inner};

/// Where the value of a name comes from.
#[derive(Clone, Debug)]
pub enum Origin<'a> {
    /// `const name = value`, or the keys of a destructured value.
    Value(&'a Expression<'a>, Vec<String>),
    /// A parameter of a function, by its place, or the keys of a destructured one.
    Parameter {
        function: NodeId,
        index: usize,
        keys: Vec<String>,
    },
    /// `import { imported as name } from 'module'`.
    Import { module: String, imported: String },
}

/// Constants of constants are followed so far.
const DEPTH: usize = 8;

/// A key that is only known when the program runs.
pub const ANY: &str = "*";

impl<'a> Source<'a> {
    /// The symbol of a name; `None` for globals such as `wx`.
    pub fn symbol(&self, name: &IdentifierReference<'a>) -> Option<SymbolId> {
        let reference = name.reference_id.get()?;
        self.semantic.scoping().get_reference(reference).symbol_id()
    }

    /// How often a symbol is used.
    pub fn uses(&self, symbol: SymbolId) -> usize {
        self.semantic
            .scoping()
            .get_resolved_reference_ids(symbol)
            .len()
    }

    /// Where the only value of a symbol comes from; `None` if it is written again or its origin is not plain.
    pub fn origin(&self, symbol: SymbolId) -> Option<Origin<'a>> {
        let scoping = self.semantic.scoping();
        if scoping.symbol_is_mutated(symbol) || !scoping.symbol_redeclarations(symbol).is_empty() {
            return None;
        }
        let node = self
            .semantic
            .nodes()
            .get_node(scoping.symbol_declaration(symbol));
        match node.kind() {
            AstKind::VariableDeclarator(declarator) => {
                let value = declarator.init.as_ref()?;
                Some(Origin::Value(value, keys(&declarator.id, symbol)?))
            }
            AstKind::FormalParameter(parameter) if parameter.initializer.is_none() => {
                let parameters = self.parent(node.id());
                let AstKind::FormalParameters(list) = parameters.kind() else {
                    return None;
                };
                Some(Origin::Parameter {
                    function: self.parent(parameters.id()).id(),
                    index: list.items.iter().position(|it| it.span == parameter.span)?,
                    keys: keys(&parameter.pattern, symbol)?,
                })
            }
            AstKind::ImportSpecifier(specifier) => {
                let AstKind::ImportDeclaration(import) = self.parent(node.id()).kind() else {
                    return None;
                };
                Some(Origin::Import {
                    module: import.source.value.to_string(),
                    imported: specifier.imported.name().to_string(),
                })
            }
            AstKind::ImportDefaultSpecifier(_) | AstKind::ImportNamespaceSpecifier(_) => {
                let AstKind::ImportDeclaration(import) = self.parent(node.id()).kind() else {
                    return None;
                };
                Some(Origin::Import {
                    module: import.source.value.to_string(),
                    imported: String::new(),
                })
            }
            _ => None,
        }
    }

    /// The way from a global or a required module to what the expression stands for: `wx.qy.login` is
    /// `["wx", "qy", "login"]`, also behind constants; a module stands as `require:name`. [`ANY`] is a key that is
    /// not known.
    pub fn dotted(&self, expression: &'a Expression<'a>) -> Option<Vec<String>> {
        self.dotted_within(expression, DEPTH)
    }

    fn dotted_within(&self, expression: &'a Expression<'a>, depth: usize) -> Option<Vec<String>> {
        let depth = depth.checked_sub(1)?;
        match inner(expression) {
            Expression::Identifier(name) => match self.symbol(name) {
                None => Some(vec![name.name.to_string()]),
                Some(symbol) => match self.origin(symbol)? {
                    Origin::Value(value, keys) => {
                        let mut way = self.dotted_within(value, depth)?;
                        way.extend(keys);
                        Some(way)
                    }
                    Origin::Import { module, imported } => {
                        let mut way = vec![format!("require:{module}")];
                        way.extend(Some(imported).filter(|name| !name.is_empty()));
                        Some(way)
                    }
                    Origin::Parameter { .. } => None,
                },
            },
            Expression::ChainExpression(chain) => match &chain.expression {
                ChainElement::CallExpression(_) | ChainElement::TSNonNullExpression(_) => None,
                element => self.dotted_member(element.member_expression()?, depth),
            },
            Expression::CallExpression(call) => {
                let module = call.common_js_require()?;
                Some(vec![format!("require:{}", module.value)])
            }
            other => self.dotted_member(other.as_member_expression()?, depth),
        }
    }

    fn dotted_member(&self, member: &'a MemberExpression<'a>, depth: usize) -> Option<Vec<String>> {
        let mut way = self.dotted_within(member.object(), depth)?;
        way.push(self.key_of(member));
        Some(way)
    }

    /// The key a member expression reads.
    pub fn key_of(&self, member: &'a MemberExpression<'a>) -> String {
        if let Some(name) = member.static_property_name() {
            return name.to_owned();
        }
        let known = match member {
            MemberExpression::ComputedMemberExpression(it) => self.constant(&it.expression),
            _ => None,
        };
        known.unwrap_or_else(|| ANY.to_owned())
    }
}

/// The keys that lead from the destructured value to the symbol; empty where it is not destructured.
fn keys(pattern: &BindingPattern<'_>, symbol: SymbolId) -> Option<Vec<String>> {
    match pattern {
        BindingPattern::BindingIdentifier(name) => {
            (name.symbol_id.get() == Some(symbol)).then(Vec::new)
        }
        BindingPattern::ObjectPattern(object) => keys_in(object, symbol),
        _ => None,
    }
}

fn keys_in(object: &ObjectPattern<'_>, symbol: SymbolId) -> Option<Vec<String>> {
    object.properties.iter().find_map(|property| {
        let rest = keys(&property.value, symbol)?;
        let name = property.key.static_name()?.into_owned();
        Some(std::iter::once(name).chain(rest).collect())
    })
}
