//! What holds for every endpoint alike: its token, its right, and clients that write things in their own way
//! (server-api.md §1.1, §13).

use reqwest::Method;
use serde_json::{Value, json};

use super::documented::{DOCUMENTED, Token};
use super::run::{CORP, OWN, Run, id};
use crate::bench::json_of;

/// One right token of each kind, as it stands in a query.
struct Callers {
    own: String,
    provided: String,
    suite: String,
    provider: String,
}

impl Callers {
    async fn of(run: &mut Run) -> Self {
        run.be(OWN).await;
        let own = run.token.clone();
        run.be("permanent-code-of-the-template").await;
        let provided = run.token.clone();
        run.be_suite(
            "wwSuite0000000001",
            "suite-secret-not-for-production",
            "ticket-not-for-production",
        )
        .await;
        let body = json!({
            "corpid": "wwProvider0000001", "provider_secret": "provider-secret-not-for-production",
        });
        let path = "/cgi-bin/service/get_provider_token";
        let answer = run.bench.post(path, body).await;
        let token = id(&answer, "provider_access_token");
        Self {
            own,
            provided,
            suite: run.token.clone(),
            provider: format!("provider_access_token={token}"),
        }
    }

    fn right(&self, token: Token) -> &str {
        match token {
            Token::Suite => &self.suite,
            Token::Provider => &self.provider,
            Token::Provided => &self.provided,
            _ => &self.own,
        }
    }
}

/// No token, a made-up one, an expired one, one of a caller from elsewhere, and one without the right.
pub async fn tokens(run: &mut Run) {
    let mut other = Run::start().await;
    other.be("attendance-secret-not-for-production").await;
    let without_right = other.token.clone();
    let callers = Callers::of(&mut other).await;
    let with_token = || DOCUMENTED.iter().filter(|it| it.token != Token::None);
    for it in with_token() {
        let [missing, unknown, ..] = it.token.codes() else {
            unreachable!()
        };
        let name = callers.right(it.token);
        let name = name.split_once('=').unwrap().0;
        other.token = String::new();
        other.post(*missing, it.path, json!({})).await;
        other.token = format!("{name}=made-up");
        other.post(*unknown, it.path, json!({})).await;
        // A token of another kind is none.
        let wrong = if it.token == Token::Suite {
            &callers.own
        } else {
            &callers.suite
        };
        other.token = format!("{name}={}", wrong.split_once('=').unwrap().1);
        other.post(*unknown, it.path, json!({})).await;
        other.token = match it.token {
            Token::Contact => without_right.clone(),
            Token::Own => callers.provided.clone(),
            Token::Provided => callers.own.clone(),
            _ => continue,
        };
        other.post(48002, it.path, json!({})).await;
    }
    other.bench.hours(2);
    for it in with_token() {
        other.token = callers.right(it.token).to_owned();
        let expired = it.token.codes()[2];
        other.post(expired, it.path, json!({})).await;
    }
    run.add(other);
    elsewhere(run).await;
}

/// The same callers, from an address that nobody trusts: tokens are got from a trusted one.
async fn elsewhere(run: &mut Run) {
    let trusted = r#"trusted_ips = ["127.0.0.1"]"#;
    let text = super::run::WORLD
        .replace("# trusted_ips = [\"10.0.0.1\"]  ", &format!("{trusted} #"))
        .replace(
            "visible = [\"zhangsan\", \"lisi\", \"wangwu\"]  ",
            &format!("{trusted} #"),
        );
    assert_eq!(text.matches(trusted).count(), 2);
    let mut other = Run::in_world(&text).await;
    let callers = Callers::of(&mut other).await;
    let from = crate::bench::client_from([127, 0, 0, 2].into());
    for it in DOCUMENTED.iter().filter(|it| it.token != Token::None) {
        let token = callers.right(it.token);
        let url = format!("{}/cgi-bin/{}?{token}", other.bench.base, it.path);
        let answer = json_of(from.post(url).body("{}").send().await.unwrap()).await;
        assert!(
            answer["errmsg"]
                .as_str()
                .unwrap()
                .contains("from ip: 127.0.0.2,")
        );
        other.saw(60020, it.path, answer);
    }
    run.add(other);
}

