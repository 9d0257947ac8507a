use super::*;

fn card(text: &str) -> String {
    convert(text, Channel::ShareCard, None).unwrap()
}

fn codes(text: &str) -> Vec<FaultCode> {
    let faults = PagePath::parse(text).unwrap_err();
    faults.into_iter().map(|fault| fault.code).collect()
}

#[test]
fn cards_have_the_normal_form_of_the_fact_sheet() {
    for (given, wanted) in [
        ("pages/a/b", "/pages/a/b.html"),
        ("/pages/a/b", "/pages/a/b.html"),
        ("pages/a/b.html", "/pages/a/b.html"),
        ("/pages/a/b?x=1", "/pages/a/b.html?x=1"),
        ("/pages/a/b.html?x=1&y=2", "/pages/a/b.html?x=1&y=2"),
        (
            "/pages/a/b?u=https%3A%2F%2Fh%2Fp%3Fq%3D1",
            "/pages/a/b.html?u=https%3A%2F%2Fh%2Fp%3Fq%3D1",
        ),
        (
            "/pages/a/b?u=https://h/p?q=1",
            "/pages/a/b.html?u=https://h/p%3Fq=1",
        ),
        ("/pages/a/b?", "/pages/a/b.html"),
    ] {
        assert_eq!(card(given), wanted, "{given}");
        assert_eq!(card(wanted), wanted, "a second time: {wanted}");
    }
}

#[test]
fn an_existing_suffix_is_not_doubled_and_a_doubled_one_is_mended() {
    assert_eq!(card("/pages/a.html"), "/pages/a.html");
    assert_eq!(card("/pages/a.html.html?x=1"), "/pages/a.html?x=1");
}

#[test]
fn a_second_question_mark_loses_no_parameter() {
    assert_eq!(card("pages/a?u=/p?q=1&x=2"), "/pages/a.html?u=/p%3Fq=1&x=2");
}

#[test]
fn no_query_leaves_no_question_mark() {
    assert_eq!(card("pages/a"), "/pages/a.html");
    assert_eq!(card("pages/a?"), "/pages/a.html");
}

#[test]
fn a_fragment_is_refused_in_the_page_and_kept_in_a_value() {
    assert_eq!(codes("pages/a#top"), [FaultCode::PageFragment]);
    assert_eq!(card("pages/a?x=1#top"), "/pages/a.html?x=1%23top");
}

#[test]
fn blanks_are_dropped_outside_refused_in_the_page_and_encoded_in_a_value() {
    assert_eq!(card(" \u{3000}pages/a?x=1\n"), "/pages/a.html?x=1");
    assert_eq!(codes("pages/my page"), [FaultCode::PageBlankInside]);
    assert_eq!(card("pages/a?x=1 2"), "/pages/a.html?x=1%202");
}

#[test]
fn slashes_are_made_single_in_the_page_and_left_in_a_value() {
    assert_eq!(
        card("//pages//a/?u=https://h//p"),
        "/pages/a.html?u=https://h//p"
    );
}

#[test]
fn the_suffix_in_the_middle_is_a_part_of_the_name() {
    assert_eq!(card("pages/a.html/b"), "/pages/a.html/b.html");
}

#[test]
fn a_page_that_is_none_is_refused_with_every_reason() {
    assert_eq!(codes(""), [FaultCode::PageEmpty]);
    assert_eq!(codes(" / "), [FaultCode::PageEmpty]);
    assert_eq!(codes(".html"), [FaultCode::PageEmpty]);
    assert_eq!(codes("pages/.html?x"), [FaultCode::PageEmpty]);
    assert_eq!(codes("?x=1"), [FaultCode::PageEmpty]);
    assert_eq!(codes("https://example.com/a?x"), [FaultCode::PageIsUrl]);
    assert_eq!(codes("../a/b"), [FaultCode::PageRelative]);
    assert_eq!(codes("pages/a&x=1"), [FaultCode::PageQueryWithoutMark]);
    assert_eq!(codes("pages\\a"), [FaultCode::PageBackslash]);
    assert_eq!(codes("pages/a?x=\0"), [FaultCode::PageControlCharacter]);
    assert_eq!(
        codes("./pages/my page#x"),
        [
            FaultCode::PageRelative,
            FaultCode::PageBlankInside,
            FaultCode::PageFragment
        ]
    );
    assert_eq!(codes(&"p".repeat(100_000)), [FaultCode::PageTooLong]);
}

