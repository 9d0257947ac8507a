//! WXML and WXS: compiled to the functions glass-easel renders with.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use glass_easel_template_compiler::TmplGroup;
use glass_easel_template_compiler::parse::{ParseError, ParseErrorKind, ParseErrorLevel};

use crate::{Files, PackError, Warning, json};

/// All templates of an app as one JavaScript function, and the text of every WXS module.
#[derive(Debug, Default)]
pub struct Templates {
    /// `function(W){…return G}`: `W(name)` gives the compiled WXS module of that name.
    pub code: String,
    /// `utils/a.wxs`, or `pages/a/a#m` for a module written inside a template.
    pub wxs: BTreeMap<String, String>,
}

/// Compiles the templates of `units` and everything they import.
pub fn compile(
    files: &dyn Files,
    paths: &BTreeSet<String>,
    units: &[&str],
    warnings: &mut Vec<Warning>,
) -> Result<Templates, PackError> {
    let mut group = TmplGroup::new();
    let mut wxs = BTreeMap::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut queue: Vec<(String, String)> = units
        .iter()
        .map(|unit| ((*unit).to_owned(), format!("{unit}.wxml")))
        .collect();
    queue.reverse();
    while let Some((path, asked_by)) = queue.pop() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let file = format!("{path}.wxml");
        let Some(text) = json::text(files, &file)? else {
            return Err(missing(&asked_by, &file));
        };
        for fault in group.add_tmpl(&path, &text) {
            sort_fault(&file, &fault, warnings)?;
        }
        let imports: Vec<String> = group
            .direct_dependencies(&path)
            .map_err(broken(&file))?
            .collect();
        queue.extend(imports.into_iter().map(|path| (path, file.clone())));
        for script in group.script_dependencies(&path).map_err(broken(&file))? {
            let script = format!("{}.wxs", script.trim_end_matches(".wxs"));
            if !paths.contains(&script) {
                return Err(missing(&file, &script));
            }
        }
        take_inline_scripts(&mut group, &path, &file, &mut wxs)?;
    }
    for path in paths.iter().filter(|path| path.ends_with(".wxs")) {
        if let Some(text) = json::text(files, path)? {
            wxs.insert(path.clone(), text);
        }
    }
    let code = write(&mut group, &seen, &wxs)?;
    Ok(Templates { code, wxs })
}

/// Moves `<wxs module="m">…</wxs>` out of the template, where a slip would break all templates.
fn take_inline_scripts(
    group: &mut TmplGroup,
    path: &str,
    file: &str,
    wxs: &mut BTreeMap<String, String>,
) -> Result<(), PackError> {
    let modules: Vec<String> = group
        .inline_script_module_names(path)
        .map_err(broken(file))?
        .map(str::to_owned)
        .collect();
    for module in modules {
        let name = format!("{path}#{module}");
        let line = group
            .inline_script_start_line(path, &module)
            .map_err(broken(file))?;
        let text = group
            .inline_script_content(path, &module)
            .map_err(broken(file))?;
        // Blank lines keep the line numbers of the template.
        let text = format!("{}{text}", "\n".repeat(line as usize));
        let call = format!("W({})(require,exports,module)", quote(&name));
        group
            .set_inline_script_content(path, &module, &call)
            .map_err(broken(file))?;
        wxs.insert(name, text);
    }
    Ok(())
}

/// The group's code in a fixed order: the compiler's own walks hash maps.
fn write(
    group: &mut TmplGroup,
    templates: &BTreeSet<String>,
    wxs: &BTreeMap<String, String>,
) -> Result<String, PackError> {
    if wxs.keys().any(|name| !name.contains('#')) {
        // Only so that the script loader is part of the globals.
        group.add_script("", "");
    }
    let globals = group.export_globals().map_err(broken("app.wxml"))?;
    let mut code = format!("function(W){{var G={{}},R={{}};{globals};");
    for name in wxs.keys().filter(|name| !name.contains('#')) {
        let (name, short) = (quote(name), quote(name.trim_end_matches(".wxs")));
        // `<wxs src>` asks without the suffix, `require` with it, or without.
        let _ = write!(
            code,
            "R[{short}]=R[{name}]=D({name},W({name}));D({short},function(a,b,m){{m.exports=R[{name}]()}});"
        );
    }
    for path in templates {
        let tree = group.get_tmpl_gen_object(path).map_err(broken(path))?;
        let _ = write!(code, "G[{}]={tree};", quote(path));
    }
    code.push_str("return G}");
    Ok(code)
}

