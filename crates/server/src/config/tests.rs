use secrecy::ExposeSecret;

use super::*;

const COMPLETE: &str = r#"
listen = "127.0.0.1:9090"
data = "./somewhere"
public_base_url = "https://share.example.com"

[wecom]
base_url = "http://127.0.0.1:1234"

[[app]]
corpid = "ww8a1b2c3d4e5f6071"
agentid = 1000002
secret = "s3cret"
appid = "wx7c1d9a2b3e4f5061"

[quota]
mode = "seven_per_week"
count = "per_receiver"

[ex]
page_suffix = ""

[limits]
upload_bytes = 1000
"#;

fn parse(text: &str) -> Result<Config, ConfigError> {
    Config::parse(text, "share.toml")
}

#[track_caller]
fn refused(text: &str) -> String {
    parse(text).unwrap_err().to_string()
}

#[test]
fn a_complete_file_is_read() {
    let config = parse(COMPLETE).unwrap();
    assert_eq!(config.listen.port(), 9090);
    assert_eq!(config.apps[0].corpid.as_str(), "ww8a1b2c3d4e5f6071");
    assert_eq!(config.apps[0].secret().unwrap().expose_secret(), "s3cret");
    assert_eq!(config.limits.upload_bytes, 1000);
    assert_eq!(
        config.limits.session_hours, 12,
        "the rest keeps its default"
    );
}

#[test]
fn an_empty_file_listens_on_loopback_only() {
    let config = parse("").unwrap();
    assert!(config.listen.ip().is_loopback());
    assert_eq!(
        config.wecom.base_url.as_str(),
        "https://qyapi.weixin.qq.com"
    );
}

#[test]
fn a_mistake_is_told_with_file_line_and_column() {
    let text = refused("data = \"x\"\nlissten = \"127.0.0.1:1\"\n");
    assert!(text.contains("share.toml:2:1"), "{text}");
    assert!(text.contains("lissten"), "{text}");

    let text = refused("[quota]\nmode = \"sometimes\"\n");
    assert!(text.contains("share.toml:2:8"), "{text}");
    assert!(text.contains("one_per_day"), "{text}");

    let text = refused("listen = \n");
    assert!(text.contains("share.toml:1:"), "{text}");
}

#[test]
fn an_app_has_exactly_one_secret() {
    let app = "[[app]]\ncorpid = \"ww12345678\"\nagentid = 1\nappid = \"wx12345678\"\n";
    assert!(refused(app).contains("secret_file"));
    assert!(refused(&format!("{app}secret = \"\"\n")).contains("empty"));
    assert!(refused(&format!("{app}secret = \"a\"\nsecret_file = \"b\"\n")).contains("not both"));
}

#[test]
fn an_id_of_the_wrong_kind_is_told_where_to_look() {
    let text = refused(&COMPLETE.replace("ww8a1b2c3d4e5f6071", "1000002"));
    assert!(text.contains("企业 ID"), "{text}");
}

#[test]
fn an_address_has_a_scheme_and_loses_its_last_slash() {
    let config = parse("public_base_url = \"https://share.example.com/\"").unwrap();
    let url = config.public_base_url.clone().unwrap();
    assert_eq!(url.as_str(), "https://share.example.com");
    for bad in ["share.example.com", "https://", "ftp://x", "https://x?y"] {
        let text = refused(&format!("public_base_url = {bad:?}"));
        assert!(text.contains("share.toml:1:"), "{text}");
    }
}

#[test]
fn the_same_app_twice_is_refused() {
    let app = &COMPLETE[COMPLETE.find("[[app]]").unwrap()..COMPLETE.find("[quota]").unwrap()];
    let text = refused(&format!("{COMPLETE}\n{app}"));
    assert!(text.contains("number 1 and number 2"), "{text}");
}

#[test]
fn a_secret_is_read_from_its_file_and_never_shown() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret");
    std::fs::write(&path, "from-a-file\n").unwrap();
    let inline = "secret = \"s3cret\"";
    let from_file = COMPLETE.replace(inline, &format!("secret_file = {path:?}"));
    let config = parse(&from_file).unwrap();
    assert_eq!(
        config.apps[0].secret().unwrap().expose_secret(),
        "from-a-file"
    );

    std::fs::write(&path, " \n").unwrap();
    assert!(matches!(
        config.apps[0].secret(),
        Err(SecretError::Empty { .. })
    ));
    let shown = format!("{:?}", parse(COMPLETE).unwrap());
    assert!(!shown.contains("s3cret"), "{shown}");
}

fn with_variables(variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let owned = variables
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    parse(COMPLETE).unwrap().overlay_env(owned)
}

#[test]
fn variables_are_laid_over_the_file() {
    let config = with_variables(&[
        ("WECOM_SHARE_DATA", "/var/lib/share"),
        ("WECOM_SHARE__QUOTA__MODE", "one_per_day"),
        ("WECOM_SHARE__LIMITS__UPLOAD_BYTES", "2000"),
        ("WECOM_SHARE__APP__0__SECRET", "12345"),
        ("WECOM_SHARE__APP__1__CORPID", "ww00000002"),
        ("WECOM_SHARE__APP__1__AGENTID", "7"),
        ("WECOM_SHARE__APP__1__APPID", "wx00000002"),
        ("WECOM_SHARE__APP__1__SECRET", "two"),
        ("PATH", "/bin"),
    ])
    .unwrap();
    assert_eq!(config.data.to_str(), Some("/var/lib/share"));
    assert_eq!(config.limits.upload_bytes, 2000);
    assert_eq!(config.apps[0].secret().unwrap().expose_secret(), "12345");
    assert_eq!(config.apps[1].corpid.as_str(), "ww00000002");
}

