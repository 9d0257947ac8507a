//! `import` and `export` turned into CommonJS, as WeChat's devtools do before a file reaches a phone.
//!
//! Imported names stay live: the file's code runs inside `with (scope)`, where `scope` has a getter for
//! each imported name, and exports are getters over the file's own variables. So circular imports
//! behave as the language says, without a JavaScript parser: only the statements themselves are read.
//! Line numbers do not change. The functions used by the result are in `web/src/host/esm.ts`.

mod read;
mod scan;

use std::fmt::Write as _;

use crate::{PackError, esm::read::Statement};

/// A CommonJS file as it is; a file with `import` or `export` statements, converted.
pub fn to_commonjs(file: &str, source: &str) -> Result<String, PackError> {
    // Most files have neither word.
    if !source.contains("import") && !source.contains("export") {
        return Ok(source.to_owned());
    }
    let marks = scan::top_level_keywords(source);
    if marks.is_empty() {
        return Ok(source.to_owned());
    }
    let mut statements = Vec::new();
    let mut done = 0;
    for mark in marks {
        if mark < done {
            continue;
        }
        match read::statement(source, mark) {
            Ok(Some(statement)) => {
                done = statement.end;
                statements.push(statement);
            }
            Ok(None) => {}
            Err(at) => return Err(not_supported(file, source, at)),
        }
    }
    if statements.is_empty() {
        return Ok(source.to_owned());
    }
    Ok(convert(source, &statements))
}

fn convert(source: &str, statements: &[Statement]) -> String {
    let mut exports = String::new();
    let mut imports = String::new();
    for statement in statements {
        for (out, local) in &statement.exports {
            let _ = write!(exports, "{}:()=>{local},", quote(out));
        }
        if let Some(from) = &statement.from {
            let names = |pairs: &[(String, String)]| {
                pairs
                    .iter()
                    .map(|(a, b)| format!("{}:{}", quote(a), quote(b)))
                    .collect::<Vec<_>>()
                    .join(",")
            };
            let _ = write!(
                imports,
                "[{},{{{}}},{{{}}}],",
                quote(from),
                names(&statement.imports),
                names(&statement.reexports)
            );
        }
    }
    let mut out = format!(
        "var __wsModule=__wsEsm(require,exports);with(__wsModule.scope){{(function(){{\"use strict\";__wsModule.exports({{{exports}}});__wsModule.imports([{imports}]);"
    );
    let mut at = 0;
    for statement in statements {
        out.push_str(&source[at..statement.start]);
        out.push_str(&statement.replacement);
        // What is taken away leaves its line breaks.
        let kept = statement.replacement.matches('\n').count();
        let had = source[statement.start..statement.end].matches('\n').count();
        out.extend(std::iter::repeat_n('\n', had.saturating_sub(kept)));
        at = statement.end;
    }
    out.push_str(&source[at..]);
    out.push_str("\n}).call(void 0)}");
    out
}

