//! What WeCom says when it refuses.

use std::{fmt, time::Duration};

use crate::Code;

/// A non-zero `errcode` and the text beside it.
///
/// The text is for people and support; WeCom changes it without notice, so
/// nothing decides by it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refusal {
    pub code: Code,
    /// As WeCom wrote it, except that our own secrets are blotted out; of a
    /// text that is longer than any of WeCom's, the start.
    pub errmsg: String,
    /// The number WeCom's support asks for: what stands in `hint: […]`.
    pub hint: Option<Box<str>>,
    /// The address WeCom saw us call from: what must be in 企业可信IP.
    pub ip: Option<Box<str>>,
}

/// Bytes of a text that are kept: a log gets them for each refused call.
const KEPT: usize = 2000;

impl Refusal {
    /// Takes the documented text apart:
    /// `<reason>, hint: [<n>], from ip: <ip>, more info at …` (server-api.md §1.1).
    pub(crate) fn new(code: Code, mut errmsg: String) -> Self {
        if errmsg.len() > KEPT {
            errmsg.truncate(errmsg.floor_char_boundary(KEPT));
            errmsg.push('…');
        }
        let hint = after(&errmsg, "hint: [").and_then(|rest| rest.split_once(']'));
        let ip = after(&errmsg, "from ip: ").map(|rest| rest.split([',', ' ']).next());
        Self {
            code,
            hint: hint.map(|(hint, _)| hint.into()),
            ip: ip.flatten().filter(|ip| !ip.is_empty()).map(Into::into),
            errmsg,
        }
    }
}

fn after<'a>(text: &'a str, mark: &str) -> Option<&'a str> {
    text.split_once(mark).map(|(_, rest)| rest)
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.code, self.errmsg)
    }
}

/// What to do about a rate limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Advice {
    /// The shortest time after which asking again can help.
    pub wait: Duration,
    pub text: &'static str,
}

impl Advice {
    /// Windows and their lengths: server-api.md §11 and §12.
    pub(crate) fn on(code: Code) -> Self {
        let (seconds, text) = match code {
            Code::TOO_MANY_CONCURRENT | Code::CONCURRENT_CONFLICT => {
                (1, "make fewer calls of this endpoint at the same time")
            }
            Code::ABNORMAL_VOLUME => (
                60,
                "ask for less; look for another program that uses this company's data",
            ),
            _ => (
                60,
                "wait; WeCom blocks for 60 seconds, 60 minutes, the rest of the day or 30 days, \
                 by the limit that was passed",
            ),
        };
        Self {
            wait: Duration::from_secs(seconds),
            text,
        }
    }
}

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text)
    }
}
