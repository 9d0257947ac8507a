//! JSON files, read so that a fault has a line and a column.

use serde_json::{Map, Value};

use crate::{Files, PackError};

pub type Object = Map<String, Value>;

/// Reads a JSON file that must hold an object; `None` when there is no such file.
pub fn read(files: &dyn Files, path: &str) -> Result<Option<Object>, PackError> {
    let Some(text) = text(files, path)? else {
        return Ok(None);
    };
    match serde_json::from_str(&text) {
        Ok(Value::Object(object)) => Ok(Some(object)),
        Ok(_) => Err(PackError::new(
            path,
            "json_not_an_object",
            "文件内容应当是一个 JSON 对象（以 { 开头）。",
            "The file must hold one JSON object, starting with {.",
        )
        .at(1, 1)),
        Err(error) => {
            let (line, column) = (error.line() as u32, error.column().max(1) as u32);
            let what = error.to_string();
            let what = what
                .split(" at line ")
                .next()
                .unwrap_or_default()
                .to_owned();
            Err(PackError::new(
                path,
                "json_broken",
                format!("JSON 写法有误：{what}"),
                format!("The JSON is broken: {what}"),
            )
            .at(line, column))
        }
    }
}

/// A text file without its byte order mark; `None` when there is no such file.
pub fn text(files: &dyn Files, path: &str) -> Result<Option<String>, PackError> {
    let Some(bytes) = files.read(path)? else {
        return Ok(None);
    };
    match std::str::from_utf8(&bytes) {
        Ok(text) => Ok(Some(text.trim_start_matches('\u{feff}').to_owned())),
        Err(error) => {
            let good = String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned();
            let line = good.matches('\n').count() as u32 + 1;
            let column = good
                .rsplit('\n')
                .next()
                .map_or(0, |last| last.chars().count()) as u32
                + 1;
            Err(PackError::new(
                path,
                "not_utf8",
                "文件不是 UTF-8 编码。",
                "The file is not UTF-8 text.",
            )
            .at(line, column))
        }
    }
}

/// The line and column (from 1) of the first place where `needle` stands as a JSON string.
pub fn place_of(text: &str, needle: &str) -> Option<(u32, u32)> {
    let quoted = format!("\"{needle}\"");
    let before = &text[..text.find(&quoted)?];
    let line = before.matches('\n').count() as u32 + 1;
    let column = before
        .rsplit('\n')
        .next()
        .map_or(0, |last| last.chars().count()) as u32
        + 1;
    Some((line, column))
}
