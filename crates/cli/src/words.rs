//! The language of the terminal.

use std::io::{IsTerminal, Write};

use wecom_share_check::Language;

/// 输出语言 / the language of the output
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Lang {
    Zh,
    En,
}

/// The chosen language; else that of the locale; else Chinese.
pub fn language(chosen: Option<Lang>) -> Language {
    match chosen {
        Some(Lang::Zh) => Language::Chinese,
        Some(Lang::En) => Language::English,
        None => of_locale(|name| std::env::var(name).ok()),
    }
}

fn of_locale(variable: impl Fn(&str) -> Option<String>) -> Language {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| variable(name).filter(|value| !value.is_empty()));
    if locale.is_some_and(|locale| locale.starts_with("en")) {
        Language::English
    } else {
        Language::Chinese
    }
}

/// Whether standard output is a terminal that may be coloured (see no-color.org).
pub fn color() -> bool {
    std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|it| it.is_empty())
}

/// Writes to standard output. A reader that has seen enough (`| head`) is no error.
pub fn put(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_locale_variable_that_is_set_decides_and_chinese_is_the_default() {
        let with = |set: &[(&str, &str)]| {
            of_locale(|name| {
                let found = set.iter().find(|(key, _)| *key == name);
                found.map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(with(&[]), Language::Chinese);
        assert_eq!(with(&[("LANG", "C.UTF-8")]), Language::Chinese);
        assert_eq!(with(&[("LANG", "en_GB.UTF-8")]), Language::English);
        assert_eq!(
            with(&[("LANG", "en_GB.UTF-8"), ("LC_ALL", "zh_CN.UTF-8")]),
            Language::Chinese
        );
        assert_eq!(
            with(&[("LANG", "en_US.UTF-8"), ("LC_ALL", "")]),
            Language::English
        );
    }
}
