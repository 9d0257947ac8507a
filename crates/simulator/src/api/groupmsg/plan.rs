//! Who is to send to whom (server-api.md §6.1).

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::api::call::texts;
use crate::api::{Caller, Context, Refusal};
use crate::state::{State, Task, TaskState};
use crate::world::{Customer, Member};

const MOST_CUSTOMERS: usize = 10_000;
const MOST_GROUPS: usize = 2_000;
const MOST_TAGS: usize = 100;

pub(super) struct Plan {
    pub tasks: Vec<Task>,
    /// As the caller wrote them.
    pub fail_list: Vec<String>,
}

/// A send to customers: those named, else those with the tags, else all of the sender's.
pub(super) fn single(
    cx: &Context<'_>,
    caller: &Caller<'_>,
    sender: Option<&Member>,
) -> Result<Plan, Refusal> {
    let given = cx.call.texts("external_userid")?.unwrap_or_default();
    let filter = tag_filter(cx, caller)?;
    if !given.is_empty() {
        return named(caller, sender, &given);
    }
    if filter.is_empty() && sender.is_none() {
        return Err(Refusal::parameter());
    }
    let mut by_sender = BySender::default();
    let senders = caller
        .members()
        .filter(|it| it.customer_contact && sender.is_none_or(|only| only.userid == it.userid));
    for member in senders {
        for customer in caller.company.customers_of(&member.userid) {
            let last = sender.is_some()
                || last_in_contact(caller, customer, None)
                    .is_some_and(|it| it.userid == member.userid);
            if last && tagged(cx.state, caller, customer, member, &filter) {
                by_sender.add(member, &customer.id);
            }
        }
    }
    by_sender.plan(Vec::new())
}

fn named(caller: &Caller<'_>, sender: Option<&Member>, given: &[&str]) -> Result<Plan, Refusal> {
    if given.len() > MOST_CUSTOMERS {
        return Err(Refusal::parameter());
    }
    let mut fail_list = Vec::new();
    let mut by_sender = BySender::default();
    let mut known = 0;
    for id in given {
        let customer = caller.customer(id);
        known += usize::from(customer.is_some());
        match customer.and_then(|it| Some((last_in_contact(caller, it, sender)?, it))) {
            Some((member, customer)) => by_sender.add(member, &customer.id),
            None => fail_list.push((*id).to_owned()),
        }
    }
    if known == 0 {
        let mut refusal = Refusal::customer_invalid();
        refusal.with = Some(("fail_list", json!([])));
        return Err(refusal);
    }
    by_sender.plan(fail_list)
}

/// Of the followers who may send, the one who last was in contact with the customer.
fn last_in_contact<'a>(
    caller: &Caller<'a>,
    customer: &'a Customer,
    only: Option<&Member>,
) -> Option<&'a Member> {
    let when = |member: &Member| {
        let about = customer.about.as_ref();
        about
            .and_then(|it| it.follow.get(&member.userid))
            .map_or(0, |it| it.last_contact)
    };
    let mut last: Option<&Member> = None;
    for member in caller.followers(customer) {
        let may = member.customer_contact && only.is_none_or(|it| it.userid == member.userid);
        if may && last.is_none_or(|it| when(it) < when(member)) {
            last = Some(member);
        }
    }
    last
}

/// A send to groups of one owner: those named, or those the owner will pick.
pub(super) fn groups(
    cx: &Context<'_>,
    caller: &Caller<'_>,
    sender: &Member,
) -> Result<Plan, Refusal> {
    let given = cx.call.texts("chat_id_list")?.unwrap_or_default();
    if given.len() > MOST_GROUPS {
        return Err(Refusal::parameter());
    }
    let mut ids = Vec::new();
    let mut fail_list = Vec::new();
    for id in &given {
        match caller.group(id).filter(|it| it.owner == sender.userid) {
            Some(group) => ids.push(group.id.clone()),
            None => fail_list.push((*id).to_owned()),
        }
    }
    let nobody = if given.is_empty() {
        caller.company.groups_of(&sender.userid).next().is_none()
    } else {
        ids.is_empty()
    };
    if nobody {
        return Err(Refusal::new(41048, "no customer to send"));
    }
    let task = Task {
        userid: sender.userid.clone(),
        receivers: (!given.is_empty()).then_some(ids),
        state: TaskState::Waiting,
    };
    Ok(Plan {
        tasks: vec![task],
        fail_list,
    })
}

/// Groups of tag ids: any of a group, all of the groups. 40058, 40068.
fn tag_filter<'a>(cx: &'a Context<'_>, caller: &Caller<'_>) -> Result<Vec<Vec<&'a str>>, Refusal> {
    let groups = cx
        .call
        .body
        .get("tag_filter")
        .and_then(|it| it.get("group_list"));
    let groups = match groups {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Array(groups)) => groups,
        Some(_) => return Err(Refusal::parameter()),
    };
    let mut filter = Vec::new();
    for group in groups {
        let tags = texts(group.get("tag_list"))?.unwrap_or_default();
        if tags.is_empty() || tags.len() > MOST_TAGS {
            return Err(Refusal::parameter());
        }
        let corpid = &caller.company.corpid;
        if tags
            .iter()
            .any(|it| cx.state.tags.tag(corpid, it).is_none())
        {
            return Err(Refusal::new(40068, "invalid tagid"));
        }
        filter.push(tags);
    }
    Ok(filter)
}

fn tagged(
    state: &State,
    caller: &Caller<'_>,
    customer: &Customer,
    member: &Member,
    filter: &[Vec<&str>],
) -> bool {
    if filter.is_empty() {
        return true;
    }
    let known = state
        .follows
        .known(caller.company, customer, &member.userid);
    filter
        .iter()
        .all(|any| any.iter().any(|tag| known.tags.iter().any(|it| it == tag)))
}

/// Receivers by the member who is to send to them, in the order they came.
#[derive(Default)]
struct BySender {
    order: Vec<String>,
    ids: BTreeMap<String, Vec<String>>,
}

impl BySender {
    fn add(&mut self, member: &Member, customer: &str) {
        let ids = self.ids.entry(member.userid.clone()).or_insert_with(|| {
            self.order.push(member.userid.clone());
            Vec::new()
        });
        ids.push(customer.to_owned());
    }

    /// 41048 when there is nobody.
    fn plan(mut self, fail_list: Vec<String>) -> Result<Plan, Refusal> {
        if self.order.is_empty() {
            return Err(Refusal::new(41048, "no customer to send"));
        }
        let tasks = self
            .order
            .into_iter()
            .map(|userid| Task {
                receivers: self.ids.remove(&userid).map(|mut ids| {
                    let mut seen = std::collections::BTreeSet::new();
                    ids.retain(|it| seen.insert(it.clone()));
                    ids
                }),
                userid,
                state: TaskState::Waiting,
            })
            .collect();
        Ok(Plan { tasks, fail_list })
    }
}
