//! Finds what would go wrong with the shares of a mini program, without running it.
//!
//! [`check`] reads a mini program's folder, parses every script with a real parser and judges each share call by the
//! rule book (`wecom-share-rules`): limits, channels and page forms are never written down here. A value is judged
//! only if it can be read off the text: a literal, a concatenation whose part in question is constant, a constant of
//! the same file. Where that is not so, nothing is said: a finding is meant to be true.

mod app;
mod code;
mod finding;
mod fix;
mod index;
mod instances;
mod paths;
mod report;
mod rules;
mod source;
mod texts;
mod walk;

use std::path::Path;

pub use self::{
    app::App,
    code::{Code, Level},
    finding::{Edit, Finding, Place, Related},
    fix::{FixError, fix},
    report::{Language, Look, Report, Summary, sarif, terminal},
};

/// Why a folder could not be checked at all.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    #[error("{path} 不是文件夹 / {path} is not a folder")]
    NotAFolder { path: String },
    #[error("读不到 {path}：{source} / cannot read {path}")]
    Unreadable {
        path: String,
        source: std::io::Error,
    },
}

/// Checks the mini program in `folder`: the folder of `app.json`, or one whose `project.config.json` names it.
///
/// Findings come sorted by file and place. A script that does not parse is a finding, not an error.
///
/// # Errors
/// The folder, or a file in it, cannot be read.
pub fn check(folder: &Path) -> Result<Report, CheckError> {
    // The parser descends into nested expressions; generated scripts nest deeper than an ordinary stack.
    std::thread::scope(|scope| {
        let run = std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, || check_here(folder));
        match run.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(result)) => result,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(_) => check_here(folder),
        }
    })
}

/// Only reserved, not used, until a script needs it.
const STACK: usize = 512 << 20;

fn check_here(folder: &Path) -> Result<Report, CheckError> {
    let mut findings = Vec::new();
    let app = App::read(folder, &mut findings)?;
    let scripts = walk::scripts(&app)?;
    let index = index::Index::of(&scripts);
    for script in &scripts {
        source::parse(script, |parsed| match parsed {
            Ok(source) => rules::run(&source, &app, &index, &mut findings),
            Err(broken) => findings.push(broken),
        });
    }
    Ok(Report::new(&app, scripts.len(), findings))
}
