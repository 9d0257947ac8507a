use serde_json::json;

use super::*;

fn mini(api: &str, raw: &str) -> Explanation {
    explain(Runtime::MiniProgram, Platform::Ios, api, raw)
}

fn codes(explanation: &Explanation) -> Vec<&str> {
    explanation
        .causes
        .iter()
        .map(|cause| cause.code.as_str())
        .collect()
}

#[test]
fn every_text_that_a_source_prints_finds_its_row() {
    for row in &book::errors().client {
        for seen in &row.seen {
            let runtime = if seen.place.starts_with("H5") {
                Runtime::H5
            } else {
                Runtime::MiniProgram
            };
            let found = explain(runtime, Platform::Unknown, "", seen.text.as_str());
            assert_eq!(found.code, row.code, "{}", seen.text);
            assert_eq!(found.outcome, row.outcome, "{}", seen.text);
        }
    }
}

#[test]
fn no_permission_names_its_causes_in_order_with_the_admin_page() {
    for raw in [
        "shareToExternalContact:fail no permission",
        "shareToExternalContact:fail_no_permission",
        "qy__shareToExternalContact:fail_nopermission",
        "no permission",
        r#"{"errMsg":"shareToExternalChat:fail_no_permission"}"#,
    ] {
        let found = mini("", raw);
        assert_eq!(found.outcome, Outcome::Failed);
        assert_eq!(found.code, "no_permission", "{raw}");
        assert_eq!(
            codes(&found)[..3],
            [
                "member_without_customer_contact",
                "app_not_allowed",
                "member_not_in_scope"
            ],
            "{raw}"
        );
        assert!(
            found
                .page
                .as_ref()
                .unwrap()
                .zh
                .contains("客户联系 → 权限配置 → 使用范围")
        );
    }
}

#[test]
fn causes_are_those_of_the_runtime_and_of_the_call() {
    let mini = mini("shareToExternalContact", "fail no permission");
    assert!(!codes(&mini).contains(&"agent_config_missing"));
    assert!(!codes(&mini).contains(&"moments_right_missing"));
    let web = explain(
        Runtime::H5,
        Platform::Ios,
        "shareToExternalMoments",
        "fail_nopermission",
    );
    assert!(codes(&web).contains(&"agent_config_missing"));
    assert!(codes(&web).contains(&"moments_right_missing"));
    assert!(!codes(&web).contains(&"session_missing"));
}

#[test]
fn backing_out_is_no_error_in_any_spelling() {
    for raw in [
        "shareToExternalChat:cancel",
        "shareToExternalChat:fail cancel",
        "shareToExternalChat:fail_cancel",
        "qy.shareToExternalChat:cancel",
    ] {
        assert_eq!(
            mini("shareToExternalChat", raw).outcome,
            Outcome::Cancel,
            "{raw}"
        );
    }
}

#[test]
fn ok_is_recognised_and_said_to_be_no_delivery() {
    for raw in [
        json!({"errMsg": "shareToExternalContact:ok"}),
        json!({"err_code": 0, "err_msg": "qy.sendChatMessage:ok"}),
        json!({"errmsg": "qy__shareToExternalContact:ok"}),
        json!({"err_code": 0}),
    ] {
        let found = explain(
            Runtime::MiniProgram,
            Platform::Android,
            "shareToExternalContact",
            &raw,
        );
        assert_eq!(found.outcome, Outcome::Ok, "{raw}");
        assert!(found.cause.zh.contains("不代表"), "{raw}");
    }
}

#[test]
fn a_reply_without_a_message_is_success_on_the_web_and_unknown_in_a_mini_program() {
    let reply = json!({});
    assert_eq!(
        explain(Runtime::H5, Platform::Ios, "shareToExternalChat", &reply).outcome,
        Outcome::Ok
    );
    let mini = explain(
        Runtime::MiniProgram,
        Platform::Ios,
        "shareToExternalChat",
        &reply,
    );
    assert_eq!(
        (mini.outcome, mini.code.as_str()),
        (Outcome::Failed, UNKNOWN)
    );
}

#[test]
fn the_message_is_read_wherever_a_client_puts_it() {
    for key in ["errMsg", "err_msg", "errmsg", "fail_reason"] {
        let found = explain(
            Runtime::MiniProgram,
            Platform::Mac,
            "",
            &json!({key: "sendChatMessage:fail user not in allow list"}),
        );
        assert_eq!(found.code, "user_not_in_allow_list", "{key}");
    }
}

