//! What the parser of TOML complains about, in words for whoever writes a world file.

/// What is wrong at a place: Chinese, English.
pub(super) fn plain(said: &str, line: &str) -> (String, String) {
    let header = line.trim_start();
    if said.starts_with("duplicate key") && header.starts_with('[') {
        return (
            "同一个表写了两次；可以有多项的，每一项都写成 [[…]]".to_owned(),
            "the same table twice; where there may be several, each is written [[…]]".to_owned(),
        );
    }
    if said.starts_with("invalid type: map") && header.starts_with("[[") {
        let name = header.trim_end().trim_matches(['[', ']']);
        return (
            format!("这里只能有一个：写成 [{name}]，不是 [[{name}]]"),
            format!("there is only one: write [{name}], not [[{name}]]"),
        );
    }
    let (zh, en) = (words(said, ZH), words(said, EN));
    (in_chinese(&zh), en)
}

/// Types as Rust names them, and in words.
const TYPES: [&str; 10] = [
    "a sequence",
    "a boolean",
    "a string",
    "a map",
    " as i128",
    "i64",
    "u32",
    "u16",
    "u8",
    "struct ",
];
const EN: [&str; 10] = [
    "a list […]",
    "true or false",
    "a text in quotes",
    "a table { … }",
    "",
    "a whole number",
    "a whole number from 0 to 4294967295",
    "a whole number from 0 to 65535",
    "a whole number from 0 to 255",
    "a table { … }",
];
const ZH: [&str; 10] = [
    "列表 […]",
    "true 或 false",
    "引号里的文字",
    "表 { … }",
    "",
    "整数",
    "0 到 4294967295 的整数",
    "0 到 65535 的整数",
    "0 到 255 的整数",
    "表 { … }",
];

/// The expected type, in words; what was found stays as written.
fn words(said: &str, names: [&str; 10]) -> String {
    let said = said.replace(" as i128", "");
    let Some((found, expected)) = said.split_once(", expected ") else {
        return said;
    };
    let named = TYPES.iter().zip(names).find(|(it, _)| match **it {
        // The rest is the name of a type of ours.
        "struct " => expected.starts_with("struct "),
        it => expected == it,
    });
    let expected = named.map_or(expected, |(_, name)| name);
    format!("{found}, expected {expected}")
}

/// The parser's most frequent complaints; the names in them stay as written.
fn in_chinese(said: &str) -> String {
    let rules = [
        (
            "unknown field ",
            "没有这个键：",
            ", expected ",
            "，可以用的是 ",
        ),
        (
            "unknown variant ",
            "没有这个值：",
            ", expected ",
            "，可以用的是 ",
        ),
        ("missing field ", "缺少键 ", "", ""),
        ("duplicate key", "同一个键写了两次", "", ""),
        ("invalid type: ", "类型不对：", ", expected ", "，应为 "),
        ("invalid value: ", "值不对：", ", expected ", "，应为 "),
        ("invalid date", "没有这一天", ", expected ", "："),
        (
            "invalid basic string",
            "文字没有写完",
            ", expected ",
            "，缺 ",
        ),
        (
            "missing comma between array elements",
            "列表的两项之间缺逗号",
            ", expected ",
            "，缺 ",
        ),
    ];
    for (start, zh, middle, zh_middle) in rules {
        if let Some(rest) = said.strip_prefix(start) {
            let rest = if middle.is_empty() {
                rest.to_owned()
            } else {
                rest.replacen(middle, zh_middle, 1)
            };
            return format!("{zh}{}", rest.replace("one of ", "").replace(" or ", "、"));
        }
    }
    format!("TOML 格式错误：{said}")
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn types_are_told_in_words_and_not_as_the_program_names_them() {
        for (said, zh, en) in [
            (
                "invalid type: string \"3\", expected i64",
                "类型不对：string \"3\"，应为 整数",
                "invalid type: string \"3\", expected a whole number",
            ),
            (
                "invalid type: string \"a\", expected struct QuotaFile",
                "类型不对：string \"a\"，应为 表 { … }",
                "invalid type: string \"a\", expected a table { … }",
            ),
            (
                "invalid value: integer `-1`, expected u8",
                "值不对：integer `-1`，应为 0 到 255 的整数",
                "invalid value: integer `-1`, expected a whole number from 0 to 255",
            ),
        ] {
            assert_eq!(plain(said, "a = 1"), (zh.to_owned(), en.to_owned()));
        }
        let (zh, en) = plain("invalid type: map, expected a boolean", "[[phone]]");
        assert!(zh.contains("写成 [phone]") && en.contains("write [phone]"));
        let (zh, _) = plain("duplicate key", "[company.member]");
        assert!(zh.contains("[[…]]"), "{zh}");
    }
}
