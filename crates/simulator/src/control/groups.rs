//! Customer groups: made, changed and dismissed as their owners do it.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::event::{chat, tell_world};
use super::find::{self, Page};
use crate::callbacks::Field;
use crate::local::{Envelope, Input, SimError};
use crate::shared::Shared;
use crate::state::{Joined, WayKind};
use crate::world::{Company, Group, member_version};

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Group)]
pub(super) struct GroupView {
    id: String,
    name: String,
    owner: String,
    notice: String,
    /// Userids and customer ids.
    members: Vec<String>,
}

impl GroupView {
    fn of(it: &Group) -> Self {
        Self {
            id: it.id.clone(),
            name: it.name.clone(),
            owner: it.owner.clone(),
            notice: it.notice.clone(),
            members: it.members.clone(),
        }
    }
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewGroup)]
pub(super) struct New {
    /// One is made when absent.
    id: Option<String>,
    name: String,
    owner: String,
    /// The owner is one of them, named or not.
    #[serde(default)]
    members: Vec<String>,
}

/// What is left out stays as it is. Each kind of change is an event of its own.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = GroupChange)]
pub(super) struct Change {
    name: Option<String>,
    owner: Option<String>,
    notice: Option<String>,
    /// Ids that join: by invitation, or by `join_way`.
    #[serde(default)]
    add: Vec<String>,
    /// The `config_id` of the way those who join came by.
    join_way: Option<String>,
    /// Ids that go: by themselves, or removed when `removed`.
    #[serde(default)]
    del: Vec<String>,
    #[serde(default)]
    removed: bool,
}

/// Groups of a company
#[utoipa::path(get, path = "/companies/{corpid}/groups", tag = "world", params(("corpid" = String, Path), Page),
    responses((status = OK, body = Vec<GroupView>), (status = NOT_FOUND, body = Envelope)))]
pub(super) async fn list(
    State(shared): State<Arc<Shared>>,
    Path(corpid): Path<String>,
    Query(page): Query<Page>,
) -> Result<Json<Vec<GroupView>>, SimError> {
    let world = shared.world();
    let company = find::company(&world, &corpid)?;
    Ok(Json(page.of(company.groups.iter().map(GroupView::of))))
}

/// A member makes a group
#[utoipa::path(post, path = "/companies/{corpid}/groups", tag = "world", params(("corpid" = String, Path)),
    request_body = New, responses((status = CREATED, body = GroupView), (status = NOT_FOUND, body = Envelope),
    (status = CONFLICT, description = "`id_taken`", body = Envelope)))]
pub(super) async fn add(
    State(shared): State<Arc<Shared>>,
    Path(corpid): Path<String>,
    Input(new): Input<New>,
) -> Result<(StatusCode, Json<GroupView>), SimError> {
    let view = {
        let mut world = shared.world_mut();
        let id = match new.id {
            Some(id) => id,
            None => format!("wr{}", shared.state().chance.letters::<21>()),
        };
        if id.is_empty() || !find::free(&world, &id) {
            return Err(find::taken(&id));
        }
        let company = find::company_mut(&mut world, &corpid)?;
        find::is_member(company, &new.owner)?;
        let mut members = vec![new.owner.clone()];
        for it in new.members {
            is_person(company, &it)?;
            if !members.contains(&it) {
                members.push(it);
            }
        }
        let group = Group {
            id,
            name: new.name,
            owner: new.owner,
            notice: String::new(),
            members,
            profile: None,
        };
        let view = GroupView::of(&group);
        company.add_group(group);
        view
    };
    tell_world(
        &shared,
        (
            format!("{} 建了客户群「{}」", view.owner, view.name),
            format!("{} makes the group {}", view.owner, view.name),
        ),
        &view,
    );
    chat(
        &shared,
        &corpid,
        "create",
        &view.owner,
        &view.id,
        Vec::new(),
    );
    Ok((StatusCode::CREATED, Json(view)))
}

/// Change a group
#[utoipa::path(patch, path = "/companies/{corpid}/groups/{id}", tag = "world",
    params(("corpid" = String, Path), ("id" = String, Path)), request_body = Change,
    responses((status = OK, body = GroupView), (status = NOT_FOUND, body = Envelope)))]
pub(super) async fn change(
    State(shared): State<Arc<Shared>>,
    Path((corpid, id)): Path<(String, String)>,
    Input(change): Input<Change>,
) -> Result<Json<GroupView>, SimError> {
    let (view, updates) = {
        let mut world = shared.world_mut();
        let company = find::company_mut(&mut world, &corpid)?;
        if let Some(owner) = &change.owner {
            find::is_member(company, owner)?;
        }
        for it in &change.add {
            is_person(company, it)?;
        }
        joining(&shared, company, &id, &change)?;
        let mut updates = Updates::new(&change);
        let owner = change.owner.as_deref();
        company.change_group(&id, owner, |group| {
            updates.apply(group, change.owner.clone(), &change)
        });
        let group = company
            .group(&id)
            .ok_or_else(|| find::missing("unknown_group", "客户群", "group", &id))?;
        (GroupView::of(group), updates.list)
    };
    tell_world(
        &shared,
        (
            format!("客户群「{}」变了", view.name),
            format!("the group {} changes", view.name),
        ),
        &view,
    );
    for fields in updates {
        chat(&shared, &corpid, "update", &view.owner, &id, fields);
    }
    Ok(Json(view))
}

