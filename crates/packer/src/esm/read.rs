//! Reading one `import` or `export` statement.

use super::scan::{Kind, Scanner, Token};

/// The name of a default export that has none.
const DEFAULT: &str = "__wsDefault";

/// Words that begin a statement: a list of declarations without `;` ends before them.
const STATEMENTS: [&str; 16] = [
    "export", "import", "const", "let", "var", "function", "class", "if", "for", "while", "return",
    "switch", "try", "throw", "async", "do",
];

/// One statement, and what stands in its place.
#[derive(Debug, Default)]
pub struct Statement {
    pub start: usize,
    pub end: usize,
    pub replacement: String,
    /// Exported name and the file's own variable.
    pub exports: Vec<(String, String)>,
    pub from: Option<String>,
    /// Local name and the other module's; `*` for all of it.
    pub imports: Vec<(String, String)>,
    /// Exported name and the other module's; `*` for all of it.
    pub reexports: Vec<(String, String)>,
}

/// Reads the statement at `start`. `None` when the word is none, as in `import('x')`; the place of
/// what cannot be read otherwise.
pub fn statement(source: &str, start: usize) -> Result<Option<Statement>, usize> {
    let mut reader = Reader {
        scanner: Scanner::new(source, start),
        source,
        peeked: None,
    };
    let keyword = reader.word()?;
    let mut statement = Statement {
        start,
        ..Statement::default()
    };
    let is_statement = if keyword == "import" {
        reader.import(&mut statement)?
    } else {
        reader.export(&mut statement)?;
        true
    };
    Ok(is_statement.then_some(statement))
}

struct Reader<'a> {
    scanner: Scanner<'a>,
    source: &'a str,
    peeked: Option<Option<Token>>,
}

impl<'a> Reader<'a> {
    fn import(&mut self, statement: &mut Statement) -> Result<bool, usize> {
        if self.peek_is("(") {
            return Ok(false);
        }
        if self.peek_is(".") {
            return Err(statement.start);
        }
        if self.peek_kind() != Some(Kind::Text) {
            self.import_names(statement)?;
            self.expect("from")?;
        }
        self.module_name(statement)?;
        Ok(true)
    }

    fn import_names(&mut self, statement: &mut Statement) -> Result<(), usize> {
        loop {
            if self.peek_is("*") {
                self.next()?;
                self.expect("as")?;
                statement
                    .imports
                    .push((self.word()?.to_owned(), "*".to_owned()));
            } else if self.peek_is("{") {
                let names = self.names()?;
                statement
                    .imports
                    .extend(names.into_iter().map(|(theirs, local)| (local, theirs)));
            } else {
                statement
                    .imports
                    .push((self.word()?.to_owned(), "default".to_owned()));
            }
            if !self.peek_is(",") {
                return Ok(());
            }
            self.next()?;
        }
    }

    fn export(&mut self, statement: &mut Statement) -> Result<(), usize> {
        let token = self.next()?;
        match self.scanner.text(&token) {
            "*" => {
                let mut out = "*".to_owned();
                if self.peek_is("as") {
                    self.next()?;
                    out = self.name()?;
                }
                statement.reexports.push((out, "*".to_owned()));
                self.expect("from")?;
                self.module_name(statement)
            }
            "{" => {
                self.peeked = Some(Some(token));
                let names = self.names()?;
                if self.peek_is("from") {
                    self.next()?;
                    statement.reexports = names
                        .into_iter()
                        .map(|(theirs, out)| (out, theirs))
                        .collect();
                    return self.module_name(statement);
                }
                statement.exports = names.into_iter().map(|(local, out)| (out, local)).collect();
                self.finish(statement);
                Ok(())
            }
            "default" => self.default(statement, token.end),
            "const" | "let" | "var" => {
                statement.end = token.start;
                for name in self.declared()? {
                    statement.exports.push((name.clone(), name));
                }
                Ok(())
            }
            "function" | "class" | "async" => {
                statement.end = token.start;
                let name = self.declared_name(&token)?.ok_or(token.start)?;
                statement.exports.push((name.clone(), name));
                Ok(())
            }
            _ => Err(token.start),
        }
    }

    fn default(&mut self, statement: &mut Statement, after: usize) -> Result<(), usize> {
        let token = self.next()?;
        let word = self.scanner.text(&token);
        let declares =
            word == "function" || word == "class" || (word == "async" && self.peek_is("function"));
        if !declares {
            statement.end = after;
            statement.replacement = format!("const {DEFAULT}=");
            statement
                .exports
                .push(("default".to_owned(), DEFAULT.to_owned()));
            return Ok(());
        }
        statement.end = token.start;
        let mut last = token.clone();
        while self.peek_is("function") || self.peek_is("*") {
            last = self.next()?;
        }
        let name = match self.peek() {
            Some(next) if next.kind == Kind::Word && self.scanner.text(&next) != "extends" => {
                self.scanner.text(&next).to_owned()
            }
            _ => {
                statement.replacement =
                    format!("{} {DEFAULT}", &self.source[token.start..last.end]);
                statement.end = last.end;
                DEFAULT.to_owned()
            }
        };
        statement.exports.push(("default".to_owned(), name));
        Ok(())
    }

    /// The name of a function or class whose first word was read.
    fn declared_name(&mut self, first: &Token) -> Result<Option<String>, usize> {
        if self.scanner.text(first) == "async" {
            self.expect("function")?;
        }
        if self.peek_is("*") {
            self.next()?;
        }
        let name = self.next()?;
        Ok((name.kind == Kind::Word).then(|| self.scanner.text(&name).to_owned()))
    }

