//! Customer tags, made and changed by hand in the console: this is told by `change_external_tag`, where the same through
//! the API is not (server-api.md §9.1).

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::event::{tag, tell_world};
use super::find;
use crate::local::{Envelope, Input, SimError};
use crate::shared::Shared;
use crate::state::{TagFault, TagGroup, Wanted};

const LONGEST_NAME: usize = 30;

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TagGroup)]
pub(super) struct GroupView {
    id: String,
    name: String,
    /// Of a rule group (规则组); `null` is the whole company.
    strategy: Option<i64>,
    tags: Vec<TagView>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Tag)]
struct TagView {
    id: String,
    name: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewTags)]
pub(super) struct New {
    /// The group's name; one of that name gets the tags.
    group: String,
    strategy: Option<i64>,
    /// The tags' names.
    tags: Vec<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TagChange)]
pub(super) struct Rename {
    name: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TagOrder)]
pub(super) struct Order {
    /// The group whose tags are put in order; the groups themselves when absent.
    group: Option<String>,
    /// First to last.
    ids: Vec<String>,
}

impl GroupView {
    fn of(it: &TagGroup) -> Self {
        let mut tags: Vec<_> = it.tags.iter().filter(|it| !it.deleted).collect();
        tags.sort_by_key(|it| std::cmp::Reverse(it.order));
        Self {
            id: it.id.clone(),
            name: it.name.clone(),
            strategy: it.strategy,
            tags: tags
                .into_iter()
                .map(|it| TagView {
                    id: it.id.clone(),
                    name: it.name.clone(),
                })
                .collect(),
        }
    }
}

/// Tags of a company
#[utoipa::path(get, path = "/companies/{corpid}/tags", tag = "world", params(("corpid" = String, Path)),
    responses((status = OK, body = Vec<GroupView>), (status = NOT_FOUND, body = Envelope)))]
pub(super) async fn list(
    State(shared): State<Arc<Shared>>,
    Path(corpid): Path<String>,
) -> Result<Json<Vec<GroupView>>, SimError> {
    find::company(&shared.world(), &corpid)?;
    let state = shared.state();
    let mut groups: Vec<_> = state.tags.groups(&corpid).iter().collect();
    groups.retain(|it| !it.deleted);
    groups.sort_by_key(|it| std::cmp::Reverse(it.order));
    Ok(Json(groups.into_iter().map(GroupView::of).collect()))
}

/// Add tags, and their group if there is none of the name
#[utoipa::path(post, path = "/companies/{corpid}/tags", tag = "world", params(("corpid" = String, Path)),
    request_body = New, responses((status = CREATED, description = "The group with the new tags only.", body = GroupView),
    (status = NOT_FOUND, body = Envelope), (status = CONFLICT, description = "`name_taken`", body = Envelope),
    (status = UNPROCESSABLE_ENTITY, description = "`bad_tag_name`, `too_many_tags`", body = Envelope)))]
pub(super) async fn add(
    State(shared): State<Arc<Shared>>,
    Path(corpid): Path<String>,
    Input(new): Input<New>,
) -> Result<(StatusCode, Json<GroupView>), SimError> {
    for name in new.tags.iter().chain([&new.group]) {
        named(name)?;
    }
    find::company(&shared.world(), &corpid)?;
    let (group, fresh) = {
        let state = &mut *shared.state();
        let groups = state.tags.groups(&corpid);
        let known = groups
            .iter()
            .any(|it| !it.deleted && it.name == new.group && it.strategy == new.strategy);
        let wanted = Wanted {
            group_id: None,
            group_name: Some(&new.group),
            order: 0,
            strategy: new.strategy,
            tags: new.tags.iter().map(|it| (it.as_str(), 0)).collect(),
            maker: None,
        };
        let now = shared.clock.now();
        let added = state.tags.add(&corpid, &wanted, now, &mut state.chance);
        (added.map_err(|it| refused(it, &new.group))?, !known)
    };
    let view = GroupView::of(&group);
    told(&shared, ("新标签", "new tags"), &view.name, &view);
    let made = (group.strategy, "create");
    if fresh {
        tag(
            &shared,
            &corpid,
            made.1,
            &view.id,
            Some("tag_group"),
            made.0,
        );
    }
    for it in &view.tags {
        tag(&shared, &corpid, made.1, &it.id, Some("tag"), made.0);
    }
    Ok((StatusCode::CREATED, Json(view)))
}

/// Rename a tag or a group of tags
#[utoipa::path(patch, path = "/companies/{corpid}/tags/{id}", tag = "world",
    params(("corpid" = String, Path), ("id" = String, Path)), request_body = Rename,
    responses((status = NO_CONTENT), (status = NOT_FOUND, body = Envelope),
    (status = CONFLICT, description = "`name_taken`", body = Envelope),
    (status = UNPROCESSABLE_ENTITY, description = "`bad_tag_name`", body = Envelope)))]
