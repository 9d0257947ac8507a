//! What mini programs hand over encrypted: server-api.md §3.3.

use aes::{
    Aes128,
    cipher::{BlockModeEncrypt as _, KeyIvInit as _, block_padding::Pkcs7},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::{Value, json};
use wecom_api::session::{self, EnterpriseUserInfo, Fault, ShareInfo, Watermark};

const KEY: &str = "tiihtNczf5v6AKRyjwEUhQ==";
const IV: &str = "r7BXXKkLb8qrSNn05n0qiA==";
/// WeChat's public sample.
const DATA: &str = "\
    CiyLU1Aw2KjvrjMdj8YKliAjtP4gsMZMQmRzooG2xrDcvSnxIMXFufNstNGTyaGS9uT5geRa0W4oTOb1WT7fJlAC\
    +oNPdbB+3hVbJSRgv+4lGOETKUQz6OYStslQ142dNCuabNPGBzlooOmB231qMM85d2/fV6ChevvXvQP8Hkue1poO\
    FtnEtpyxVLW1zAo6/1Xx1COxFvrc2d7UL/lmHInNlxuacJXwu0fjpXfz/YqYzBIBzD6WUfTIF9GRHpOn/Hz7saL8\
    xz+W//FRAUid1OksQaQx4CMs8LOddcQhULW4ucetDf96JcR3g0gfRK4PC7E/r7Z6xNrXd2UIeorGj5Ef7b1pJAYB\
    6Y5anaHqZ9J6nKEBvB4DnNLIVWSgARns/8wR2SiRS7MNACwTyrGvt9ts8p12PKFdlqYTopNHR1Vf7XjfhQlVsAJd\
    NiKdYmYVoKlaRv85IfVunYzO0IKXsyl7JCUjCpoG20f0a04COwfneQAGGwd5oa+T8yO5hzuyDb/XcxxmK01EpqOy\
    uxINew==\
    ";

fn open<T: serde::de::DeserializeOwned>(data: &str) -> Result<T, Fault> {
    session::open(&KEY.into(), IV, data)
}

fn sealed(text: &str) -> String {
    let block = |text: &str| -> [u8; 16] { STANDARD.decode(text).unwrap().try_into().unwrap() };
    let mut buffer = text.as_bytes().to_vec();
    buffer.resize(text.len() + 16, 0);
    let sealed = cbc::Encryptor::<Aes128>::new(&block(KEY).into(), &block(IV).into())
        .encrypt_padded::<Pkcs7>(&mut buffer, text.len());
    STANDARD.encode(sealed.unwrap())
}

#[test]
fn the_public_sample_opens_and_is_of_its_mini_program() {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Sample {
        open_id: String,
        watermark: Watermark,
    }
    let sample: Sample = open(DATA).unwrap();
    assert_eq!(sample.open_id, "oGZUI0egBJY1zhBYw2KhdUfwVJJE");
    let at = Timestamp::from_second(1_477_314_187).unwrap();
    let minute = SignedDuration::from_mins(1);
    let check = |appid, now| sample.watermark.check(appid, now, minute);
    assert_eq!(check("wx4f4bc4dec97d474b", at), Ok(()));
    assert_eq!(check("wx4f4bc4dec97d474b", at + minute), Ok(()));
    assert_eq!(check("wx0000000000000000", at), Err(Fault::Appid));
    let age = SignedDuration::from_mins(2);
    assert_eq!(
        check("wx4f4bc4dec97d474b", at + age),
        Err(Fault::Stale { age })
    );
}

#[test]
fn another_key_or_a_changed_text_opens_nothing() {
    let other = SecretString::from("AAAAAAAAAAAAAAAAAAAAAA==");
    let opened = session::open::<Value>(&other, IV, DATA);
    assert_eq!(opened, Err(Fault::Unreadable));
    assert_eq!(
        session::open::<Value>(&KEY.into(), KEY, DATA),
        Err(Fault::Unreadable)
    );
    assert_eq!(open::<Value>(&sealed("no json")), Err(Fault::Unreadable));
    for odd in ["", "?", "AAAA", &DATA[..40]] {
        assert_eq!(open::<Value>(odd), Err(Fault::Base64), "{odd}");
    }
    assert_eq!(
        session::open::<Value>(&KEY.into(), "", DATA),
        Err(Fault::Base64)
    );
    assert_eq!(
        session::open::<Value>(&"k".into(), IV, DATA),
        Err(Fault::SessionKey)
    );
}

#[test]
fn a_member_of_a_company_that_has_not_linked_the_mini_program_has_no_company() {
    let text = |corpid: &str| {
        let watermark = json!({ "appid": "wxA", "timestamp": 1 });
        json!({ "corpid": corpid, "userid": "u", "name": "张三", "gender": "1", "watermark": watermark })
            .to_string()
    };
    let info: EnterpriseUserInfo = open(&sealed(&text("wwC"))).unwrap();
    assert_eq!((info.corpid, info.gender), (Some("wwC".into()), Some(1)));
    let info: EnterpriseUserInfo = open(&sealed(&text(""))).unwrap();
    assert_eq!((info.corpid, info.name.as_str()), (None, "张三"));
}

#[test]
fn a_share_ticket_is_good_for_its_receiver_only() {
    let text = r#"{"chatId":"wrA","state":"s","curReceiver":"zhangsan"}"#;
    let info: ShareInfo = open(&sealed(text)).unwrap();
    assert_eq!((info.chat_id.as_str(), info.state.as_str()), ("wrA", "s"));
    assert_eq!(info.check(&"zhangsan".into()), Ok(()));
    assert_eq!(info.check(&"lisi".into()), Err(Fault::Receiver));
}

#[test]
fn raw_data_is_believed_only_with_its_signature() {
    // SHA-1 of "abc", cut in two: raw data and key.
    let signature = "a9993e364706816aba3e25717850c26c9cd0d89d";
    assert!(session::is_signed("a", &"bc".into(), signature));
    assert!(!session::is_signed("b", &"bc".into(), signature));
    assert!(!session::is_signed("a", &"bc".into(), &signature[..39]));
    assert!(!session::is_signed("a", &"bc".into(), ""));
}
