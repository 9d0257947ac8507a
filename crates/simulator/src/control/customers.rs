//! Customers, and who follows them: adding, leaving and removing as people do it.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::event::{contact, tell_world};
use super::find::{self, Page};
use crate::callbacks::Field;
use crate::local::{Envelope, Input, SimError};
use crate::shared::Shared;
use crate::state::{Met, WayKind};
use crate::world::Customer;

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Customer)]
pub(super) struct CustomerView {
    id: String,
    name: String,
    /// Members who added this customer.
    followers: Vec<String>,
    /// Followers whom the customer has removed.
    left: Vec<String>,
}

impl CustomerView {
    fn of(it: &Customer) -> Self {
        Self {
            id: it.id.clone(),
            name: it.name.clone(),
            followers: it.followers.clone(),
            left: it.left.clone(),
        }
    }
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCustomer)]
pub(super) struct New {
    /// One is made when absent.
    id: Option<String>,
    name: String,
    /// Each gets an `add_external_contact`.
    followers: Vec<String>,
}

/// How a member and a customer come together.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Meeting {
    /// The customer added a member who needs no verification, and is no friend yet: `add_half_external_contact`.
    half: bool,
    /// The `config_id` of the contact way the customer came by, whose state then goes along.
    way: Option<String>,
    /// The state of a contact way that no app has made.
    state: Option<String>,
    /// Whether a welcome message may be sent; no WelcomeCode when false.
    welcome: Option<bool>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Friendship)]
pub(super) struct Friend {
    friend: bool,
}

/// Customers of a company
#[utoipa::path(get, path = "/companies/{corpid}/customers", tag = "world", params(("corpid" = String, Path), Page),
    responses((status = OK, body = Vec<CustomerView>), (status = NOT_FOUND, body = Envelope)))]
pub(super) async fn list(
    State(shared): State<Arc<Shared>>,
    Path(corpid): Path<String>,
    Query(page): Query<Page>,
) -> Result<Json<Vec<CustomerView>>, SimError> {
    let world = shared.world();
    let company = find::company(&world, &corpid)?;
    Ok(Json(
        page.of(company.customers.iter().map(CustomerView::of)),
    ))
}

/// Members add a new customer
#[utoipa::path(post, path = "/companies/{corpid}/customers", tag = "world", params(("corpid" = String, Path)),
    request_body = New, responses((status = CREATED, body = CustomerView), (status = NOT_FOUND, body = Envelope),
    (status = CONFLICT, description = "`id_taken`", body = Envelope)))]
pub(super) async fn add(
    State(shared): State<Arc<Shared>>,
    Path(corpid): Path<String>,
    Input(new): Input<New>,
) -> Result<(StatusCode, Json<CustomerView>), SimError> {
    let view = {
        let mut world = shared.world_mut();
        let id = match new.id {
            Some(id) => id,
            None => format!("wm{}", shared.state().chance.letters::<21>()),
        };
        if id.is_empty() || !find::free(&world, &id) {
            return Err(find::taken(&id));
        }
        let company = find::company_mut(&mut world, &corpid)?;
        let mut customer = Customer {
            id,
            name: new.name,
            color: None,
            followers: Vec::new(),
            left: Vec::new(),
            about: None,
        };
        for userid in new.followers {
            find::is_member(company, &userid)?;
            if !customer.followers.contains(&userid) {
                customer.followers.push(userid);
            }
        }
        let view = CustomerView::of(&customer);
        company.add_customer(customer);
        view
    };
    tell_world(
        &shared,
        (
            format!("新客户 {}", view.name),
            format!("a new customer, {}", view.name),
        ),
        &view,
    );
    for userid in &view.followers {
        met(&shared, &corpid, userid, &view.id, &Meeting::default());
    }
    Ok((StatusCode::CREATED, Json(view)))
}

/// A member adds a customer
#[utoipa::path(put, path = "/companies/{corpid}/customers/{id}/followers/{userid}", tag = "world",
    params(("corpid" = String, Path), ("id" = String, Path), ("userid" = String, Path)), request_body = Meeting,
    responses((status = OK, body = CustomerView), (status = NOT_FOUND, body = Envelope),
    (status = CONFLICT, description = "`nothing_to_change`", body = Envelope)))]
pub(super) async fn follow(
    State(shared): State<Arc<Shared>>,
    Path((corpid, id, userid)): Path<(String, String, String)>,
    Input(meeting): Input<Meeting>,
) -> Result<Json<CustomerView>, SimError> {
    let view = {
        let mut world = shared.world_mut();
        let company = find::company_mut(&mut world, &corpid)?;
        find::is_member(company, &userid)?;
        find::is_customer(company, &id)?;
        if let Some(way) = &meeting.way
            && shared
                .state()
                .ways
                .get(&corpid, WayKind::Contact, way)
                .is_none()
        {
            return Err(find::missing(
                "unknown_way",
                "「联系我」",
                "contact way",
                way,
            ));
        }
        let friends = company
            .customer(&id)
            .is_some_and(|it| it.is_followed_by(&userid) && it.is_friend_of(&userid));
        if friends {
            return Err(find::unchanged(
                format!("{userid} 已经添加了 {id}"),
                format!("{userid} follows {id} already"),
            ));
        }
        company.follow(&id, &userid);
        company.customer(&id).map(CustomerView::of)
    };
    let view = view.ok_or_else(|| find::missing("unknown_customer", "客户", "customer", &id))?;
    tell_world(
        &shared,
        (
            format!("{userid} 添加客户 {}", view.name),
            format!("{userid} adds {}", view.name),
        ),
        &view,
    );
    met(&shared, &corpid, &userid, &id, &meeting);
    Ok(Json(view))
}