/// The owner dismisses the group
#[utoipa::path(delete, path = "/companies/{corpid}/groups/{id}", tag = "world",
    params(("corpid" = String, Path), ("id" = String, Path)),
    responses((status = NO_CONTENT), (status = NOT_FOUND, body = Envelope)))]
pub(super) async fn dismiss(
    State(shared): State<Arc<Shared>>,
    Path((corpid, id)): Path<(String, String)>,
) -> Result<StatusCode, SimError> {
    let group = {
        let mut world = shared.world_mut();
        find::company_mut(&mut world, &corpid)?
            .dismiss(&id)
            .ok_or_else(|| find::missing("unknown_group", "客户群", "group", &id))?
    };
    tell_world(
        &shared,
        (
            format!("客户群「{}」解散了", group.name),
            format!("the group {} is dismissed", group.name),
        ),
        &GroupView::of(&group),
    );
    chat(&shared, &corpid, "dismiss", &group.owner, &id, Vec::new());
    Ok(StatusCode::NO_CONTENT)
}

/// Writes down how they came who are not in the group yet.
fn joining(shared: &Shared, company: &Company, id: &str, change: &Change) -> Result<(), SimError> {
    let Some(group) = company.group(id) else {
        return Ok(());
    };
    let mut state = shared.state();
    let (scene, carried) = match &change.join_way {
        None => (1, None),
        Some(way) => {
            let found = state
                .ways
                .get(&company.corpid, WayKind::Join, way)
                .ok_or_else(|| find::missing("unknown_way", "「加入群聊」", "join way", way))?;
            (3, found.state().map(str::to_owned))
        }
    };
    let now = shared.clock.now();
    for it in change.add.iter().filter(|it| !group.members.contains(it)) {
        let joined = Joined {
            at: now,
            scene,
            state: carried.clone(),
        };
        state.ways.join(&company.corpid, id, it, joined);
    }
    Ok(())
}

fn is_person(company: &Company, id: &str) -> Result<(), SimError> {
    find::is_member(company, id).or_else(|_| find::is_customer(company, id))
}

/// The `update` events of one change (server-api.md §9.6).
struct Updates {
    list: Vec<Vec<(&'static str, Field)>>,
}

impl Updates {
    fn new(change: &Change) -> Self {
        let plain = [
            ("change_name", change.name.is_some()),
            ("change_notice", change.notice.is_some()),
            ("change_owner", change.owner.is_some()),
        ];
        let list = plain
            .into_iter()
            .filter(|(_, is)| *is)
            .map(|(detail, _)| vec![("UpdateDetail", Field::from(detail))])
            .collect();
        Self { list }
    }

    fn apply(&mut self, group: &mut Group, owner: Option<String>, change: &Change) {
        if let Some(name) = &change.name {
            name.clone_into(&mut group.name);
        }
        if let Some(notice) = &change.notice {
            notice.clone_into(&mut group.notice);
        }
        // A new owner is in the group.
        if let Some(owner) = owner.filter(|it| !group.members.contains(it)) {
            group.members.push(owner);
        }
        let joining: Vec<String> = change
            .add
            .iter()
            .filter(|it| !group.members.contains(it))
            .cloned()
            .collect();
        self.people(
            group,
            "add_member",
            ("JoinScene", if change.join_way.is_some() { 3 } else { 0 }),
            joining,
            |group, ids| {
                group.members.extend(ids.iter().cloned());
            },
        );
        let going: Vec<String> = change
            .del
            .iter()
            .filter(|it| group.members.contains(it))
            .cloned()
            .collect();
        let scene = ("QuitScene", i64::from(change.removed));
        self.people(group, "del_member", scene, going, |group, ids| {
            group.members.retain(|it| !ids.contains(it));
        });
    }

    fn people(
        &mut self,
        group: &mut Group,
        detail: &'static str,
        (scene, number): (&'static str, i64),
        ids: Vec<String>,
        apply: impl FnOnce(&mut Group, &[String]),
    ) {
        if ids.is_empty() {
            return;
        }
        let before = member_version(group);
        apply(group, &ids);
        self.list.push(vec![
            ("UpdateDetail", detail.into()),
            (scene, Field::Number(number)),
            (
                "MemChangeCnt",
                Field::Number(i64::try_from(ids.len()).unwrap_or(i64::MAX)),
            ),
            ("MemChangeList", Field::People(ids)),
            ("LastMemVer", Field::Text(before)),
            ("CurMemVer", Field::Text(member_version(group))),
        ]);
    }
}
