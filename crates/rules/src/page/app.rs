//! The pages a mini program has.

use serde_json::Value;

/// The pages of an `app.json`, of the main package and of the sub-packages, without slash and suffix. What is not a
/// page list is passed over: whoever compiles the mini program complains about it.
pub fn app_pages(app_json: &Value) -> Vec<String> {
    let mut pages = Vec::new();
    collect(app_json, "", &mut pages);
    // Both spellings are in use.
    for key in ["subPackages", "subpackages"] {
        for package in app_json
            .get(key)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            let root = package
                .get("root")
                .and_then(Value::as_str)
                .unwrap_or_default();
            collect(package, root.trim_matches('/'), &mut pages);
        }
    }
    pages
}

fn collect(package: &Value, root: &str, pages: &mut Vec<String>) {
    let listed = package
        .get("pages")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    for page in listed.filter_map(Value::as_str) {
        let page = page.trim_matches('/');
        pages.push(if root.is_empty() {
            page.to_owned()
        } else {
            format!("{root}/{page}")
        });
    }
}
