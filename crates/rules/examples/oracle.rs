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
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let answer = match serde_json::from_str(&line?) {
            Ok(question) => oracle::answer(&question),
            Err(error) => serde_json::json!({"not_a_question": error.to_string()}),
        };
        writeln!(out, "{answer}")?;
        // The asker may wait for each answer.
        out.flush()?;
    }
    Ok(())
}
