//! What is said about a mistake, in both languages.

use wecom_share_rules::text::Bilingual;

/// Between the Chinese and the English of our own messages: a deserializer
/// takes one text only.
const BETWEEN: &str = " | ";

/// Both texts of a message of ours; a parser's is translated as far as known.
pub(super) fn both(said: &str) -> Bilingual {
    let said = said.trim().replace('\n', "; ");
    let (zh, en) = match said.split_once(BETWEEN) {
        Some((zh, en)) => (zh.to_owned(), en.to_owned()),
        None => (in_chinese(&said), said),
    };
    Bilingual {
        zh: zh.into(),
        en: en.into(),
    }
}

/// How the parser's most frequent complaints begin. The names in them stay as
/// written.
const COMPLAINTS: [(&str, &str); 6] = [
    ("unknown field ", "没有这一项："),
    ("unknown variant ", "没有这个值："),
    ("missing field ", "缺少 "),
    ("duplicate key", "同一项写了两次"),
    ("invalid type: ", "类型不对："),
    ("invalid value: ", "值不对："),
];

fn in_chinese(said: &str) -> String {
    let complaint = COMPLAINTS
        .iter()
        .find_map(|(start, zh)| said.strip_prefix(start).map(|rest| (zh, rest)));
    let Some((zh, rest)) = complaint else {
        return format!("TOML 格式错误（{said}）");
    };
    let rest = rest
        .replacen(", expected one of ", "，可以用的是 ", 1)
        .replacen(", expected ", "，应为 ", 1);
    format!("{zh}{rest}")
}