#[test]
fn numbers_of_the_server_are_explained_in_every_form_people_paste() {
    for raw in [
        "48002",
        "48002 api forbidden",
        r#"{"errcode":48002,"errmsg":"api forbidden, hint: [1700000000], from ip: 1.2.3.4"}"#,
        r#"2026-11-24T02:00:00Z ERROR wecom: GET /cgi-bin/externalcontact/list -> {"errcode":48002,"errmsg":"api forbidden"}"#,
        "wecom refused: errcode=48002, errmsg=api forbidden",
        r#"{"level":"error","fields":{"errcode":48002}}"#,
        "request 1732413600123 failed with 48002: api forbidden",
    ] {
        let found = explain(Runtime::Server, Platform::Unknown, "", raw);
        assert_eq!(found.number, Some(48002), "{raw}");
        assert_eq!(found.code, "app_not_allowed", "{raw}");
        assert!(found.page.unwrap().zh.contains("可调用接口的应用"));
    }
    for (number, code, who) in [
        ("40029", "login_code_invalid", Who::Developer),
        ("60020", "ip_not_trusted", Who::Administrator),
        ("45009", "rate_limited", Who::Nobody),
        ("-1", "system_busy", Who::Nobody),
    ] {
        let found = explain(Runtime::Server, Platform::Unknown, "", number);
        assert_eq!((found.code.as_str(), found.who), (code, who), "{number}");
    }
}

#[test]
fn a_whole_line_of_a_log_is_enough() {
    for (line, code) in [
        (
            "[11:02:03.004] share failed: shareToExternalChat:fail_no_permission (retry 0)",
            "no_permission",
        ),
        (
            r#"WARN sdk answer={"errMsg":"sendChatMessage:fail without context of external contact"} page=/a"#,
            "without_context",
        ),
        (
            "TypeError: Cannot read property 'shareToExternalContact' of undefined",
            "wx_qy_undefined",
        ),
        (
            "Uncaught TypeError: Cannot read properties of undefined (reading 'shareToExternalChat')",
            "wx_qy_undefined",
        ),
    ] {
        assert_eq!(mini("", line).code, code, "{line}");
    }
}

#[test]
fn what_nobody_described_is_kept_as_unknown() {
    let found = mini(
        "shareToExternalContact",
        "shareToExternalContact:fail quite new",
    );
    assert_eq!(
        (found.outcome, found.code.as_str()),
        (Outcome::Failed, UNKNOWN)
    );
    assert_eq!(
        explain(Runtime::Server, Platform::Unknown, "", "99999999").number,
        Some(99_999_999)
    );
}

#[test]
fn hostile_answers_are_explained_without_delay() {
    let long = "花".repeat(1_000_000);
    for raw in [
        long.as_str(),
        "",
        ":",
        "::::",
        "{",
        "{{{{{{",
        "-",
        "errcode",
        "errcode:-",
        "\0",
        "fail",
        "failfailfail",
    ] {
        mini("shareToExternalContact", raw);
    }
    let mut deep = json!({});
    for _ in 0..200 {
        deep = json!({ "a": deep });
    }
    explain(Runtime::MiniProgram, Platform::Ios, "", &deep);
}

#[test]
fn an_explanation_serialises_to_the_shape_of_the_api() {
    let value = serde_json::to_value(mini("shareToExternalContact", "fail no permission")).unwrap();
    assert_eq!(value["outcome"], "failed");
    assert_eq!(
        value["causes"][0]["code"],
        "member_without_customer_contact"
    );
    assert!(value["causes"][0]["remedy"]["en"].is_string());
    assert!(value["causes"][0].get("source").is_none());
}

#[test]
fn what_is_known_of_rights_drops_disproved_causes_and_puts_proved_ones_first() {
    let raw = || mini("shareToExternalContact", "fail no permission");
    let known = raw().knowing(Rights {
        customer_contact: Some(true),
        app_allowed: Some(false),
        ..Rights::default()
    });
    assert_eq!(
        codes(&known)[..2],
        ["app_not_allowed", "member_not_in_scope"]
    );
    assert!(
        known.cause.en.contains("may not call"),
        "{}",
        known.cause.en
    );
    assert!(known.page.unwrap().zh.contains("可调用接口的应用"));
    let unknown = raw().knowing(Rights::default());
    assert_eq!(codes(&unknown), codes(&raw()));
    assert_eq!(unknown.cause, raw().cause);
}
