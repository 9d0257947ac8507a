//! A small stand-in for WeCom's server API: only what these tests need, with
//! codes from server-api.md §2–§5. It is not the simulator, which is another
//! program that the server must not know.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard},
};

use axum::{
    Json, Router,
    extract::{Multipart, Query, Request, State},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::{net::TcpListener, task::AbortHandle};

pub const SECRET: &str = "the-secret";

#[derive(Debug, Default)]
pub struct World {
    /// Login codes that are still good: the company and member they stand for.
    pub codes: BTreeMap<String, (String, String)>,
    /// Members with customer contact, by company.
    pub follow: BTreeMap<String, BTreeSet<String>>,
    /// Customers by company and member: id and name.
    pub customers: BTreeMap<(String, String), Vec<(String, String)>>,
    /// Groups by company and owner: id and name.
    pub groups: BTreeMap<(String, String), Vec<(String, String)>>,
    /// The sizes of the pictures that were sent.
    pub uploads: Vec<usize>,
    /// The last part of every path that was called.
    pub calls: Vec<String>,
    /// Calls that are answered with an error instead, by the last part.
    pub refused: BTreeMap<&'static str, i64>,
    /// The pictures themselves.
    pub pictures: Vec<axum::body::Bytes>,
    /// What media/upload took: type, file name, size.
    pub media: Vec<(String, String, usize)>,
    /// How many pictures are taken without an answer, from now on.
    pub cut: usize,
    /// Calls that are never answered, by the last part.
    pub silent: BTreeSet<&'static str>,
    /// How often all tokens were taken away; the newest ones are good.
    pub tokens_of: usize,
}

pub struct Wecom {
    pub address: SocketAddr,
    world: Arc<Mutex<World>>,
    serving: AbortHandle,
}

impl Wecom {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let world = Arc::new(Mutex::new(World::default()));
        let router = router(world.clone());
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self {
            address,
            world,
            serving: serving.abort_handle(),
        }
    }

    /// Takes no new connections from now on.
    pub fn stop(&self) {
        self.serving.abort();
    }

    pub fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap()
    }

    /// From now on no token that was given is good.
    pub fn revoke_tokens(&self) {
        self.world().tokens_of += 1;
    }

    /// How often a call was made.
    pub fn calls(&self, name: &str) -> usize {
        self.world()
            .calls
            .iter()
            .filter(|call| *call == name)
            .count()
    }
}

type Shared = State<Arc<Mutex<World>>>;

fn router(world: Arc<Mutex<World>>) -> Router {
    let api = Router::new()
        .route("/gettoken", get(gettoken))
        .route("/miniprogram/jscode2session", get(jscode2session))
        .route("/externalcontact/get_follow_user_list", get(follow_users))
        .route("/externalcontact/list", get(customers))
        .route(
            "/externalcontact/batch/get_by_user",
            post(customers_by_user),
        )
        .route("/externalcontact/groupchat/list", post(groups))
        .route("/externalcontact/groupchat/get", post(group))
        .route("/media/uploadimg", post(uploadimg))
        .route("/media/upload", post(upload_media))
        .route_layer(middleware::from_fn_with_state(world.clone(), noted))
        .with_state(world);
    Router::new().nest("/cgi-bin", api)
}

async fn noted(State(world): Shared, request: Request, next: Next) -> Response {
    let name = request.uri().path().rsplit('/').next().unwrap().to_owned();
    let (refused, silent) = {
        let mut world = world.lock().unwrap();
        let query = request.uri().query().unwrap_or_default();
        let token = query
            .split('&')
            .find_map(|it| it.strip_prefix("access_token="));
        let good = format!(".{}", world.tokens_of);
        if token.is_some_and(|token| !token.ends_with(&good)) {
            world.calls.push(name);
            return failure(42001).into_response();
        }
        world.calls.push(name.clone());
        let refused = world.refused.get(name.as_str()).copied();
        (refused, world.silent.contains(name.as_str()))
    };
    if silent {
        return std::future::pending().await;
    }
    match refused {
        Some(code) => failure(code).into_response(),
        None => next.run(request).await,
    }
}

fn failure(code: i64) -> Json<Value> {
    Json(
        json!({ "errcode": code, "errmsg": "refused, hint: [1700000000_1_00000000000000000000000000000000], from ip: 203.0.113.9, more info at https://open.work.weixin.qq.com/devtool/query?e=1" }),
    )
}

fn success(mut answer: Value) -> Json<Value> {
    answer["errcode"] = 0.into();
    answer["errmsg"] = "ok".into();
    Json(answer)
}

#[derive(Deserialize)]
struct TokenQuery {
    corpid: String,
    corpsecret: String,
}

async fn gettoken(State(world): Shared, Query(query): Query<TokenQuery>) -> Json<Value> {
    if query.corpsecret != SECRET {
        return failure(40001);
    }
    let token = format!("{}.{}", query.corpid, world.lock().unwrap().tokens_of);
    success(json!({ "access_token": token, "expires_in": 7200 }))
}

