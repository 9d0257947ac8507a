//! Finding `import` and `export` that stand at the top of a file, past strings, comments, templates
//! and regular expressions.

/// Words after which a `/` begins a regular expression.
const BEFORE_REGEX: [&str; 15] = [
    "return",
    "typeof",
    "case",
    "in",
    "of",
    "delete",
    "void",
    "throw",
    "new",
    "instanceof",
    "else",
    "do",
    "yield",
    "await",
    "default",
];

/// Where `import` and `export` stand outside all brackets.
pub fn top_level_keywords(source: &str) -> Vec<usize> {
    let mut scanner = Scanner::new(source, 0);
    let mut found = Vec::new();
    while let Some(token) = scanner.next() {
        let keyword = matches!(scanner.text(&token), "import" | "export");
        if keyword && token.depth == 0 && !token.after_dot {
            found.push(token.start);
        }
    }
    found
}

/// One token: a word, a string, a punctuator of one character, or `` ` `` for a whole template.
#[derive(Clone, Debug)]
pub struct Token {
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
    /// How many brackets are open around it; a bracket counts as outside of itself.
    pub depth: usize,
    pub after_dot: bool,
    /// Whether a line break stands before it.
    pub new_line: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Word,
    Text,
    Other,
}

pub struct Scanner<'a> {
    source: &'a str,
    bytes: &'a [u8],
    at: usize,
    /// Open brackets; for `(`, whether a statement such as `if (…)` opened it.
    open: Vec<bool>,
    regex_may_follow: bool,
    last_word_opens_statement: bool,
    after_dot: bool,
}

impl<'a> Scanner<'a> {
    pub fn new(source: &'a str, at: usize) -> Self {
        Self {
            source,
            bytes: source.as_bytes(),
            at,
            open: Vec::new(),
            regex_may_follow: true,
            last_word_opens_statement: false,
            after_dot: false,
        }
    }

    pub fn text(&self, token: &Token) -> &'a str {
        &self.source[token.start..token.end]
    }

    pub fn next(&mut self) -> Option<Token> {
        let new_line = self.skip_blank();
        let start = self.at;
        let byte = *self.bytes.get(start)?;
        let after_dot = std::mem::take(&mut self.after_dot);
        let mut depth = self.open.len();
        let kind = match byte {
            b'"' | b'\'' => {
                self.skip_string(byte);
                self.value();
                Kind::Text
            }
            b'`' => {
                self.skip_template();
                self.value();
                Kind::Other
            }
            b'/' if self.regex_may_follow && self.skip_regex() => {
                self.value();
                Kind::Other
            }
            byte if is_word(byte) => {
                self.skip_word();
                let word = &self.source[start..self.at];
                self.regex_may_follow = !after_dot && BEFORE_REGEX.contains(&word);
                self.last_word_opens_statement =
                    !after_dot && matches!(word, "if" | "while" | "for" | "with");
                Kind::Word
            }
            _ => {
                self.punctuator(byte);
                depth = depth.min(self.open.len());
                Kind::Other
            }
        };
        Some(Token {
            start,
            end: self.at,
            kind,
            depth,
            after_dot,
            new_line,
        })
    }

    fn punctuator(&mut self, byte: u8) {
        self.at += 1;
        self.regex_may_follow = true;
        match byte {
            b'(' | b'[' | b'{' => self.open.push(self.last_word_opens_statement),
            b')' => self.regex_may_follow = self.open.pop().unwrap_or(false),
            b']' => {
                self.open.pop();
                self.regex_may_follow = false;
            }
            // After a block a regular expression is likelier than a division.
            b'}' => {
                self.open.pop();
            }
            // `a++ / b`.
            b'+' | b'-' if self.bytes.get(self.at) == Some(&byte) => {
                self.at += 1;
                self.regex_may_follow = false;
            }
            // `...` is no member access.
            b'.' if self.bytes[self.at..].starts_with(b"..") => self.at += 2,
            b'.' => self.after_dot = true,
            _ => {}
        }
        self.last_word_opens_statement = false;
    }

    fn value(&mut self) {
        self.regex_may_follow = false;
        self.last_word_opens_statement = false;
    }

    /// Skips blanks and comments; says whether a line ended.
    fn skip_blank(&mut self) -> bool {
        let mut new_line = false;
        loop {
            let rest = &self.bytes[self.at..];
            match rest {
                [b'\n', ..] => {
                    new_line = true;
                    self.at += 1;
                }
                [b'/', b'/', ..] => {
                    self.at += rest
                        .iter()
                        .position(|byte| *byte == b'\n')
                        .unwrap_or(rest.len())
                }
                [b'/', b'*', ..] => {
                    let end = self.source[self.at + 2..]
                        .find("*/")
                        .map_or(self.bytes.len(), |end| self.at + 2 + end + 2);
                    new_line |= self.source[self.at..end].contains('\n');
                    self.at = end;
                }
                [byte, ..] if byte.is_ascii_whitespace() => self.at += 1,
                _ => return new_line,
            }
        }
    }

    fn skip_word(&mut self) {
        while self.bytes.get(self.at).copied().is_some_and(is_word) {
            self.at += 1;
        }
    }

    fn skip_string(&mut self, quote: u8) {
        self.at += 1;
        while let Some(byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'\n' => return,
                byte if *byte == quote => return,
                _ => {}
            }
        }
        self.at = self.at.min(self.bytes.len());
    }

    fn skip_template(&mut self) {
        self.at += 1;
        while let Some(byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'`' => return,
                b'$' if self.bytes.get(self.at) == Some(&b'{') => self.skip_substitution(),
                _ => {}
            }
        }
        self.at = self.at.min(self.bytes.len());
    }

    /// `${…}`: scanned like code, to its own closing brace.
    fn skip_substitution(&mut self) {
        let mut inner = Scanner::new(self.source, self.at);
        while let Some(token) = inner.next() {
            if inner.open.is_empty() && inner.text(&token) == "}" {
                break;
            }
        }
        self.at = inner.at;
    }

    /// A regular expression ends on its own line; otherwise the `/` was a division.
    fn skip_regex(&mut self) -> bool {
        let mut at = self.at + 1;
        let mut in_class = false;
        loop {
            match self.bytes.get(at) {
                None | Some(b'\n') => return false,
                Some(b'\\') => at += 1,
                Some(b'[') => in_class = true,
                Some(b']') => in_class = false,
                Some(b'/') if !in_class => break,
                _ => {}
            }
            at += 1;
        }
        self.at = at + 1;
        self.skip_word();
        true
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || byte >= 0x80
}
