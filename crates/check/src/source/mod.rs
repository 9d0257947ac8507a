//! One parsed script, and what can be read off it with certainty.

mod names;
mod objects;
mod value;
mod wecom;

use oxc_allocator::Allocator;
use oxc_ast::{AstKind, ast::Expression};
use oxc_parser::Parser;
use oxc_semantic::{AstNode, NodeId, Semantic, SemanticBuilder};
use oxc_span::{GetSpan, SourceType, Span};

pub use self::{
    names::{ANY, MODULE, Origin},
    objects::{Object, function_of},
    value::{At, Part, Text},
};
use crate::{
    code::Code,
    finding::{Finding, Lines, Place},
    texts,
    walk::Script,
};

pub struct Source<'a> {
    pub name: &'a str,
    pub text: &'a str,
    pub semantic: Semantic<'a>,
    lines: Lines<'a>,
}

/// Parses a script and hands it on, or the finding that says why it does not parse.
pub fn parse(script: &Script, then: impl FnOnce(Result<Source<'_>, Finding>)) {
    let lines = Lines::of(&script.text);
    let allocator = Allocator::default();
    // Mini programs compile ES modules and CommonJS alike, whatever the file is called.
    let kind = if script.name.ends_with(".ts") {
        SourceType::ts()
    } else {
        SourceType::unambiguous().with_jsx(true)
    };
    let mut parsed = Parser::new(&allocator, &script.text, kind).parse();
    if parsed.panicked || parsed.diagnostics.has_errors() {
        // `return` or `await` outside a function are accepted by one goal of the grammar and refused by the other.
        let again = Parser::new(&allocator, &script.text, SourceType::cjs().with_jsx(true)).parse();
        if !script.name.ends_with(".ts") && !again.panicked && !again.diagnostics.has_errors() {
            parsed = again;
        } else {
            let error = parsed.diagnostics.errors().next();
            then(Err(broken(script, &lines, error)));
            return;
        }
    }
    let program = allocator.alloc(parsed.program);
    let semantic = SemanticBuilder::new()
        .with_build_nodes(true)
        .build(program)
        .semantic;
    then(Ok(Source {
        name: &script.name,
        text: &script.text,
        semantic,
        lines,
    }));
}

fn broken(
    script: &Script,
    lines: &Lines<'_>,
    error: Option<&oxc_diagnostics::OxcDiagnostic>,
) -> Finding {
    let words = error.map_or_else(String::new, |error| error.message.to_string());
    let at = error
        .and_then(|error| error.labels.first())
        .map_or(0, |label| label.offset() as usize);
    let place = lines.place(&script.name, at, at + 1);
    let mut finding = texts::finding(Code::SyntaxError, place, &[("error", &words)]);
    finding.excerpt = lines.excerpt(&finding.place, 1);
    finding
}

impl<'a> Source<'a> {
    pub fn place(&self, span: Span) -> Place {
        self.lines
            .place(self.name, span.start as usize, span.end as usize)
    }

    /// A finding at a stretch of this script; `values` fill the words.
    pub fn finding(&self, code: Code, span: Span, values: &[(&str, &str)]) -> Finding {
        let mut finding = texts::finding(code, self.place(span), values);
        finding.excerpt = self.lines.excerpt(&finding.place, 3);
        finding
    }

    pub fn nodes(&self) -> impl Iterator<Item = &AstNode<'a>> {
        self.semantic.nodes().iter()
    }

    pub fn parent(&self, id: NodeId) -> &AstNode<'a> {
        self.semantic.nodes().parent_node(id)
    }

    pub fn words(&self, span: Span) -> &'a str {
        span.source_text(self.text)
    }

    /// Whether the node runs while the script loads: no function around it but ones that are called on the spot.
    pub fn runs_at_load(&self, id: NodeId) -> bool {
        let nodes = self.semantic.nodes();
        nodes.ancestors(id).all(|ancestor| match ancestor.kind() {
            AstKind::Function(function) => self.is_called_on_the_spot(ancestor.id(), function.span),
            AstKind::ArrowFunctionExpression(function) => {
                self.is_called_on_the_spot(ancestor.id(), function.span)
            }
            AstKind::PropertyDefinition(property) => property.r#static,
            _ => true,
        })
    }

    fn is_called_on_the_spot(&self, id: NodeId, span: Span) -> bool {
        let nodes = self.semantic.nodes();
        let around = nodes
            .ancestors(id)
            .find(|it| !matches!(it.kind(), AstKind::ParenthesizedExpression(_)));
        match around.map(AstNode::kind) {
            Some(AstKind::CallExpression(call)) => call.callee.span().contains_inclusive(span),
            _ => false,
        }
    }
}

/// What an optional chain or a parenthesis wraps.
pub fn inner<'e, 'a>(expression: &'e Expression<'a>) -> &'e Expression<'a> {
    expression.get_inner_expression()
}
