//! Checks a folder and times it: `cargo run -p wecom-share-check --example check -- DIR [zh|en]`.

use std::{path::Path, process::ExitCode, time::Instant};

use wecom_share_check::{Language, Look, check, terminal};

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let folder = args.next().unwrap_or_else(|| ".".to_owned());
    let english = args.next().is_some_and(|language| language == "en");
    let language = if english {
        Language::English
    } else {
        Language::Chinese
    };
    let start = Instant::now();
    match check(Path::new(&folder)) {
        Ok(report) => {
            print!(
                "{}",
                terminal(
                    &report,
                    Look {
                        language,
                        color: false
                    }
                )
            );
            eprintln!("{:.1?}", start.elapsed());
            ExitCode::from(u8::from(report.has_errors()))
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}
