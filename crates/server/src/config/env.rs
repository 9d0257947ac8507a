//! Variables of the environment, laid over a table of TOML.

use toml::{Table, Value};

/// Where in the file a variable points, or `None` when it is not ours.
pub(super) fn path_of(name: &str) -> Option<Vec<String>> {
    if name == "WECOM_SHARE_DATA" {
        return Some(vec!["data".to_owned()]);
    }
    let rest = name.strip_prefix("WECOM_SHARE__")?;
    Some(rest.split("__").map(str::to_lowercase).collect())
}

/// Sets the value at the path; a number counts the entries of a list from 0.
pub(super) fn put(table: &mut Table, path: &[String], text: &str) -> Result<(), String> {
    let [key, rest @ ..] = path else {
        return Err("没有写明是哪一项 | names no setting".to_owned());
    };
    if rest.is_empty() {
        let value = typed(text, table.get(key));
        table.insert(key.clone(), value);
        return Ok(());
    }
    let list_is_meant = rest[0].parse::<usize>().is_ok();
    let inner = table.entry(key.clone()).or_insert_with(|| {
        if list_is_meant {
            Value::Array(Vec::new())
        } else {
            Value::Table(Table::new())
        }
    });
    match inner {
        Value::Table(inner) => put(inner, rest, text),
        Value::Array(list) => put_in_list(list, rest, text),
        _ => Err(format!(
            "`{key}` 是单个值，里面没有别的项 | `{key}` is a single value and has nothing inside"
        )),
    }
}

fn put_in_list(list: &mut Vec<Value>, path: &[String], text: &str) -> Result<(), String> {
    let index: usize = path[0].parse().map_err(|_| {
        format!(
            "`{0}` 应是从 0 数起的序号 | `{0}` should be a number counting from 0",
            path[0]
        )
    })?;
    if index > list.len() {
        return Err(format!(
            "序号从 0 数起、要连续，前面只有 {0} 段 | numbers count from 0 without gaps, and there are only {0} entries before it",
            list.len()
        ));
    }
    if index == list.len() {
        list.push(Value::Table(Table::new()));
    }
    match &mut list[index] {
        Value::Table(table) => put(table, &path[1..], text),
        _ => Err("这个列表里不是表 | this list holds no tables".to_owned()),
    }
}

/// A variable is text. It keeps the kind of the value it replaces; where the
/// file says nothing, what reads as a number or a flag is one.
fn typed(text: &str, replaced: Option<&Value>) -> Value {
    if matches!(replaced, Some(Value::String(_))) {
        return Value::String(text.to_owned());
    }
    if let Ok(number) = text.parse::<i64>()
        && text == number.to_string()
    {
        return Value::Integer(number);
    }
    match text {
        "true" => Value::Boolean(true),
        "false" => Value::Boolean(false),
        _ => Value::String(text.to_owned()),
    }
}
