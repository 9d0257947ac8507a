//! Comparing WeCom's error texts loosely: the same refusal is written with blanks, underscores, capitals, a doubled
//! `fail` or a prefix, depending on platform and SDK (client-api.md §6.5).

/// Lower-case letters and digits only. Of other scripts everything is kept that is not blank: what is a letter there
/// is for Unicode tables to say, and not every JavaScript has them.
pub fn letters(text: &str) -> String {
    let keep =
        |c: &char| c.is_ascii_alphanumeric() || (!c.is_ascii() && !crate::blank::is_blank(*c));
    text.chars()
        .filter(keep)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// The letters without any leading `fail` or `failed`. A text that is nothing else stays `fail`.
pub fn message(text: &str) -> String {
    let all = letters(text);
    let mut rest = all.as_str();
    while let Some(shorter) = rest
        .strip_prefix("failed")
        .or_else(|| rest.strip_prefix("fail"))
    {
        rest = shorter;
    }
    match rest {
        "" if all.is_empty() => String::new(),
        "" => "fail".to_owned(),
        rest => rest.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_many_spellings_of_one_refusal_are_one() {
        for text in [
            "no permission",
            "fail_nopermission",
            " fail_no permission",
            "fail_no_permission",
            "FAIL: No Permission",
        ] {
            assert_eq!(message(text), "nopermission", "{text}");
        }
        assert_eq!(
            message("fail_fail_without context of external contact"),
            "withoutcontextofexternalcontact"
        );
        assert_eq!(message("failed"), "fail");
        assert_eq!(message(""), "");
    }
}
