//! What the compiler says, and of whom.

use std::collections::BTreeMap;

use serde_json::Value;

use super::batch::document_of;

/// Messages of one document that are kept; the first ones tell most.
const KEPT: usize = 3;

/// The first faults of each document, from cargo's messages in JSON.
///
/// `all` takes warnings for faults too.
pub(super) fn faults(output: &str, all: bool) -> BTreeMap<usize, Vec<String>> {
    let mut faults: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for line in output.lines() {
        let Ok(line) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        let message = &line["message"];
        let level = message["level"].as_str().unwrap_or_default();
        if line["reason"] != "compiler-message" || !(level == "error" || all && level == "warning")
        {
            continue;
        }
        let spans = message["spans"].as_array();
        let place = spans.into_iter().flatten().find_map(|span| {
            let file = innermost(span)["file_name"].as_str()?;
            Some((document_of(file)?, file, &span["line_start"]))
        });
        if let Some((document, file, line)) = place {
            let code = message["code"]["code"].as_str().unwrap_or(level);
            let text = message["message"].as_str().unwrap_or_default();
            let faults = faults.entry(document).or_default();
            if faults.len() < KEPT {
                faults.push(format!("{code}: {text} ({file}:{line})"));
            }
        }
    }
    faults
}

/// The place in the source of what a macro made.
fn innermost(span: &Value) -> &Value {
    let mut span = span;
    while document_of(span["file_name"].as_str().unwrap_or_default()).is_none() {
        match span
            .get("expansion")
            .and_then(|expansion| expansion.get("span"))
        {
            Some(outer) => span = outer,
            None => break,
        }
    }
    span
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::faults;

    #[test]
    fn errors_are_laid_at_the_door_of_their_document() {
        let message = |level: &str, file: &str| {
            json!({"reason": "compiler-message", "message": {
                "level": level, "code": {"code": "E0428"}, "message": "defined twice",
                "spans": [{"file_name": file, "line_start": 7}],
            }})
            .to_string()
        };
        let output = [
            message("error", "src/doc_0002/client.rs"),
            message("warning", "src/doc_0003/client.rs"),
            message("error", "src/lib.rs"),
            "no JSON".to_owned(),
        ]
        .join("\n");
        let found = faults(&output, false);
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[&2],
            ["E0428: defined twice (src/doc_0002/client.rs:7)"]
        );
        assert_eq!(faults(&output, true).len(), 2);
    }
}
