//! server-api.md §2, §3.

use serde_json::json;

use super::run::{CORP, OWN, Run, id};

pub async fn run(run: &mut Run) {
    tokens(run).await;
    for path in ["get_api_domain_ip", "getcallbackip"] {
        let answer = run.get(0, path, "").await;
        assert_eq!(answer["ip_list"], json!(["127.0.0.1"]));
    }
    run.get(0, "agent/get", "&agentid=1000002").await;
    run.get(40056, "agent/get", "&agentid=7").await;
    run.get(301_002, "agent/get", "&agentid=1000003").await;
    tickets(run).await;
    logins(run).await;
}

async fn tokens(run: &mut Run) {
    let own = std::mem::take(&mut run.token);
    for (code, corpid, secret) in [
        (0, CORP, OWN),
        (40001, CORP, "wrong"),
        (40013, "ww0", OWN),
        (40091, CORP, "tea-secret-not-for-production"),
        (50003, CORP, "stopped-secret-not-for-production"),
        (60020, CORP, "trusted-secret-not-for-production"),
        // A third-party app's permanent code is no secret for gettoken; a provider-developed app's is.
        (40001, CORP, "permanent-code-of-the-suite"),
        (40001, CORP, "permanent-code-not-yet-given"),
        (0, CORP, "permanent-code-of-the-template"),
        (41002, "", OWN),
        (41004, CORP, ""),
    ] {
        let rest = format!("&corpid={corpid}&corpsecret={secret}");
        run.get(code, "gettoken", &rest).await;
    }
    let mut banned = Run::with("wrong_secrets = 2000", "wrong_secrets = 3").await;
    let right = format!("&corpid={CORP}&corpsecret={OWN}");
    let wrong = format!("&corpid={CORP}&corpsecret=wrong");
    for _ in 0..3 {
        banned.get(40001, "gettoken", &wrong).await;
    }
    banned.get(45009, "gettoken", &right).await;
    banned.bench.hours(1);
    banned.get(0, "gettoken", &right).await;
    run.add(banned);
    run.token = own;
}

async fn tickets(run: &mut Run) {
    let corp = run.get(0, "get_jsapi_ticket", "").await;
    let app = run.get(0, "ticket/get", "&type=agent_config").await;
    assert_ne!(corp["ticket"], app["ticket"]);
    let again = run.get(0, "get_jsapi_ticket", "").await;
    assert_eq!(again["ticket"], corp["ticket"], "the same until it expires");
    run.get(91040, "ticket/get", "&type=jsapi").await;
    run.get(91040, "ticket/get", "").await;
    let mut often = Run::start().await;
    for _ in 0..100 {
        often.get(0, "get_jsapi_ticket", "").await;
    }
    often.get(45009, "get_jsapi_ticket", "").await;
    often.get(45009, "ticket/get", "&type=agent_config").await;
    often.be("attendance-secret-not-for-production").await;
    often.get(0, "get_jsapi_ticket", "").await;
    run.add(often);
}

async fn logins(run: &mut Run) {
    const PATH: &str = "miniprogram/jscode2session";
    let code = run.bench.code().await;
    let grant = "&grant_type=authorization_code";
    run.get(40063, PATH, grant).await;
    run.get(40063, PATH, &format!("&js_code={code}")).await;
    run.get(40058, PATH, &format!("&js_code={code}&grant_type=x"))
        .await;
    // Another app of the company: "app type does not match".
    run.be("attendance-secret-not-for-production").await;
    run.get(40014, PATH, &format!("&js_code={code}{grant}"))
        .await;
    run.be(OWN).await;
    run.get(0, PATH, &format!("&js_code={code}{grant}")).await;
    run.get(40029, PATH, &format!("&js_code={code}{grant}"))
        .await;

    let mut own = Run::with("own_login_codes = false", "own_login_codes = true").await;
    let used = own.bench.code().await;
    own.get(0, PATH, &format!("&js_code={used}{grant}")).await;
    own.get(42022, PATH, &format!("&js_code={used}{grant}"))
        .await;
    let late = own.bench.code().await;
    own.bench.clock.advance(jiff::SignedDuration::from_mins(5));
    own.get(42003, PATH, &format!("&js_code={late}{grant}"))
        .await;
    own.get(40029, PATH, &format!("&js_code=never{grant}"))
        .await;
    run.add(own);

    let transfer = "miniprogram/transfer_session";
    run.post(40058, transfer, json!({"userid": "a"})).await;
    run.post(60111, transfer, json!({"userid": "a", "session_key": "k"}))
        .await;
}

#[tokio::test]
async fn a_new_token_ends_the_old_one_where_the_world_says_so() {
    let mut run = Run::with(r#"gettoken = "same""#, r#"gettoken = "new""#).await;
    let old = run.token.clone();
    run.be(OWN).await;
    assert_ne!(run.token, old);
    run.get(0, "getcallbackip", "").await;
    run.token = old;
    run.get(40014, "getcallbackip", "").await;
}

#[tokio::test]
async fn debug_mode_allows_five_calls_a_minute() {
    let mut run = Run::start().await;
    for _ in 0..5 {
        run.get(0, "getcallbackip", "&debug=1").await;
    }
    let answer = run.get(45009, "getcallbackip", "&debug=1").await;
    assert!(id(&answer, "errmsg").starts_with("api freq out of limit"));
    run.get(0, "getcallbackip", "").await;
    run.bench.clock.advance(jiff::SignedDuration::from_mins(1));
    run.get(0, "getcallbackip", "&debug=1").await;
}
