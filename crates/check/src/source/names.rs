//! Which thing a name stands for.

use oxc_ast::{
    AstKind,
    ast::{
        AssignmentTarget, BindingPattern, CallExpression, ChainElement, Expression,
        IdentifierReference, MemberExpression, ObjectPattern,
    },
};
use oxc_semantic::{NodeId, SymbolId};
use oxc_span::GetSpan;
use oxc_syntax::operator::{AssignmentOperator, LogicalOperator};

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
const DEPTH: usize = 12;

/// A key that is only known when the program runs.
pub const ANY: &str = "*";

/// The SDK's module, as ways begin with it.
pub const MODULE: &str = "require:wecom-share";

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
        if !scoping.symbol_redeclarations(symbol).is_empty() {
            return None;
        }
        if scoping.symbol_is_mutated(symbol) {
            return self.written_once(symbol);
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

    /// `let name; … name = value`, as compilers write `object?.key`: the only value it ever has.
    fn written_once(&self, symbol: SymbolId) -> Option<Origin<'a>> {
        let scoping = self.semantic.scoping();
        let nodes = self.semantic.nodes();
        let AstKind::VariableDeclarator(declarator) =
            nodes.kind(scoping.symbol_declaration(symbol))
        else {
            return None;
        };
        if declarator.init.is_some() {
            return None;
        }
        let references = scoping.get_resolved_references(symbol);
        let mut writes = references.filter(|reference| reference.is_write());
        let (first, None) = (writes.next()?, writes.next()) else {
            return None;
        };
        let AstKind::AssignmentExpression(it) = nodes.parent_kind(first.node_id()) else {
            return None;
        };
        let plain = it.operator == AssignmentOperator::Assign
            && matches!(it.left, AssignmentTarget::AssignmentTargetIdentifier(_));
        plain.then(|| Origin::Value(&it.right, Vec::new()))
    }

    /// The way from a global or a required module to what the expression stands for: `wx.qy.login` is
    /// `["wx", "qy", "login"]`, also behind constants; a module stands as `require:name`. [`ANY`] is a key that is
    /// not known. What frameworks call `wx` is `wx`: `uni`, `Taro`, `common_vendor.wx$1`.
    pub fn dotted(&self, expression: &'a Expression<'a>) -> Option<Vec<String>> {
        self.dotted_within(expression, DEPTH).map(as_wx)
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
                    Origin::Parameter {
                        function, index, ..
                    } => self
                        .is_injected(&name.name, function, index)
                        .then(|| vec!["wx".to_owned()]),
                },
            },
            Expression::ChainExpression(chain) => match &chain.expression {
                ChainElement::CallExpression(_) | ChainElement::TSNonNullExpression(_) => None,
                element => self.dotted_member(element.member_expression()?, depth),
            },
            Expression::CallExpression(call) => match call.common_js_require() {
                Some(module) => Some(vec![format!("require:{}", module.value)]),
                None => self.interop(call, depth),
            },
            // What compilers make of `object?.key`, and people of `object && object.key`.
            Expression::AssignmentExpression(it) if it.operator == AssignmentOperator::Assign => {
                self.dotted_within(&it.right, depth)
            }
            Expression::SequenceExpression(it) => self.dotted_within(it.expressions.last()?, depth),
            Expression::ConditionalExpression(it) if is_nothing(&it.consequent) => {
                self.dotted_within(&it.alternate, depth)
            }
            Expression::ConditionalExpression(it) if is_nothing(&it.alternate) => {
                self.dotted_within(&it.consequent, depth)
            }
            Expression::LogicalExpression(it) if it.operator == LogicalOperator::And => {
                self.dotted_within(&it.right, depth)
            }
            Expression::LogicalExpression(it) if is_nothing(&it.right) => {
                self.dotted_within(&it.left, depth)
            }
            other => self.dotted_member(other.as_member_expression()?, depth),
        }
    }

    /// `(function (wx, uni) { … }).call(this, __webpack_require__(1)["default"], …)`, as uni-app's older compiler writes it.
    fn is_injected(&self, name: &str, function: NodeId, index: usize) -> bool {
        if !matches!(name, "wx" | "uni") {
            return false;
        }
        let nodes = self.semantic.nodes();
        let mut around = nodes
            .ancestor_kinds(function)
            .skip_while(|kind| matches!(kind, AstKind::ParenthesizedExpression(_)));
        let called = matches!(around.next(), Some(AstKind::StaticMemberExpression(it)) if it.property.name == "call");
        match around.next() {
            Some(AstKind::CallExpression(call)) if called => call
                .arguments
                .get(index + 1)
                .is_some_and(|it| self.words(it.span()).starts_with("__webpack_require__(")),
            _ => false,
        }
    }

    /// `_interopRequireDefault(require('module'))`, `__importStar(require('module'))`.
    fn interop(&self, call: &'a CallExpression<'a>, depth: usize) -> Option<Vec<String>> {
        let name = match inner(&call.callee) {
            Expression::Identifier(name) => name.name.as_str(),
            other => other.as_member_expression()?.static_property_name()?,
        };
        let name = name.to_ascii_lowercase();
        let known = ["interop", "import", "toesm"];
        let [argument, ..] = call.arguments.as_slice() else {
            return None;
        };
        if !known.iter().any(|part| name.contains(part)) {
            return None;
        }
        let way = self.dotted_within(argument.as_expression()?, depth)?;
        (way.len() == 1 && way[0].starts_with("require:")).then_some(way)
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

/// What frameworks call `wx`, and the `default` that compilers put behind a module.
fn as_wx(mut way: Vec<String>) -> Vec<String> {
    if way
        .first()
        .is_some_and(|first| first.starts_with("require:"))
        && way.get(1).is_some_and(|key| key == "default")
    {
        way.remove(1);
    }
    let known = match way.as_slice() {
        [first, ..] if first == "uni" || first == "Taro" => 1,
        [first, key, ..] if first == "require:@tarojs/taro" => {
            if matches!(key.as_str(), "Taro" | "taro") {
                2
            } else {
                1
            }
        }
        [first, key, ..]
            if first.starts_with("require:")
                && first.contains("vendor")
                && matches!(key.as_str(), "wx$1" | "index" | "Taro" | "taro") =>
        {
            2
        }
        _ => return way,
    };
    way.splice(..known, ["wx".to_owned()]);
    way
}

/// `undefined`, `void 0`, `null`, `{}`: what stands for a thing that is not there.
fn is_nothing(expression: &Expression<'_>) -> bool {
    expression.is_null_or_undefined()
        || matches!(inner(expression), Expression::ObjectExpression(it) if it.properties.is_empty())
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
