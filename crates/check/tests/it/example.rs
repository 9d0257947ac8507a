//! The example mini program.

use std::path::Path;

use wecom_share_check::check;

#[test]
fn the_page_that_the_example_sends_by_hand_is_found_and_nothing_else() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/miniprogram");
    let report = check(&folder).unwrap();
    let [finding] = report.findings.as_slice() else {
        panic!("{:#?}", report.findings);
    };
    assert_eq!(finding.code.as_str(), "suffix_missing");
    assert_eq!(finding.place.file, "components/share-bar/by-hand.js");
    assert_eq!(finding.related[0].place.file, "pages/product/product.js");
    assert!(finding.fix.zh.contains("/pages/product/product.html"));
}