#[tokio::test]
async fn nothing_is_changed_by_asking_a_post_endpoint_with_get() {
    let mut run = Run::start().await;
    let callers = Callers::of(&mut run).await;
    for it in DOCUMENTED.iter().filter(|it| it.token != Token::None) {
        let path = format!("/cgi-bin/{}?{}", it.path, callers.right(it.token));
        let response = run
            .bench
            .request(Method::GET, &path)
            .body(r#"{"sender":"zhangsan","text":{"content":"a"},"tag":[{"name":"a"}],"group_name":"a"}"#)
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), 200, "{path}");
        json_of(response).await;
    }
    let tasks = run.bench.get("/sim/v1/tasks").await;
    assert_eq!(tasks["tasks"], json!([]));
    run.token = callers.own;
    let tags = run
        .post(0, "externalcontact/get_corp_tag_list", json!({}))
        .await;
    assert_eq!(tags["tag_group"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_post_endpoint_does_not_read_the_body_of_a_get() {
    let run = Run::start().await;
    let path = format!("/cgi-bin/externalcontact/groupchat/list?{}", run.token);
    let request = run
        .bench
        .request(Method::GET, &path)
        .body(r#"{"limit":10}"#);
    let answer = json_of(request.send().await.unwrap()).await;
    assert_eq!(answer["errcode"], 40058);
}

#[tokio::test]
async fn queries_may_have_empty_and_repeated_pairs_in_any_order() {
    let run = Run::start().await;
    let token = &run.token;
    for query in [
        format!("?&type=agent_config&{token}"),
        format!("?{token}&type=agent_config&"),
        format!("?&&{token}&&type=&type=agent_config"),
        format!("?type=agent_config&{token}&type=jsapi"),
    ] {
        let answer = run.bench.get(&format!("/cgi-bin/ticket/get{query}")).await;
        assert_eq!(answer["errcode"], 0, "{query}: {answer}");
    }
}

#[tokio::test]
async fn any_or_no_content_type_is_taken_and_bad_json_is_said() {
    let run = Run::start().await;
    let path = format!("/cgi-bin/externalcontact/groupchat/list?{}", run.token);
    let ask = async |kind: Option<&str>, body: &str| {
        let mut request = run.bench.request(Method::POST, &path).body(body.to_owned());
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        json_of(request.send().await.unwrap()).await
    };
    for kind in [
        None,
        Some("application/json; charset=utf-8"),
        Some("text/plain"),
        Some("nonsense"),
    ] {
        assert_eq!(ask(kind, r#"{"limit":1}"#).await["errcode"], 0, "{kind:?}");
    }
    let answer = ask(None, r#"{"limit":1"#).await;
    let text = answer["errmsg"].as_str().unwrap();
    assert!(text.contains("Warning: wrong json format."), "{text}");
}

#[tokio::test]
async fn older_paths_still_work() {
    let mut run = Run::start().await;
    for (path, rest) in [
        ("crm/get_customer_contacts", ""),
        ("crm/get_external_contact_list", "&userid=zhangsan"),
        (
            "crm/get_external_contact",
            &format!("&external_userid={}", super::run::WANG),
        ),
    ] {
        run.get(0, path, rest).await;
    }
    let body = json!({"sender": "zhangsan", "text": {"content": "好"}});
    run.post(0, "crm/add_msg_template", body).await;
    let answer: Value = run
        .bench
        .get(&format!("/cgi-bin/gettoken?corpid={CORP}&corpsecret={OWN}"))
        .await;
    assert_eq!(answer["errcode"], 0);
}