pub(super) async fn rename(
    State(shared): State<Arc<Shared>>,
    Path((corpid, id)): Path<(String, String)>,
    Input(Rename { name }): Input<Rename>,
) -> Result<StatusCode, SimError> {
    named(&name)?;
    let (kind, strategy) = subject(&shared, &corpid, &id)?;
    shared
        .state()
        .tags
        .edit(&corpid, &id, strategy.is_some(), Some(&name), None, None)
        .map_err(|it| refused(it, &name))?;
    let detail = serde_json::json!({"corpid": corpid, "id": id, "name": name});
    told(&shared, ("标签改名", "a tag is renamed"), &name, &detail);
    tag(&shared, &corpid, "update", &id, Some(kind), strategy);
    Ok(StatusCode::NO_CONTENT)
}

/// Delete a tag, or a group with its tags
///
/// Of a group only the group itself is told (server-api.md §9.6); of a group that goes with its last tag, only the tag.
#[utoipa::path(delete, path = "/companies/{corpid}/tags/{id}", tag = "world",
    params(("corpid" = String, Path), ("id" = String, Path)),
    responses((status = NO_CONTENT), (status = NOT_FOUND, body = Envelope)))]
pub(super) async fn delete(
    State(shared): State<Arc<Shared>>,
    Path((corpid, id)): Path<(String, String)>,
) -> Result<StatusCode, SimError> {
    let (kind, strategy) = subject(&shared, &corpid, &id)?;
    let one = [id.as_str()];
    let (tags, groups): (&[&str], &[&str]) = match kind {
        "tag" => (&one, &[]),
        _ => (&[], &one),
    };
    shared
        .state()
        .tags
        .delete(&corpid, tags, groups, strategy.is_some(), None)
        .map_err(|it| refused(it, &id))?;
    let detail = serde_json::json!({"corpid": corpid, "id": id});
    told(&shared, ("删除标签", "a tag is deleted"), &id, &detail);
    tag(&shared, &corpid, "delete", &id, Some(kind), strategy);
    Ok(StatusCode::NO_CONTENT)
}

/// Put the tags of a group, or the groups, in another order
#[utoipa::path(put, path = "/companies/{corpid}/tag_order", tag = "world", params(("corpid" = String, Path)),
    request_body = Order, responses((status = NO_CONTENT), (status = NOT_FOUND, body = Envelope)))]
pub(super) async fn arrange(
    State(shared): State<Arc<Shared>>,
    Path(corpid): Path<String>,
    Input(order): Input<Order>,
) -> Result<StatusCode, SimError> {
    find::company(&shared.world(), &corpid)?;
    let group = order.group.as_deref();
    let arranged = shared.state().tags.arrange(&corpid, group, &order.ids);
    let strategy = arranged.map_err(|it| refused(it, &order.ids.join(", ")))?;
    let detail = serde_json::json!({"corpid": corpid, "group": group, "ids": order.ids});
    let id = group.unwrap_or_default();
    told(&shared, ("标签换了顺序", "tags are reordered"), id, &detail);
    tag(&shared, &corpid, "shuffle", id, None, strategy);
    Ok(StatusCode::NO_CONTENT)
}

/// What an id names, and the rule group it belongs to.
fn subject(
    shared: &Shared,
    corpid: &str,
    id: &str,
) -> Result<(&'static str, Option<i64>), SimError> {
    find::company(&shared.world(), corpid)?;
    let state = shared.state();
    let mut groups = state.tags.groups(corpid).iter().filter(|it| !it.deleted);
    groups
        .find_map(|group| {
            if group.id == id {
                return Some(("tag_group", group.strategy));
            }
            let has = group.tags.iter().any(|it| !it.deleted && it.id == id);
            has.then_some(("tag", group.strategy))
        })
        .ok_or_else(|| refused(TagFault::Unknown, id))
}

fn named(name: &str) -> Result<(), SimError> {
    if (1..=LONGEST_NAME).contains(&name.chars().count()) {
        return Ok(());
    }
    Err(SimError::refused(
        "bad_tag_name",
        (
            format!("标签名「{name}」不对"),
            format!("{name:?} is no name for a tag"),
        ),
        ("写 1 到 30 个字", "write 1 to 30 characters"),
    ))
}

fn refused(fault: TagFault, what: &str) -> SimError {
    match fault {
        TagFault::Unknown | TagFault::NotMine => find::missing("unknown_tag", "标签", "tag", what),
        TagFault::NameTaken => SimError::new(
            StatusCode::CONFLICT,
            "name_taken",
            (
                format!("「{what}」里已经有同名的标签"),
                format!("{what} has a tag of that name"),
            ),
            ("换一个名字", "take another name"),
        ),
        TagFault::TooMany => SimError::refused(
            "too_many_tags",
            ("标签已满 10000 个", "there are 10,000 tags already"),
            ("先删一些", "delete some first"),
        ),
    }
}

fn told(shared: &Shared, (zh, en): (&str, &str), name: &str, detail: &impl Serialize) {
    let title = (format!("{zh} {name}"), format!("{en}: {name}"));
    tell_world(shared, title, detail);
}