/// The customer removes the member, or takes the member back
#[utoipa::path(patch, path = "/companies/{corpid}/customers/{id}/followers/{userid}", tag = "world",
    params(("corpid" = String, Path), ("id" = String, Path), ("userid" = String, Path)), request_body = Friend,
    responses((status = OK, body = CustomerView), (status = NOT_FOUND, body = Envelope),
    (status = CONFLICT, description = "`nothing_to_change`", body = Envelope)))]
pub(super) async fn befriend(
    State(shared): State<Arc<Shared>>,
    Path((corpid, id, userid)): Path<(String, String, String)>,
    Input(Friend { friend }): Input<Friend>,
) -> Result<Json<CustomerView>, SimError> {
    let view = {
        let mut world = shared.world_mut();
        let company = find::company_mut(&mut world, &corpid)?;
        find::is_member(company, &userid)?;
        find::is_customer(company, &id)?;
        if !company.befriend(&id, &userid, friend) {
            return Err(find::unchanged(
                format!("{userid} 没有添加 {id}，或者已经是这样"),
                format!("{userid} does not follow {id}, or it is so already"),
            ));
        }
        company.customer(&id).map(CustomerView::of)
    };
    let view = view.ok_or_else(|| find::missing("unknown_customer", "客户", "customer", &id))?;
    let (zh, en) = if friend {
        ("加回了", "takes back")
    } else {
        ("删除了", "removes")
    };
    tell_world(
        &shared,
        (
            format!("{} {zh} {userid}", view.name),
            format!("{} {en} {userid}", view.name),
        ),
        &view,
    );
    if friend {
        met(&shared, &corpid, &userid, &id, &Meeting::default());
    } else {
        contact(
            &shared,
            &corpid,
            "del_follow_user",
            &userid,
            &id,
            Vec::new(),
        );
    }
    Ok(Json(view))
}

/// The member deletes the customer
#[utoipa::path(delete, path = "/companies/{corpid}/customers/{id}/followers/{userid}", tag = "world",
    params(("corpid" = String, Path), ("id" = String, Path), ("userid" = String, Path)),
    responses((status = NO_CONTENT), (status = NOT_FOUND, body = Envelope),
    (status = CONFLICT, description = "`nothing_to_change`", body = Envelope)))]
pub(super) async fn unfollow(
    State(shared): State<Arc<Shared>>,
    Path((corpid, id, userid)): Path<(String, String, String)>,
) -> Result<StatusCode, SimError> {
    {
        let mut world = shared.world_mut();
        let company = find::company_mut(&mut world, &corpid)?;
        find::is_member(company, &userid)?;
        find::is_customer(company, &id)?;
        if !company.unfollow(&id, &userid) {
            return Err(find::unchanged(
                format!("{userid} 没有添加 {id}"),
                format!("{userid} does not follow {id}"),
            ));
        }
    }
    tell_world(
        &shared,
        (
            format!("{userid} 删除客户 {id}"),
            format!("{userid} deletes the customer {id}"),
        ),
        &serde_json::json!({"corpid": corpid, "customer": id, "userid": userid}),
    );
    contact(
        &shared,
        &corpid,
        "del_external_contact",
        &userid,
        &id,
        Vec::new(),
    );
    Ok(StatusCode::NO_CONTENT)
}

/// Tells the apps, and gives the welcome code if there is one.
pub(crate) fn met(
    shared: &Shared,
    corpid: &str,
    userid: &str,
    id: &str,
    meeting: &Meeting,
) -> Option<String> {
    let mut more: Vec<(&str, Field)> = Vec::new();
    if let Some(state) = came(shared, corpid, userid, id, meeting) {
        more.push(("State", state.as_str().into()));
    }
    let code = meeting.welcome.unwrap_or(true).then(|| {
        let state = &mut *shared.state();
        let now = shared.clock.now();
        state
            .welcomes
            .issue(corpid, userid, id, now, &mut state.chance)
    });
    more.extend(
        code.iter()
            .map(|it| ("WelcomeCode", Field::from(it.as_str()))),
    );
    let change = if meeting.half {
        "add_half_external_contact"
    } else {
        "add_external_contact"
    };
    contact(shared, corpid, change, userid, id, more);
    code
}

/// Writes down how they met; the state the customer brings along.
fn came(
    shared: &Shared,
    corpid: &str,
    userid: &str,
    id: &str,
    meeting: &Meeting,
) -> Option<String> {
    let world = shared.world();
    let company = world.company(corpid)?;
    let customer = company.customer(id)?;
    let state = &mut *shared.state();
    let way = meeting
        .way
        .as_ref()
        .and_then(|way| state.ways.get(corpid, WayKind::Contact, way));
    let given = way
        .and_then(|it| it.state().map(str::to_owned))
        .or_else(|| meeting.state.clone());
    let met = Met {
        // A code was read.
        add_way: i64::from(way.is_some()),
        state: given.clone(),
    };
    state
        .follows
        .met(company, customer, userid, met, shared.clock.now());
    given
}