fn quote(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn not_supported(file: &str, source: &str, at: usize) -> PackError {
    let before = &source[..at.min(source.len())];
    let line = before.matches('\n').count() as u32 + 1;
    let column = before
        .rsplit('\n')
        .next()
        .map_or(0, |last| last.encode_utf16().count()) as u32
        + 1;
    PackError::new(
        file,
        "esm_not_supported",
        "不支持这种 import / export 写法。请改用普通的 import、export 或 require。",
        "This form of import or export is not supported: use a plain import, export or require.",
    )
    .at(line, column)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The head of the converted file, between the fixed parts, and its body.
    fn parts(source: &str) -> (String, String) {
        let out = to_commonjs("a.js", source).unwrap();
        let out = out.strip_prefix("var __wsModule=__wsEsm(require,exports);with(__wsModule.scope){(function(){\"use strict\";").unwrap();
        let (head, body) = out.split_once("]);").unwrap();
        let head = head.replace("__wsModule.", "");
        (
            head,
            body.strip_suffix("\n}).call(void 0)}").unwrap().to_owned(),
        )
    }

    #[test]
    fn commonjs_is_left_alone() {
        for source in [
            "const a = require('a')\nmodule.exports = { import: 1, export: 2 }",
            "// import a from 'b'\nvar s = 'export default 1'; var t = `export ${a} x`; x.import(1)",
            "var r = /import a from 'b'/; if (a) /export x/.test(s); a = b / c; d = e / f",
            "const f = () => import('./later')",
        ] {
            assert_eq!(to_commonjs("a.js", source).unwrap(), source);
        }
    }

    #[test]
    fn every_form_of_import_is_read() {
        let (head, body) = parts(
            "import 'side'\nimport d from \"./d\";\nimport * as ns from './n'\nimport e, { a, b as c, default as f } from './e'\nimport {\n  g, // first\n  h,\n} from './g'\nuse(a)",
        );
        assert_eq!(
            head,
            "exports({});imports([[\"side\",{},{}],[\"./d\",{\"d\":\"default\"},{}],[\"./n\",{\"ns\":\"*\"},{}],[\"./e\",{\"e\":\"default\",\"a\":\"a\",\"c\":\"b\",\"f\":\"default\"},{}],[\"./g\",{\"g\":\"g\",\"h\":\"h\"},{}],"
        );
        assert_eq!(body, "\n\n\n\n\n\n\n\nuse(a)");
    }

    #[test]
    fn every_form_of_export_is_read() {
        let source = "export const a = 1, b = [2, 3], { c, d: [e], ...rest } = f(1, 2)\nexport let g\nexport function h() {}\nexport async function* i() {}\nexport class J {}\nlet k, l\nexport { k, l as default, l as m }\nexport * from './n'\nexport * as o from './o'\nexport { p as q, default as r } from './p'";
        let (head, body) = parts(source);
        assert_eq!(
            head,
            "exports({\"a\":()=>a,\"b\":()=>b,\"c\":()=>c,\"e\":()=>e,\"rest\":()=>rest,\"g\":()=>g,\"h\":()=>h,\"i\":()=>i,\"J\":()=>J,\"k\":()=>k,\"default\":()=>l,\"m\":()=>l,});imports([[\"./n\",{},{\"*\":\"*\"}],[\"./o\",{},{\"o\":\"*\"}],[\"./p\",{},{\"q\":\"p\",\"r\":\"default\"}],"
        );
        assert!(body.starts_with("const a = 1, b = [2, 3], { c, d: [e], ...rest } = f(1, 2)\nlet g\nfunction h() {}\nasync function* i() {}\nclass J {}\nlet k, l\n"), "{body}");
    }

    #[test]
    fn every_form_of_default_export_is_read() {
        for (source, local, body) in [
            (
                "export default { a: 1 }",
                "__wsDefault",
                "const __wsDefault= { a: 1 }",
            ),
            (
                "export default function () {}",
                "__wsDefault",
                "function __wsDefault () {}",
            ),
            (
                "export default async function*() {}",
                "__wsDefault",
                "async function* __wsDefault() {}",
            ),
            (
                "export default function named() {}",
                "named",
                "function named() {}",
            ),
            (
                "export default class extends A {}",
                "__wsDefault",
                "class __wsDefault extends A {}",
            ),
            ("export default class B {}", "B", "class B {}"),
            (
                "export default functional",
                "__wsDefault",
                "const __wsDefault= functional",
            ),
        ] {
            let (head, text) = parts(source);
            assert_eq!(
                head,
                format!("exports({{\"default\":()=>{local},}});imports([")
            );
            assert_eq!(text, body);
        }
    }

    #[test]
    fn what_cannot_be_converted_is_named_by_line_and_column() {
        for (source, place) in [
            ("var a\nvar u = import.meta.url", "a.js:2:9"),
            ("import a from './a' with { type: 'json' }", "a.js:1:21"),
            ("export enum A {}", "a.js:1:8"),
            ("import type { A } from './a'", "a.js:1:13"),
        ] {
            assert_eq!(
                to_commonjs("a.js", source).unwrap_err().place(),
                place,
                "{source}"
            );
        }
    }
}
