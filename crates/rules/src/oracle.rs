//! The rules asked in JSON: the vectors of `rules/vectors/` and whoever compares another implementation with this one
//! put the same questions and compare the same answers. Answers carry codes and places, no words.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    draft::{Draft, DraftContext, Reading},
    errors::{self, Runtime},
    fault::Fault,
    host::Platform,
    page::{self, Channel, Suffix},
    plan::{self, Facts, Plan},
    quota::{self, Count, Mode, Standing, Use},
    refusal::Refusal,
    route::PassedOver,
};

/// A question of one of five kinds.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    Path(PathQuestion),
    Draft(DraftQuestion),
    Error(ErrorQuestion),
    Quota(QuotaQuestion),
    Route(RouteQuestion),
}

/// How is this page written in that channel?
#[derive(Debug, Deserialize)]
pub struct PathQuestion {
    page: String,
    channel: String,
    #[serde(default)]
    suffix: Suffix,
    pages: Option<Vec<String>>,
}

/// What is wrong with this draft?
#[derive(Debug, Deserialize)]
pub struct DraftQuestion {
    /// The draft, or
    #[serde(default)]
    draft: Value,
    /// its JSON as text, for what parsed JSON cannot hold.
    text: Option<String>,
    #[serde(default)]
    context: Context,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Context {
    appid: Option<String>,
    known_receivers: Option<BTreeSet<String>>,
    image_links: Option<BTreeMap<String, String>>,
    pages: Option<Vec<String>>,
}

/// What does this answer mean?
#[derive(Debug, Deserialize)]
pub struct ErrorQuestion {
    #[serde(default)]
    runtime: Runtime,
    #[serde(default)]
    platform: Platform,
    #[serde(default)]
    api: String,
    raw: Value,
}

/// May this member send to that receiver now?
#[derive(Debug, Deserialize)]
pub struct QuotaQuestion {
    mode: Mode,
    count: Count,
    sender: String,
    receiver: String,
    now: jiff::Timestamp,
    uses: Vec<Use>,
}

/// Which call does this draft take?
#[derive(Debug, Deserialize)]
pub struct RouteQuestion {
    draft: Value,
    facts: Facts,
}

/// The answer to a question.
pub fn answer(question: &Question) -> Value {
    match question {
        Question::Path(asked) => path(asked),
        Question::Draft(asked) => draft(asked),
        Question::Error(asked) => error(asked),
        Question::Quota(asked) => quota(asked),
        Question::Route(asked) => route(asked),
    }
}

fn path(asked: &PathQuestion) -> Value {
    let Some(channel) = Channel::parse(&asked.channel) else {
        return json!({"unknown_channel": asked.channel});
    };
    match page::convert(
        &asked.page,
        channel.with_suffix(asked.suffix),
        asked.pages.as_deref(),
    ) {
        Ok(path) => json!({"path": path}),
        Err(faults) => {
            json!({"faults": faults.iter().map(|fault| fault.code.as_str()).collect::<Vec<_>>()})
        }
    }
}

fn draft(asked: &DraftQuestion) -> Value {
    let reading: Reading = match &asked.text {
        Some(text) => Draft::read_text(text),
        None => Draft::read(&asked.draft),
    };
    let context = DraftContext {
        appid: asked.context.appid.as_deref(),
        known_receivers: asked.context.known_receivers.as_ref(),
        image_links: asked.context.image_links.as_ref(),
        pages: asked.context.pages.as_deref(),
    };
    json!({"faults": places(&reading.judge(&context))})
}

fn error(asked: &ErrorQuestion) -> Value {
    let found = errors::explain(asked.runtime, asked.platform, &asked.api, &asked.raw);
    let causes: Vec<&str> = found
        .causes
        .iter()
        .map(|cause| cause.code.as_str())
        .collect();
    let mut answer = json!({"outcome": found.outcome, "code": found.code, "causes": causes});
    if let Some(number) = found.number {
        answer["number"] = number.into();
    }
    answer
}

fn quota(asked: &QuotaQuestion) -> Value {
    let rule = quota::Rule {
        mode: asked.mode,
        count: asked.count,
    };
    match quota::check(&asked.uses, &asked.sender, &asked.receiver, rule, asked.now) {
        Standing::Available { left } => json!({"left": left}),
        Standing::UsedUp { until } => json!({"until": until}),
    }
}

fn route(asked: &RouteQuestion) -> Value {
    match plan::plan_reading(&Draft::read(&asked.draft), &asked.facts) {
        Ok(plan) => planned(&plan),
        Err(refusal) => json!({"refusal": refused(&refusal)}),
    }
}

fn planned(plan: &Plan) -> Value {
    let skipped = plan.receivers.skipped.iter();
    json!({
        "call": plan.call,
        "reason": plan.route.reason.code,
        "passed_over": passed_over(&plan.route.passed_over),
        "planned": plan.receivers.planned,
        "skipped": skipped.map(|one| json!({"id": one.id, "code": one.code, "until": one.until})).collect::<Vec<_>>(),
        "notes": plan.notes.iter().map(|note| note.code).collect::<Vec<_>>(),
        "counts": plan.counts,
    })
}

fn refused(refusal: &Refusal) -> Value {
    let mut answer = json!({"code": refusal.code});
    if let Some(until) = refusal.until {
        answer["until"] = json!(until);
    }
    if !refusal.faults.is_empty() {
        answer["faults"] = places(&refusal.faults);
    }
    if !refusal.passed_over.is_empty() {
        answer["passed_over"] = passed_over(&refusal.passed_over);
    }
    answer
}

fn places(faults: &[Fault]) -> Value {
    faults
        .iter()
        .map(|fault| json!({"code": fault.code, "place": fault.place}))
        .collect()
}

fn passed_over(routes: &[PassedOver]) -> Value {
    routes
        .iter()
        .map(|route| json!({"api": route.api, "code": route.code}))
        .collect()
}