/// The company that a token was given to.
fn corp<'de, D: serde::Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let token = String::deserialize(from)?;
    Ok(token.split('.').next().unwrap().to_owned())
}

#[derive(Deserialize)]
struct CodeQuery {
    #[serde(deserialize_with = "corp")]
    access_token: String,
    js_code: String,
}

async fn jscode2session(State(world): Shared, Query(query): Query<CodeQuery>) -> Json<Value> {
    match world.lock().unwrap().codes.remove(&query.js_code) {
        Some((corpid, userid)) if corpid == query.access_token => success(json!({
            "corpid": corpid,
            "userid": userid,
            "session_key": "MDEyMzQ1Njc4OWFiY2RlZg==",
        })),
        _ => failure(40029),
    }
}

#[derive(Deserialize)]
struct MemberQuery {
    #[serde(deserialize_with = "corp")]
    access_token: String,
    #[serde(default)]
    userid: String,
}

async fn follow_users(State(world): Shared, Query(query): Query<MemberQuery>) -> Json<Value> {
    let world = world.lock().unwrap();
    let members = world
        .follow
        .get(&query.access_token)
        .cloned()
        .unwrap_or_default();
    success(json!({ "follow_user": members }))
}

async fn customers(State(world): Shared, Query(query): Query<MemberQuery>) -> Json<Value> {
    let world = world.lock().unwrap();
    let found = world.customers.get(&(query.access_token, query.userid));
    let ids: Vec<_> = found.into_iter().flatten().map(|(id, _)| id).collect();
    success(json!({ "external_userid": ids }))
}

async fn customers_by_user(
    State(world): Shared,
    Query(query): Query<MemberQuery>,
    Json(body): Json<Value>,
) -> Json<Value> {
    let world = world.lock().unwrap();
    let member = body["userid_list"][0].as_str().unwrap().to_owned();
    let found = world.customers.get(&(query.access_token, member.clone()));
    let list: Vec<_> = found
        .into_iter()
        .flatten()
        .map(|(id, name)| {
            json!({
                "external_contact": { "external_userid": id, "name": name, "type": 1, "gender": 0 },
                "follow_info": { "userid": member, "createtime": 1_700_000_000, "add_way": 1 },
            })
        })
        .collect();
    success(json!({ "external_contact_list": list, "next_cursor": "" }))
}

async fn groups(
    State(world): Shared,
    Query(query): Query<MemberQuery>,
    Json(body): Json<Value>,
) -> Json<Value> {
    let world = world.lock().unwrap();
    let owner = body["owner_filter"]["userid_list"][0]
        .as_str()
        .unwrap()
        .to_owned();
    let found = world.groups.get(&(query.access_token, owner));
    let list: Vec<_> = found
        .into_iter()
        .flatten()
        .map(|(id, _)| json!({ "chat_id": id, "status": 0 }))
        .collect();
    success(json!({ "group_chat_list": list }))
}

async fn group(State(world): Shared, Json(body): Json<Value>) -> Json<Value> {
    let world = world.lock().unwrap();
    let wanted = body["chat_id"].as_str().unwrap();
    let found = world.groups.iter().find_map(|((_, owner), groups)| {
        Some((owner, groups.iter().find(|(id, _)| id == wanted)?))
    });
    match found {
        Some((owner, (id, name))) => success(json!({ "group_chat": {
            "chat_id": id, "name": name, "owner": owner, "create_time": 1_700_000_000, "notice": "",
            "member_list": [], "admin_list": [],
        } })),
        None => failure(40050),
    }
}

async fn uploadimg(State(world): Shared, mut parts: Multipart) -> Response {
    let part = parts.next_field().await.unwrap().unwrap();
    let bytes = part.bytes().await.unwrap();
    // So that uploads of the same picture do overlap.
    tokio::task::yield_now().await;
    let mut world = world.lock().unwrap();
    world.uploads.push(bytes.len());
    world.pictures.push(bytes);
    let number = world.uploads.len();
    if world.cut > 0 {
        world.cut -= 1;
        // Taken, and then the connection breaks.
        let broken =
            futures_util::stream::iter([Err::<axum::body::Bytes, _>(std::io::Error::other("cut"))]);
        return Response::new(axum::body::Body::from_stream(broken));
    }
    let url = format!("http://p.qpic.cn/pic_wework/1000/{number:040x}/0");
    success(json!({ "url": url })).into_response()
}

#[derive(Deserialize)]
struct MediaQuery {
    r#type: String,
}

async fn upload_media(
    State(world): Shared,
    Query(query): Query<MediaQuery>,
    mut parts: Multipart,
) -> Json<Value> {
    let part = parts.next_field().await.unwrap().unwrap();
    let name = part.file_name().unwrap_or_default().to_owned();
    let bytes = part.bytes().await.unwrap();
    let mut world = world.lock().unwrap();
    world.media.push((query.r#type.clone(), name, bytes.len()));
    let number = world.media.len();
    // server-api.md §5.2: a text here.
    success(
        json!({ "type": query.r#type, "media_id": format!("3media{number}"), "created_at": "1" }),
    )
}