fn quote(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn sort_fault(
    file: &str,
    fault: &ParseError,
    warnings: &mut Vec<Warning>,
) -> Result<(), PackError> {
    let (line, column) = fault.location.start.line_col_utf16();
    let (code, zh) = wording(&fault.kind);
    let told = PackError::new(file, code, zh, format!("WXML: {}.", fault.kind))
        .at(line as u32 + 1, column as u32 + 1);
    if fault.level() >= ParseErrorLevel::Error || refused_by_wechat(&fault.kind) {
        return Err(told);
    }
    if fault.level() >= ParseErrorLevel::Warn {
        warnings.push(told);
    }
    Ok(())
}

/// Faults this compiler forgives and WeChat's own does not.
fn refused_by_wechat(kind: &ParseErrorKind) -> bool {
    matches!(
        kind,
        ParseErrorKind::MissingEndTag | ParseErrorKind::InvalidEndTag
    )
}

fn wording(kind: &ParseErrorKind) -> (&'static str, &'static str) {
    use ParseErrorKind as K;
    match kind {
        K::MissingEndTag => ("wxml_missing_end_tag", "WXML：标签没有闭合。"),
        K::InvalidEndTag => ("wxml_invalid_end_tag", "WXML：多余或不匹配的结束标签。"),
        K::IncompleteTag => ("wxml_incomplete_tag", "WXML：标签不完整。"),
        K::MissingExpressionEnd => ("wxml_missing_expression_end", "WXML：{{ 没有对应的 }}。"),
        K::UnexpectedExpressionCharacter => ("wxml_bad_expression", "WXML：表达式里有意外的字符。"),
        K::IncompleteConditionExpression => ("wxml_bad_expression", "WXML：条件表达式不完整。"),
        K::UnmatchedBracket => ("wxml_bad_expression", "WXML：中括号不配对。"),
        K::UnmatchedParenthesis => ("wxml_bad_expression", "WXML：小括号不配对。"),
        K::EmptyExpression => ("wxml_empty_expression", "WXML：表达式是空的。"),
        K::UnexpectedCharacter => ("wxml_unexpected_character", "WXML：意外的字符。"),
        K::DuplicatedAttribute => ("wxml_duplicated_attribute", "WXML：属性重复。"),
        K::DuplicatedName => ("wxml_duplicated_name", "WXML：名称重复。"),
        K::IllegalEntity => ("wxml_illegal_entity", "WXML：不认识的 & 转义。"),
        K::MissingModuleName => ("wxml_missing_module", "WXML：wxs 缺少 module 属性。"),
        K::MissingSourcePath => ("wxml_missing_src", "WXML：缺少 src 属性。"),
        K::ChildNodesNotAllowed => ("wxml_children_not_allowed", "WXML：这个标签里不能有内容。"),
        K::UnsupportedSyntax => ("wxml_not_supported", "WXML：不支持的写法。"),
        _ => ("wxml_fault", "WXML：写法有误。"),
    }
}

fn missing(asked_by: &str, file: &str) -> PackError {
    PackError::new(
        asked_by,
        "import_missing",
        format!("引用的文件 {file} 不存在。"),
        format!("The imported file {file} does not exist."),
    )
}

fn broken(file: &str) -> impl Fn(glass_easel_template_compiler::TmplError) -> PackError {
    move |error| {
        PackError::new(
            file,
            "wxml_not_compiled",
            format!("WXML 编译失败：{}", error.message),
            format!("The WXML did not compile: {}", error.message),
        )
    }
}
