//! JSON and code blocks as a person would write them.

use serde_json::{Value, json};

/// JSON with everything on one line that fits on one.
pub(crate) fn compact(value: &Value, indent: usize) -> String {
    let line = spaced(value);
    if indent + line.chars().count() <= 90 {
        return line;
    }
    let inner = " ".repeat(indent + 2);
    let lines: Vec<String> = match value {
        Value::Object(members) => members
            .iter()
            .map(|(key, value)| format!("{inner}{}: {}", json!(key), compact(value, indent + 2)))
            .collect(),
        Value::Array(items) => items
            .iter()
            .map(|item| format!("{inner}{}", compact(item, indent + 2)))
            .collect(),
        _ => return line,
    };
    let (open, close) = if value.is_array() {
        ("[", "]")
    } else {
        ("{", "}")
    };
    format!(
        "{open}\n{}\n{}{close}",
        lines.join(",\n"),
        " ".repeat(indent)
    )
}

/// JSON on one line, with blanks where a person would put them.
fn spaced(value: &Value) -> String {
    match value {
        Value::Object(members) if !members.is_empty() => {
            let members = members.iter();
            let members = members.map(|(key, value)| format!("{}: {}", json!(key), spaced(value)));
            format!("{{ {} }}", members.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => {
            format!(
                "[{}]",
                items.iter().map(spaced).collect::<Vec<_>>().join(", ")
            )
        }
        _ => value.to_string(),
    }
}

/// How many characters of a line are shown; a limit takes a long line to reach.
const LINE_LENGTH: usize = 200;

fn shortened(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| match line.char_indices().nth(LINE_LENGTH) {
            Some((end, _)) => format!("{}…", &line[..end]),
            None => line.to_owned(),
        });
    lines.collect::<Vec<_>>().join("\n")
}

/// A code block whose fence is longer than any within it.
pub(crate) fn fenced(language: &str, text: &str) -> String {
    let text = shortened(text);
    let fence = (3..=text.len() + 3)
        .map(|length| "`".repeat(length))
        .find(|fence| !text.contains(fence.as_str()))
        .expect("a text is finite");
    format!(
        "{fence}{language}\n{}\n{fence}\n",
        text.trim_end_matches('\n')
    )
}
