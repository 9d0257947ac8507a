//! server-api.md §10.

use serde_json::{Value, json};

use super::run::{CORP, NOTEBOOK, OWN, Run, WANG, id};

const SUITE: (&str, &str, &str) = (
    "wwSuite0000000001",
    "suite-secret-not-for-production",
    "ticket-not-for-production",
);
const THIRD_PARTY: &str = "permanent-code-of-the-suite";
const TEMPLATE: &str = "permanent-code-of-the-template";

pub async fn run(run: &mut Run) {
    tokens(run).await;
    authorisation(run).await;
    third_party(run).await;
    ids(run).await;
    run.be(OWN).await;
}

async fn tokens(run: &mut Run) {
    const GET: &str = "service/get_suite_token";
    run.token = String::new();
    let asked = |id: &str, secret: &str, ticket: &str| json!({"suite_id": id, "suite_secret": secret, "suite_ticket": ticket});
    let (id_of, secret, ticket) = SUITE;
    let answer = run.post(0, GET, asked(id_of, secret, ticket)).await;
    assert!(answer["errcode"].is_null(), "only on failure");
    assert_eq!(answer["expires_in"], 7200);
    for (code, body) in [
        (41021, asked("", secret, ticket)),
        (41023, asked(id_of, secret, "")),
        (40083, asked("ww0", secret, ticket)),
        (40080, asked(id_of, "wrong", ticket)),
        (40085, asked(id_of, secret, "wrong")),
        (
            60020,
            asked(
                "wwSuite0000000002",
                "suite-two-secret-not-for-production",
                "ticket-two-not-for-production",
            ),
        ),
    ] {
        run.post(code, GET, body).await;
    }
    // A pushed ticket is good for thirty minutes.
    let path = "/sim/v1/suites/dkTemplate0000001/ticket";
    let pushed = id(&run.bench.get(path).await, "suite_ticket");
    let body = asked(
        "dkTemplate0000001",
        "template-secret-not-for-production",
        &pushed,
    );
    run.post(0, GET, body.clone()).await;
    run.bench.clock.advance(jiff::SignedDuration::from_mins(10));
    assert_ne!(id(&run.bench.get(path).await, "suite_ticket"), pushed);
    run.post(0, GET, body.clone()).await;
    run.bench.clock.advance(jiff::SignedDuration::from_mins(20));
    run.post(40085, GET, body).await;

    const PROVIDER: &str = "service/get_provider_token";
    for (code, corpid, secret) in [
        (0, "wwProvider0000001", "provider-secret-not-for-production"),
        (41002, "", "provider-secret-not-for-production"),
        (40013, "ww0", "provider-secret-not-for-production"),
        (40001, "wwProvider0000001", "wrong"),
        (
            60020,
            "wwProvider0000002",
            "provider-two-secret-not-for-production",
        ),
    ] {
        let body = json!({"corpid": corpid, "provider_secret": secret});
        run.post(code, PROVIDER, body).await;
    }
}

