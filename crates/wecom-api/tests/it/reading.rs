//! Answers, good and odd.

use wecom_api::{
    Code, Error,
    auth::gettoken,
    externalcontact::{get_groupmsg_task, groupchat_list, list},
    read,
};

#[test]
fn a_refusal_is_taken_apart_as_the_page_on_errors_writes_it() {
    let body = r#"{"errcode":60020,"errmsg":"not allow to access from your ip, hint: [1700000000_53_0123456789abcdef0123456789abcdef], from ip: 203.0.113.7, more info at https://open.work.weixin.qq.com/devtool/query?e=60020","ip_list":[]}"#;
    let error = read::<list::Request>(200, body.as_bytes()).unwrap_err();
    let refusal = error.refusal().unwrap();
    assert_eq!(refusal.code, Code::IP_NOT_TRUSTED);
    assert_eq!(
        refusal.hint.as_deref(),
        Some("1700000000_53_0123456789abcdef0123456789abcdef")
    );
    assert_eq!(refusal.ip.as_deref(), Some("203.0.113.7"));
    assert!(
        error
            .to_string()
            .starts_with("externalcontact/list: WeCom refused: 60020 (")
    );
}

#[test]
fn a_refusal_without_the_usual_text_is_one_all_the_same() {
    for body in [
        r#"{"errcode":48002}"#,
        r#"{"errcode":"48002","errmsg":null}"#,
    ] {
        let error = read::<list::Request>(200, body.as_bytes()).unwrap_err();
        assert_eq!(error.code(), Some(Code::API_FORBIDDEN), "{body}");
        assert_eq!(error.refusal().unwrap().hint, None);
    }
}

#[test]
fn a_code_counts_whatever_the_status_beside_it() {
    let error =
        read::<list::Request>(500, br#"{"errcode":-1,"errmsg":"system error"}"#).unwrap_err();
    assert_eq!(error.code(), Some(Code::BUSY));
}

#[test]
fn what_is_not_wecoms_answer_is_unreadable() {
    let odd: [(u16, &[u8]); 7] = [
        (502, b"<html>Bad Gateway</html>"),
        (200, b""),
        (200, b"{}"),
        (200, b"[]"),
        (200, br#"{"error":"log in to the network first"}"#),
        (200, br#"{"errcode":0,"external_userid":[1]}"#),
        (200, b"{\"errcode\":0,\"external_userid\":[\"\xff\"]}"),
    ];
    for (status, body) in odd {
        let error = read::<list::Request>(status, body).unwrap_err();
        assert!(matches!(error, Error::Unreadable { .. }), "{error:?}");
        assert!(error.code().is_none());
    }
}

#[test]
fn an_unreadable_answer_is_shown_by_its_start() {
    let page = format!("<html>\r\n{}", "宽".repeat(1000));
    let error = read::<list::Request>(502, page.as_bytes()).unwrap_err();
    let text = error.to_string();
    assert!(
        text.starts_with("externalcontact/list: the answer (HTTP 502) cannot be read: <html>  宽")
    );
    assert!(text.len() < 400, "{text}");
}

#[test]
fn a_refusal_without_end_is_told_by_its_start() {
    let body = format!(r#"{{"errcode":40058,"errmsg":"{}"}}"#, "宽".repeat(100_000));
    let error = read::<list::Request>(200, body.as_bytes()).unwrap_err();
    assert_eq!(error.code(), Some(Code(40058)));
    let text = error.to_string();
    assert!(text.len() < 2200 && text.contains("宽…"), "{}", text.len());
}

#[test]
fn an_unreadable_answer_that_may_hold_a_secret_is_not_shown() {
    let body = br#"{"errcode":0,"access_token":"TOKEN","expires_in":"TOKEN"}"#;
    let error = read::<gettoken::Request>(200, body).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("TOKEN"), "{error:?}");
}

#[test]
fn empty_lists_may_be_missing_or_null() {
    for list in [
        "",
        r#","group_chat_list":null"#,
        r#","group_chat_list":[],"next_cursor":"""#,
    ] {
        let body = format!(r#"{{"errcode":0,"errmsg":"ok"{list}}}"#);
        let response = read::<groupchat_list::Request>(200, body.as_bytes()).unwrap();
        assert!(response.group_chat_list.is_empty());
        assert_eq!(response.next_cursor, None);
    }
}

#[test]
fn a_status_of_tomorrow_is_kept() {
    let body = br#"{"errcode":0,"task_list":[{"userid":"u","status":"7","send_time":""}],"new":1}"#;
    let response = read::<get_groupmsg_task::Request>(200, body).unwrap();
    assert_eq!(response.task_list[0].status.0, 7);
    assert_eq!(response.task_list[0].send_time, None);
}