#[test]
fn a_variable_that_makes_no_sense_is_named() {
    for (name, value) in [
        ("WECOM_SHARE__QUOTA__MODE", "sometimes"),
        ("WECOM_SHARE__NONSENSE", "1"),
        ("WECOM_SHARE__LISTEN__PORT", "1"),
        ("WECOM_SHARE__APP__X__SECRET", "a"),
        ("WECOM_SHARE__APP__9__SECRET", "a"),
    ] {
        let text = with_variables(&[(name, value)]).unwrap_err().to_string();
        assert!(text.contains(name), "{text}");
    }
}

#[test]
fn what_is_easily_written_wrong_is_told_how_it_should_be() {
    for (wrong, right) in [
        ("listen = \":8080\"\n", "127.0.0.1:8080"),
        ("listen = \"localhost:8080\"\n", "127.0.0.1:8080"),
        ("[app]\ncorpid = \"ww12345678\"\n", "[[app]]"),
        ("data = \"\"\n", "./data"),
    ] {
        let text = refused(wrong);
        assert!(text.contains("share.toml:1:"), "{text}");
        assert!(text.contains(right), "{text}");
    }
}

#[test]
fn a_limit_that_would_stop_all_work_is_refused() {
    for key in [
        "upload_bytes",
        "body_bytes",
        "request_seconds",
        "session_hours",
    ] {
        let text = refused(&format!("[limits]\n{key} = 0\n"));
        assert!(text.contains("share.toml:2:"), "{text}");
        assert!(text.contains("more than 0"), "{text}");
    }
    let text = refused("[wecom]\ntimeout_seconds = 0\n");
    assert!(text.contains("more than 0"), "{text}");
}

#[test]
fn a_mistake_is_told_in_chinese_and_in_english_apart() {
    for (wrong, zh, en) in [
        ("mode = 1\n", "没有这一项", "unknown field"),
        ("data = 1\n", "类型不对", "invalid type"),
        ("[[app]]\nagentid = 1\n", "缺少", "missing field"),
        ("[quota]\nmode = \"x\"\n", "没有这个值", "unknown variant"),
        ("listen = \n", "格式错误", "expected"),
        ("data = \"\"\n", "数据目录是空的", "is empty"),
    ] {
        let text = refused(wrong);
        let (chinese, english) = text.split_once('\n').unwrap();
        assert!(chinese.contains(zh), "{text}");
        assert!(english.contains(en) && !english.contains(zh), "{text}");
        assert!(!text.contains(" | "), "{text}");
    }
}

const CALLBACK_APP: &str =
    "[[app]]\ncorpid = \"wwcorp1\"\nagentid = 1\nsecret = \"s\"\nappid = \"wx1234\"\n";
const AES_KEY: &str = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";

#[test]
fn what_is_wrong_with_a_callbacks_keys_is_said_with_file_and_line() {
    for (written, line, zh, en) in [
        (
            "callback_token = \"t\"",
            1,
            "还缺 `callback_aes_key`",
            "needs `callback_aes_key`",
        ),
        (
            "callback_aes_key_file = \"k\"",
            1,
            "还缺 `callback_token`",
            "needs `callback_token`",
        ),
        (
            "callback_token = \"t\"\ncallback_aes_key = \"short\"",
            7,
            "43 位字母和数字",
            "43 letters and digits",
        ),
        (
            "callback_token = \"t-t\"\ncallback_aes_key = \"jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C\"",
            6,
            "1 到 32 位",
            "1 to 32 letters",
        ),
    ] {
        let error = Config::parse(&format!("{CALLBACK_APP}{written}\n"), "a.toml").unwrap_err();
        let text = error.to_string();
        assert!(
            text.contains(&format!("a.toml:{line}:")) && text.contains(zh) && text.contains(en),
            "{text}"
        );
        assert!(!text.contains("short"), "{text}");
    }
}

#[test]
fn one_app_has_its_callbacks_keys_in_one_place() {
    let keys = format!("callback_token = \"t\"\ncallback_aes_key = \"{AES_KEY}\"\n");
    let other = CALLBACK_APP.replace("wx1234", "wx5678");
    let text = format!("{CALLBACK_APP}{keys}{other}");
    let config = Config::parse(&text, "a.toml").unwrap();
    assert!(config.apps[0].callback.is_some() && config.apps[1].callback.is_none());
    assert!(!format!("{config:?}").contains(AES_KEY));
    let error = Config::parse(&format!("{text}{keys}"), "a.toml").unwrap_err();
    assert!(
        error.to_string().contains("one callback address"),
        "{error}"
    );
}

#[test]
fn a_window_in_which_everything_would_be_believed_is_refused() {
    let error = Config::parse("[callback]\nwindow_seconds = 90000\n", "a.toml").unwrap_err();
    assert!(error.to_string().contains("43200"), "{error}");
}