async fn authorisation(run: &mut Run) {
    let (suite, secret, ticket) = SUITE;
    run.be_suite(suite, secret, ticket).await;
    let pre = run.get(0, "service/get_pre_auth_code", "").await;
    assert_eq!(pre["expires_in"], 1200);
    const SESSION: &str = "service/set_session_info";
    let session = |code: &Value| json!({"pre_auth_code": code, "session_info": {"appid": [], "auth_type": 1}});
    run.post(0, SESSION, session(&pre["pre_auth_code"])).await;
    run.post(40058, SESSION, json!({"pre_auth_code": "a"}))
        .await;
    run.post(40077, SESSION, session(&json!("made up"))).await;
    run.bench.clock.advance(jiff::SignedDuration::from_mins(20));
    run.post(42007, SESSION, session(&pre["pre_auth_code"]))
        .await;

    let v1 = "service/get_permanent_code";
    let v2 = "service/v2/get_permanent_code";
    let code = install(run, suite).await;
    let answer = run.post(0, v1, json!({"auth_code": code})).await;
    assert_eq!(answer["permanent_code"], THIRD_PARTY);
    assert_eq!(answer["expires_in"], 7200);
    assert_ne!(
        answer["auth_corp_info"]["corpid"], CORP,
        "the provider's own name"
    );
    run.post(40078, v1, json!({"auth_code": code})).await;
    let code = install(run, suite).await;
    let answer = run.post(0, v2, json!({"auth_code": code})).await;
    assert!(answer["access_token"].is_null());
    assert_eq!(answer["state"], "s");
    let late = install(run, suite).await;
    run.bench.clock.advance(jiff::SignedDuration::from_mins(10));
    run.post(40078, v2, json!({"auth_code": late})).await;

    let open_corpid = answer["auth_corp_info"]["corpid"].clone();
    let installed = json!({"auth_corpid": open_corpid, "permanent_code": THIRD_PARTY});
    for path in [
        "service/get_auth_info",
        "service/v2/get_auth_info",
        "service/get_corp_token",
    ] {
        let answer = run.post(0, path, installed.clone()).await;
        assert_eq!(
            answer["errcode"].is_null(),
            path == "service/get_corp_token"
        );
        let wrong = json!({"auth_corpid": CORP, "permanent_code": TEMPLATE});
        run.post(40084, path, wrong).await;
        run.post(41025, path, json!({"auth_corpid": CORP})).await;
        run.post(
            40013,
            path,
            json!({"auth_corpid": "ww0", "permanent_code": "x"}),
        )
        .await;
    }
    let admin = json!({"auth_corpid": CORP, "agentid": 1_000_011});
    run.post(0, "service/get_admin_list", admin).await;
    let other = json!({"auth_corpid": CORP, "agentid": 1_000_010});
    run.post(40056, "service/get_admin_list", other).await;
    run.get(
        40029,
        "service/miniprogram/jscode2session",
        "&js_code=x&grant_type=authorization_code",
    )
    .await;

    // Not installed: no token. Installed: the permanent code is the secret.
    let mut fresh = Run::start().await;
    let template = "dkTemplate0000002";
    let rest = format!("&corpid={CORP}&corpsecret=permanent-code-not-yet-given");
    let suite_ticket = id(
        &fresh
            .bench
            .get(&format!("/sim/v1/suites/{template}/ticket"))
            .await,
        "suite_ticket",
    );
    fresh
        .be_suite(
            template,
            "template-two-secret-not-for-production",
            &suite_ticket,
        )
        .await;
    let code = install(&fresh, template).await;
    fresh.get(40001, "gettoken", &rest).await;
    let answer = fresh.post(0, v2, json!({"auth_code": code})).await;
    assert_eq!(answer["permanent_code"], "permanent-code-not-yet-given");
    let named = answer["auth_corp_info"]["corpid"].as_str().unwrap();
    let rest = format!("&corpid={named}&corpsecret=permanent-code-not-yet-given");
    fresh.get(0, "gettoken", &rest).await;
    let wrong = json!({"auth_corpid": CORP, "permanent_code": "permanent-code-not-yet-given"});
    fresh.post(48002, "service/get_corp_token", wrong).await;
}

async fn install(run: &Run, suite: &str) -> String {
    let body = json!({"suite": suite, "corpid": CORP, "member": "zhangsan", "state": "s"});
    id(&run.bench.post("/sim/v1/installs", body).await, "auth_code")
}

/// The granted permissions decide; and a mini program bound to a suite logs in through it.
async fn third_party(run: &mut Run) {
    let (suite, secret, ticket) = SUITE;
    run.be_suite(suite, secret, ticket).await;
    let body = json!({"auth_corpid": CORP, "permanent_code": THIRD_PARTY});
    let answer = run.post(0, "service/get_corp_token", body).await;
    run.token = format!("access_token={}", id(&answer, "access_token"));
    run.get(0, "externalcontact/get_follow_user_list", "").await;
    run.post(48002, "externalcontact/add_corp_tag", json!({}))
        .await;
    run.post(48002, "externalcontact/add_msg_template", json!({}))
        .await;
    run.answers.remove("externalcontact/get_follow_user_list");

    run.be_suite(suite, secret, ticket).await;
    let path = "service/externalcontact/unionid_to_external_userid_3rd";
    let wang =
        json!({"unionid": "oEveryUnionWang000000000001", "openid": "oEveryOpenWang0000000000001"});
    let answer = run.post(0, path, wang.clone()).await;
    let found = answer["external_userid_info"].as_array().unwrap();
    assert_eq!(found.len(), 1, "the one company that has the suite");
    assert!(found[0]["external_userid"] != WANG && found[0]["corpid"] != CORP);
    let mut here = wang.clone();
    here["corpid"] = found[0]["corpid"].clone();
    assert_eq!(
        run.post(0, path, here).await["external_userid_info"],
        answer["external_userid_info"]
    );
    let mut elsewhere = wang.clone();
    elsewhere["corpid"] = json!("wwEverything00002");
    assert_eq!(
        run.post(0, path, elsewhere).await["external_userid_info"],
        json!([])
    );
    let mut nowhere = wang;
    nowhere["corpid"] = json!("ww0");
    run.post(40013, path, nowhere).await;
    run.post(40058, path, json!({"unionid": "o"})).await;

    let text = super::run::WORLD.replace(
        "appid = \"wx7c1d9a2b3e4f5061\"\n",
        "appid = \"wxThirdParty000001\"\n",
    );
    let mut bound = Run::in_world(&text).await;
    bound.be_suite(suite, secret, ticket).await;
    let code = bound.bench.code().await;
    let rest = format!("&js_code={code}&grant_type=authorization_code");
    let path = "service/miniprogram/jscode2session";
    let answer = bound.get(0, path, &rest).await;
    assert_ne!(answer["userid"], "zhangsan");
    assert_ne!(answer["corpid"], CORP);
    bound.get(40029, path, &rest).await;
    run.add(bound);
}

