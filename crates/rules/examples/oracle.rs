//! Answers questions about the rules: one JSON question a line on stdin, one JSON answer a line on stdout.
//! For comparing another implementation of the rules with this one; see `wecom_share_rules::oracle`.
//!
//! ```text
//! $ echo '{"path":{"page":"pages/a?x=1","channel":"share-card"}}' | cargo run -q -p wecom-share-rules --example oracle
//! {"path":"/pages/a.html?x=1"}
//! ```

use std::io::{self, BufRead, Write};

use wecom_share_rules::oracle;

fn main() -> io::Result<()> {
    let mut questions = io::BufReader::new(io::stdin().lock());
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut line = String::new();
    while questions.read_line(&mut line)? > 0 {
        let answer = match serde_json::from_str(&line) {
            Ok(question) => oracle::answer(&question),
            Err(error) => serde_json::json!({"not_a_question": error.to_string()}),
        };
        writeln!(out, "{answer}")?;
        line.clear();
        // The asker may wait for an answer before the next question.
        if questions.buffer().is_empty() {
            out.flush()?;
        }
    }
    out.flush()
}
