//! The form of an endpoint. Each is one constant in a file of its own; one that lacks its path, its method, its title, its
//! answer or who may have it does not compile, and one that is in no list is dead code and fails the lint.

use super::call::Call;
use super::caller::{Caller, ProviderCaller, SuiteCaller};
use super::context::Context;
use super::media::Part;
use super::refusal::Refusal;
use crate::Text;
use crate::world::Right;
use serde_json::{Value, json};

#[derive(Debug)]
pub(crate) struct Endpoint {
    /// Below `/cgi-bin/`.
    pub path: &'static str,
    /// Older paths below `/cgi-bin/` that still work.
    pub aliases: &'static [&'static str],
    /// POST endpoints do not read the body of a GET (server-api.md §1.1).
    pub post: bool,
    /// What a call is, for the journal: Chinese, English.
    title: (&'static str, &'static str),
    pub answer: Answer,
}

/// Who may have an answer, and where it comes from.
#[derive(Debug)]
pub(crate) enum Answer {
    /// No token: the endpoints that give tokens.
    Open(for<'a> fn(&mut Context<'a>) -> Answered),
    /// Any app's token.
    App(AppAnswer),
    /// The token of a self-built app in 可调用接口的应用, or of a provider's app that was granted the right.
    Contact(Right, AppAnswer),
    /// The token of a self-built app in 可调用接口的应用; providers' apps are not served.
    OwnContact(AppAnswer),
    /// The token of a self-built app.
    Own(AppAnswer),
    /// The token of a provider's app in a company.
    Provided(AppAnswer),
    /// suite_access_token
    Suite(for<'a> fn(&mut Context<'a>, SuiteCaller<'a>) -> Answered),
    /// provider_access_token
    Provider(for<'a> fn(&mut Context<'a>, ProviderCaller<'a>) -> Answered),
}

type AppAnswer = for<'a> fn(&mut Context<'a>, Caller<'a>) -> Answered;

pub(crate) type Answered = Result<Reply, Refusal>;

#[derive(Debug)]
pub(crate) enum Reply {
    /// Gets `errcode` 0 and, unless it has one, `errmsg` ok.
    Json(Value),
    /// Without `errcode`, as some endpoints succeed.
    Bare(Value),
    File(Part),
}

impl From<Value> for Reply {
    fn from(body: Value) -> Self {
        Self::Json(body)
    }
}

/// Success, and nothing to tell.
pub(crate) fn done() -> Answered {
    Ok(Reply::Json(json!({})))
}

impl Endpoint {
    pub const fn get(
        path: &'static str,
        answer: Answer,
        zh: &'static str,
        en: &'static str,
    ) -> Self {
        Self {
            path,
            aliases: &[],
            post: false,
            title: (zh, en),
            answer,
        }
    }

    pub const fn post(
        path: &'static str,
        answer: Answer,
        zh: &'static str,
        en: &'static str,
    ) -> Self {
        Self {
            post: true,
            ..Self::get(path, answer, zh, en)
        }
    }

    pub const fn also(self, aliases: &'static [&'static str]) -> Self {
        Self { aliases, ..self }
    }

    pub fn answer<'a>(&self, cx: &mut Context<'a>) -> Answered {
        cx.debug()?;
        match self.answer {
            Answer::Open(answer) => answer(cx),
            Answer::App(answer) => ask(cx, answer, |_| Ok(())),
            Answer::Contact(right, answer) => ask(cx, answer, |it| it.allowed(right)),
            Answer::OwnContact(answer) => ask(cx, answer, Caller::own_contact),
            Answer::Own(answer) => ask(cx, answer, Caller::own),
            Answer::Provided(answer) => ask(cx, answer, Caller::provided),
            Answer::Suite(answer) => {
                let caller = SuiteCaller::of(cx)?;
                answer(cx, caller)
            }
            Answer::Provider(answer) => {
                let caller = ProviderCaller::of(cx)?;
                answer(cx, caller)
            }
        }
    }

    /// What happened, for the journal.
    pub fn title(&self, call: &Call) -> Text {
        let (zh, en) = self.title;
        let size = if call.files.is_empty() {
            String::new()
        } else {
            format!(" · {} KB", call.size.div_ceil(1024))
        };
        let path = self.path;
        Text::new(format!("{zh} {path}{size}"), format!("{en}: {path}{size}"))
    }
}

fn ask<'a>(
    cx: &mut Context<'a>,
    answer: AppAnswer,
    allowed: impl Fn(&Caller<'a>) -> Result<(), Refusal>,
) -> Answered {
    let caller = Caller::of(cx)?;
    allowed(&caller)?;
    answer(cx, caller)
}