#[test]
fn names_and_values_that_are_not_ascii_are_encoded_in_cards_and_left_alone_at_home() {
    assert_eq!(card("pages/a?n=花笺"), "/pages/a.html?n=%E8%8A%B1%E7%AC%BA");
    assert_eq!(card("pages/a?n=100%"), "/pages/a.html?n=100%25");
    let home = convert("pages/a?n=花笺&u=/p?q", Channel::Navigate, None).unwrap();
    assert_eq!(home, "/pages/a?n=花笺&u=/p%3Fq");
}

#[test]
fn every_channel_writes_its_own_form() {
    let forms =
        |text| Channel::ALL.map(|channel| (channel.name(), convert(text, channel, None).unwrap()));
    for (name, form) in forms("pages/a.html?x=1") {
        let wanted = match name {
            "forward" | "navigate" => "/pages/a?x=1",
            "h5-launch" => "pages/a?x=1",
            "h5-launch-legacy" => "pages/a.html?x=1",
            _ => "/pages/a.html?x=1",
        };
        assert_eq!(form, wanted, "{name}");
    }
    let bare = Channel::ExCard {
        suffix: Suffix::None,
    };
    assert_eq!(
        convert("pages/a.html?x=1", bare, None).unwrap(),
        "/pages/a?x=1"
    );
}

#[test]
fn the_token_is_appended_and_an_older_one_replaced() {
    let token = |text| {
        render(
            &PagePath::parse(text).unwrap().with_token("T0"),
            Channel::ShareCard,
        )
    };
    assert_eq!(token("pages/a"), "/pages/a.html?ws_t=T0");
    assert_eq!(
        token("pages/a?x=1&ws_t=old&y=2"),
        "/pages/a.html?x=1&y=2&ws_t=T0"
    );
    assert!(PagePath::parse("pages/a?ws_t=old").unwrap().has_token());
    assert!(!PagePath::parse("pages/a?ws_tx=old").unwrap().has_token());
}

#[test]
fn pages_are_looked_up_in_main_and_sub_packages() {
    let app = serde_json::json!({
        "pages": ["pages/index/index", "pages/商品/商品"],
        "subPackages": [{"root": "shop/", "pages": ["detail/detail"]}],
    });
    let pages = app_pages(&app);
    let check =
        |text| convert(text, Channel::ShareCard, Some(&pages)).map_err(|faults| faults[0].code);
    assert_eq!(
        check("/shop/detail/detail.html?x=1").unwrap(),
        "/shop/detail/detail.html?x=1"
    );
    assert!(check("pages/商品/商品").is_ok());
    assert!(check("/pages/%E5%95%86%E5%93%81/%E5%95%86%E5%93%81.html").is_ok());
    assert_eq!(check("pages/gone/gone"), Err(FaultCode::PageNotInApp));
}

#[test]
fn the_short_way_through_a_plain_page_answers_as_the_long_one() {
    const PIECES: [&str; 16] = [
        "a", "b1", "/", "//", ".", "..", ".html", "?", "x=1", "&", " ", "%20", "#", "花", "-_",
        "\u{85}",
    ];
    let mut plain = 0;
    for number in 0..PIECES.len().pow(5) {
        let mut rest = number;
        let mut text = String::new();
        while rest > 0 {
            text.push_str(PIECES[rest % PIECES.len()]);
            rest /= PIECES.len();
        }
        if let Some(page) = PagePath::plain(&text) {
            plain += 1;
            assert_eq!(Ok(page), PagePath::any(&text), "{text:?}");
        }
    }
    assert!(plain > 10_000, "{plain}");
    let limit = book::limits().page_bytes;
    for length in [limit - 1, limit, limit + 1] {
        let text = "a".repeat(length);
        assert_eq!(
            PagePath::plain(&text).is_some(),
            PagePath::any(&text).is_ok(),
            "{length}"
        );
    }
}