async fn ids(run: &mut Run) {
    run.be(TEMPLATE).await;
    let answer = run
        .post(
            0,
            "batch/userid_to_openuserid",
            json!({"userid_list": ["zhangsan", "nobody"]}),
        )
        .await;
    assert_eq!(answer["invalid_userid_list"], json!(["nobody"]));
    let user = id(&answer["open_userid_list"][0], "open_userid");
    run.post(
        40058,
        "batch/userid_to_openuserid",
        json!({"userid_list": vec!["a"; 1001]}),
    )
    .await;
    let path = "externalcontact/get_new_external_userid";
    let answer = run
        .post(0, path, json!({"external_userid_list": [WANG]}))
        .await;
    let wang = id(&answer["items"][0], "new_external_userid");
    run.post(40058, path, json!({})).await;
    let path = "externalcontact/groupchat/get_new_external_userid";
    let answer = run
        .post(
            0,
            path,
            json!({"chat_id": NOTEBOOK, "external_userid_list": [WANG]}),
        )
        .await;
    assert_eq!(answer["items"][0]["new_external_userid"], json!(wang));
    run.post(
        90501,
        path,
        json!({"chat_id": "wr0", "external_userid_list": [WANG]}),
    )
    .await;
    run.post(40058, path, json!({"chat_id": NOTEBOOK})).await;
    run.post(40058, "idconvert/chatid", json!({"chat_id_list": []}))
        .await;

    let path = "idconvert/unionid_to_external_userid";
    let person =
        |union: &str, open: &str| json!({"unionid": union, "openid": open, "subject_type": 0});
    let answer = run
        .post(
            0,
            path,
            person("oEveryUnionWang000000000001", "oEveryOpenWang0000000000001"),
        )
        .await;
    assert_eq!(answer["external_userid"], json!(wang));
    let stranger = run.post(0, path, person("oStranger", "oOpen")).await;
    assert!(stranger["external_userid"].is_null() && stranger["pending_id"].is_string());
    run.post(40058, path, json!({"unionid": "oA"})).await;
    run.post(610_014, path, person("notAUnionid", "oOpen"))
        .await;
    let path = "idconvert/batch/external_userid_to_pending_id";
    let answer = run.post(0, path, json!({"external_userid": [wang]})).await;
    let pending = id(&answer["result"][0], "pending_id");
    run.get(
        40096,
        "externalcontact/get",
        &format!("&external_userid={pending}"),
    )
    .await;
    run.post(40058, path, json!({"external_userid": vec!["a"; 101]}))
        .await;
    let path = "externalcontact/to_service_external_userid";
    run.post(0, path, json!({"external_userid": wang})).await;
    run.post(40096, path, json!({"external_userid": WANG}))
        .await;

    // Back again, for the company's own app.
    run.be(OWN).await;
    let source = 1_000_010;
    let path = "batch/openuserid_to_userid";
    let answer = run
        .post(
            0,
            path,
            json!({"open_userid_list": [user, "wo0"], "source_agentid": source}),
        )
        .await;
    assert_eq!(answer["userid_list"][0]["userid"], "zhangsan");
    run.post(
        40058,
        path,
        json!({"open_userid_list": [], "source_agentid": source}),
    )
    .await;
    run.post(
        40056,
        path,
        json!({"open_userid_list": [user], "source_agentid": 1}),
    )
    .await;
    let path = "externalcontact/from_service_external_userid";
    let answer = run
        .post(
            0,
            path,
            json!({"external_userid": wang, "source_agentid": source}),
        )
        .await;
    assert_eq!(answer["external_userid"], WANG);
    run.post(
        40096,
        path,
        json!({"external_userid": WANG, "source_agentid": source}),
    )
    .await;
    run.post(40056, path, json!({"external_userid": wang}))
        .await;

    let body = json!({"corpid": "wwProvider0000001", "provider_secret": "provider-secret-not-for-production"});
    let answer = run
        .bench
        .post("/cgi-bin/service/get_provider_token", body)
        .await;
    let own = run.token.clone();
    run.token = format!(
        "provider_access_token={}",
        id(&answer, "provider_access_token")
    );
    let answer = run
        .post(0, "service/corpid_to_opencorpid", json!({"corpid": CORP}))
        .await;
    run.post(
        40013,
        "service/corpid_to_opencorpid",
        json!({"corpid": "ww0"}),
    )
    .await;
    run.token = own;
    let path = "corp/opencorpid_to_corpid";
    let body = json!({"open_corpid": answer["open_corpid"], "source_agentid": source});
    assert_eq!(run.post(0, path, body).await["corpid"], CORP);
    run.post(
        40013,
        path,
        json!({"open_corpid": "wp0", "source_agentid": source}),
    )
    .await;
    run.post(40056, path, json!({"open_corpid": "wp0"})).await;
}
