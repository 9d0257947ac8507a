//! The SARIF log.

use insta::assert_json_snapshot;
use wecom_share_check::{Language, sarif};

use crate::report;

#[test]
fn every_result_names_its_rule_and_its_place() {
    for name in [
        "suffix_missing",
        "suffix_from_elsewhere",
        "qy_at_load",
        "app_json_missing",
    ] {
        let log = sarif(&report(name), Language::English);
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        for result in run["results"].as_array().unwrap() {
            let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[rule]["id"], result["ruleId"]);
            assert!(["error", "warning"].contains(&result["level"].as_str().unwrap()));
            assert!(!result["message"]["text"].as_str().unwrap().is_empty());
            let place = &result["locations"][0]["physicalLocation"];
            assert!(
                !place["artifactLocation"]["uri"]
                    .as_str()
                    .unwrap()
                    .starts_with('/')
            );
            assert!(place["region"]["startLine"].as_u64().unwrap() > 0);
            assert!(place["region"]["startColumn"].as_u64().unwrap() > 0);
        }
    }
}

#[test]
fn the_log_is_as_before() {
    let mut log = sarif(&report("suffix_from_elsewhere"), Language::Chinese);
    log["runs"][0]["tool"]["driver"]["version"] = "0.0.0".into();
    assert_json_snapshot!("sarif_suffix_from_elsewhere", log);
    let mut log = sarif(&report("slash_missing"), Language::English);
    log["runs"][0]["tool"]["driver"]["version"] = "0.0.0".into();
    assert_json_snapshot!("sarif_slash_missing", log);
}
