//! Rows of the rule book as a Markdown table.

use toml::{Table, Value};

/// A heading, and what stands under it for a row.
pub type Column = (&'static str, fn(&Table) -> String);

/// The rows as a table, without the columns that are empty in every row.
pub fn markdown(rows: &[Table], columns: &[Column]) -> String {
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|row| columns.iter().map(|(_, of)| of(row)).collect())
        .collect();
    let used: Vec<usize> = (0..columns.len())
        .filter(|&at| cells.iter().any(|row| !row[at].is_empty()))
        .collect();
    let mut table = String::new();
    let head: Vec<&str> = used.iter().map(|&at| columns[at].0).collect();
    table.push_str(&format!("| {} |\n", head.join(" | ")));
    table.push_str(&format!("|{}\n", "---|".repeat(used.len())));
    for row in cells {
        let row: Vec<&str> = used.iter().map(|&at| row[at].as_str()).collect();
        table.push_str(&format!("| {} |\n", row.join(" | ")));
    }
    table
}

/// A value of the row as text, safe inside a cell; empty where there is none.
pub fn text(row: &Table, key: &str) -> String {
    match row.get(key) {
        Some(Value::String(text)) => cell(text),
        Some(Value::Table(_) | Value::Array(_)) | None => String::new(),
        Some(value) => value.to_string(),
    }
}

/// Both languages, Chinese first.
pub fn both(row: &Table, key: &str) -> String {
    match row.get(key) {
        Some(Value::Table(words)) => format!("{}<br>{}", text(words, "zh"), text(words, "en")),
        _ => text(row, key),
    }
}

/// The elements of an array, as code.
pub fn list(row: &Table, key: &str) -> String {
    let elements = row.get(key).and_then(Value::as_array);
    let elements = elements.into_iter().flatten().filter_map(Value::as_str);
    let shown = elements.map(|text| format!("`{}`", cell(text).replace('`', "")));
    shown.collect::<Vec<_>>().join(" ")
}

/// Source, grade and date.
pub fn evidence(row: &Table) -> String {
    let date = text(row, "date");
    let date = if date.is_empty() {
        date
    } else {
        format!(" {date}")
    };
    format!("{} **{}**{date}", list(row, "source"), text(row, "grade"))
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
        .replace('<', "&lt;")
        .replace(['\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_that_is_always_empty_is_left_out_and_bars_do_not_end_a_cell() {
        let row: Table = "a = 'x|y'\nb = 3".parse().unwrap();
        let columns: &[Column] = &[
            ("A", |row| text(row, "a")),
            ("B", |row| text(row, "b")),
            ("C", |row| text(row, "c")),
        ];
        assert_eq!(
            markdown(&[row], columns),
            "| A | B |\n|---|---|\n| x\\|y | 3 |\n"
        );
    }
}
