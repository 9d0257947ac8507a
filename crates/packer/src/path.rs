//! Paths inside a mini program: `/`-separated, relative to the directory of app.json.

/// The folder of a file: `pages/a/a.wxml` → `pages/a`; empty at the top.
pub fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Joins as WeChat does: a leading `/` means the directory of app.json.
/// `None` when the path climbs out of the directory.
pub fn resolve(from_folder: &str, path: &str) -> Option<String> {
    let start = if path.starts_with('/') {
        ""
    } else {
        from_folder
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in start.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Whether a path names a file that may be served or packed: no climbing, no dot files, nothing
/// of the developer's own tools.
pub fn is_usable(path: &str) -> bool {
    !path.is_empty()
        && !path.contains(['\\', '\'', '"', '`'])
        && !path.contains(char::is_control)
        && path
            .split('/')
            .all(|part| !part.is_empty() && !part.starts_with('.') && part != "node_modules")
        && !is_project_file(path)
}

/// `project.config.json`, `project.private.config.json`: the devtools' own settings.
fn is_project_file(path: &str) -> bool {
    path.starts_with("project.") && path.ends_with(".json") && !path.contains('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_resolve_from_the_folder_or_from_the_top() {
        assert_eq!(resolve("pages/a", "./b").as_deref(), Some("pages/a/b"));
        assert_eq!(resolve("pages/a", "../../c/d").as_deref(), Some("c/d"));
        assert_eq!(resolve("pages/a", "/c").as_deref(), Some("c"));
        assert_eq!(resolve("pages", "../../c"), None);
    }

    #[test]
    fn dot_files_and_the_developers_own_files_are_not_part_of_the_package() {
        assert!(is_usable("pages/a/a.js"));
        assert!(!is_usable(".git/config"));
        assert!(!is_usable("a/node_modules/b.js"));
        assert!(!is_usable("project.config.json"));
        assert!(!is_usable("../secret"));
        assert!(!is_usable("/etc/passwd"));
    }
}