    /// The names of `a = 1, { b, c: [d] } = e`.
    fn declared(&mut self) -> Result<Vec<String>, usize> {
        let mut names = Vec::new();
        loop {
            self.binding(&mut names)?;
            // The initial value runs to the next comma outside brackets.
            loop {
                let Some(token) = self.peek() else {
                    return Ok(names);
                };
                let text = self.scanner.text(&token);
                if token.depth == 0 && text == "," {
                    self.next()?;
                    break;
                }
                let ends = text == ";"
                    || (token.new_line && token.kind == Kind::Word && STATEMENTS.contains(&text));
                if token.depth == 0 && ends {
                    return Ok(names);
                }
                self.next()?;
            }
        }
    }

    fn binding(&mut self, names: &mut Vec<String>) -> Result<(), usize> {
        let token = self.next()?;
        if token.kind == Kind::Word {
            names.push(self.scanner.text(&token).to_owned());
            return Ok(());
        }
        let close = match self.scanner.text(&token) {
            "{" => "}",
            "[" => "]",
            _ => return Err(token.start),
        };
        while !self.peek_is(close) {
            if self.peek_is(",") {
                self.next()?;
                continue;
            }
            if self.peek_is("...") {
                self.next()?;
            } else if close == "}" {
                let key = self.next()?;
                if !self.peek_is(":") {
                    names.push(self.scanner.text(&key).to_owned());
                    self.skip_default(close)?;
                    continue;
                }
                self.next()?;
            }
            self.binding(names)?;
            self.skip_default(close)?;
        }
        self.next()?;
        Ok(())
    }

    /// `= value` inside a pattern.
    fn skip_default(&mut self, close: &str) -> Result<(), usize> {
        if !self.peek_is("=") {
            return Ok(());
        }
        let depth = self.next()?.depth;
        while let Some(token) = self.peek() {
            let text = self.scanner.text(&token);
            if (token.depth == depth && text == ",") || (token.depth < depth && text == close) {
                break;
            }
            self.next()?;
        }
        Ok(())
    }

    /// `{ a, b as c }` as pairs of the name before and after `as`.
    fn names(&mut self) -> Result<Vec<(String, String)>, usize> {
        self.expect("{")?;
        let mut names = Vec::new();
        while !self.peek_is("}") {
            let before = self.name()?;
            let mut after = before.clone();
            if self.peek_is("as") {
                self.next()?;
                after = self.name()?;
            }
            names.push((before, after));
            if self.peek_is(",") {
                self.next()?;
            } else if !self.peek_is("}") {
                return Err(self.place());
            }
        }
        self.next()?;
        Ok(names)
    }

    fn module_name(&mut self, statement: &mut Statement) -> Result<(), usize> {
        let token = self.next()?;
        if token.kind != Kind::Text {
            return Err(token.start);
        }
        let text = self.scanner.text(&token);
        statement.from = Some(text[1..text.len() - 1].to_owned());
        statement.end = token.end;
        if self.peek_is("with") || self.peek_is("assert") {
            return Err(self.place());
        }
        self.finish_at(statement, token.end);
        Ok(())
    }

    fn finish(&mut self, statement: &mut Statement) {
        let end = self.end_of_last();
        self.finish_at(statement, end);
    }

    /// A `;` belongs to the statement.
    fn finish_at(&mut self, statement: &mut Statement, end: usize) {
        statement.end = match self.peek() {
            Some(token) if self.scanner.text(&token) == ";" => token.end,
            _ => end,
        };
    }

    /// Where the last token that was taken ends: before the blanks in front of the next one.
    fn end_of_last(&mut self) -> usize {
        let place = self.place();
        self.source[..place]
            .rfind('}')
            .map_or(place, |brace| brace + 1)
    }

    fn name(&mut self) -> Result<String, usize> {
        let token = self.next()?;
        match token.kind {
            Kind::Word => Ok(self.scanner.text(&token).to_owned()),
            Kind::Text => {
                let text = self.scanner.text(&token);
                Ok(text[1..text.len() - 1].to_owned())
            }
            Kind::Other => Err(token.start),
        }
    }

    fn word(&mut self) -> Result<&'a str, usize> {
        let token = self.next()?;
        if token.kind == Kind::Word {
            Ok(self.scanner.text(&token))
        } else {
            Err(token.start)
        }
    }

    fn expect(&mut self, text: &str) -> Result<(), usize> {
        let token = self.next()?;
        if self.scanner.text(&token) == text {
            Ok(())
        } else {
            Err(token.start)
        }
    }

    fn next(&mut self) -> Result<Token, usize> {
        match self.peeked.take() {
            Some(token) => token,
            None => self.scanner.next(),
        }
        .ok_or(self.source.len())
    }

    fn peek(&mut self) -> Option<Token> {
        if self.peeked.is_none() {
            self.peeked = Some(self.scanner.next());
        }
        self.peeked.clone().flatten()
    }

    fn peek_is(&mut self, text: &str) -> bool {
        self.peek()
            .is_some_and(|token| self.scanner.text(&token) == text)
    }

    fn peek_kind(&mut self) -> Option<Kind> {
        self.peek().map(|token| token.kind)
    }

    fn place(&mut self) -> usize {
        self.peek().map_or(self.source.len(), |token| token.start)
    }
}
