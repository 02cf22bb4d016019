use serde_json::{Value, json};

use super::RepairKind::{self, *};
use super::{MAX_DEPTH, Reading, read};
use crate::source::{MappedText, Source};

mod structure;
mod values;

fn reading(text: &str) -> Reading {
    let mut mapped = MappedText::default();
    mapped.push(text, 0);
    read(&mapped)
}

/// Each text, what it is read as, and the defects that must be reported with what they stand at.
#[track_caller]
fn check(text: &str, value: &Value, repairs: &[(RepairKind, &str)]) {
    let reading = reading(text);
    let found: Vec<(RepairKind, &str)> = reading
        .repairs
        .iter()
        .map(|repair| (repair.kind, &text[repair.span.range()]))
        .collect();
    assert_eq!(found, repairs, "{text}");
    assert_eq!(reading.value.as_ref(), Some(value), "{text}");
    assert_eq!(!reading.diagnostics().is_empty(), !repairs.is_empty());
}

#[test]
fn strict_json_is_read_as_it_is() {
    for text in [
        "{\"a\": [1, 2.50, \"\\u00e9\"]}",
        "[]",
        " null\n",
        "\"...\"",
        "-0.0",
    ] {
        let strict: Value = serde_json::from_str(text).unwrap();
        check(text, &strict, &[]);
    }
}

#[test]
fn blank_text_is_no_value_and_no_defect() {
    assert_eq!(reading(" \n\t"), Reading::default());
}

#[test]
fn around_the_document() {
    check(
        "\u{feff}{\"a\": 1}",
        &json!({ "a": 1 }),
        &[(ByteOrderMark, "\u{feff}")],
    );
    check(
        "{\"a\":\u{a0}1}",
        &json!({ "a": 1 }),
        &[(ForeignBlank, "\u{a0}")],
    );
    check(
        "\"a\": 1,\n\"b\": 2",
        &json!({ "a": 1, "b": 2 }),
        &[(MissingBraces, "\"")],
    );
    let several = reading("{\"a\": 1}\n{\"a\": 2}\n[3]");
    assert_eq!(several.value, Some(json!({ "a": 1 })));
    assert_eq!(several.others, [json!({ "a": 2 }), json!([3])]);
    assert_eq!(several.repairs.len(), 2);
}

#[test]
fn what_is_no_json_has_no_value() {
    for text in [
        "<order id=\"1\"/>",
        "Hello, world",
        "Status: all is well",
        "grant_type=password&username=a",
        "{ this is prose }",
        "}",
        "%PDF",
    ] {
        let reading = reading(text);
        assert_eq!(reading.value, None, "{text}");
        let diagnostic = reading.diagnostics().remove(0);
        assert_eq!(diagnostic.code.to_string(), "apib::E0203", "{text}");
    }
}

#[test]
fn depth_is_limited() {
    for text in ["[", "{\"a\":", "{\"a\":[", "{{\"a\":"] {
        let reading = reading(&text.repeat(100_000));
        assert_eq!(reading.value, None);
        let diagnostic = reading.diagnostics().remove(0);
        assert_eq!(diagnostic.code.to_string(), "apib::E0204");
    }
    let deepest = "[".repeat(MAX_DEPTH - 1) + "1," + &"]".repeat(MAX_DEPTH - 1);
    assert!(reading(&deepest).value.is_some());
}

#[test]
fn every_cut_of_a_text_is_read_without_panic() {
    let text = "{'é': [1, 'ß\\u00e9', {\"a: “x”\n …}], <b>: {id}, \"c\": \"d \"e\" f\" # g\n}";
    for (at, _) in text.char_indices() {
        for cut in [&text[..at], &text[at..]] {
            let reading = reading(cut);
            for repair in &reading.repairs {
                assert!(cut.get(repair.span.range()).is_some(), "{cut}");
            }
        }
    }
}

#[test]
fn diagnostic_stands_at_the_defect_in_the_source() {
    let source = Source::new(
        "a.apib",
        "+ Body\n\n        {\n          \"a\": 1\n          \"b\": 2,\n        }\n",
    );
    let mut text = MappedText::default();
    for line in [
        "        {\n",
        "          \"a\": 1\n",
        "          \"b\": 2,\n",
        "        }\n",
    ] {
        let at = source.text().find(line).unwrap();
        text.push(line.trim_start(), at + line.len() - line.trim_start().len());
    }
    let diagnostic = read(&text).diagnostics().remove(0);
    assert_eq!(diagnostic.code.to_string(), "apib::E0201");
    assert_eq!(source.position(diagnostic.span.start).line, 4);
    assert_eq!(source.slice(diagnostic.span), "1");
    let (comma, _) = &diagnostic.related[0];
    assert_eq!(source.position(comma.start).line, 5);
}

#[test]
fn what_strict_readers_would_lose_is_told() {
    check(
        "{\"a\": 12345678901234567890123, \"b\": 1.10, \"a\": 2}",
        &json!({ "a": 2, "b": 1.1 }),
        &[
            (LongNumber, "12345678901234567890123"),
            (RepeatedName, "\"a\""),
        ],
    );
    check(
        "0.1234567890123456789",
        &json!("0.1234567890123456789"),
        &[(LongNumber, "0.1234567890123456789")],
    );
    let codes = reading("{\"a\": 1e400, \"a\": 2,}").diagnostics();
    let codes: Vec<String> = codes.iter().map(|one| one.code.to_string()).collect();
    assert_eq!(codes, ["apib::E0201", "apib::E0205", "apib::E0206"]);
}

#[test]
fn surroundings() {
    for (text, around) in [
        (
            "HTTP/1.1 200 OK\nContent-Length: 7\n\n{\"a\":1}",
            vec!["HTTP/1.1 200 OK\nContent-Length: 7"],
        ),
        ("callback({\"a\":1});", vec!["callback(", ");"]),
        (
            "curl -d '{\"a\":1}' http://example.com",
            vec!["curl -d '", "' http://example.com"],
        ),
        ("```json\n{\"a\":1}\n```", vec!["```json", "```"]),
        (
            "Returns:\n{\"a\":1}\n\nor an error.",
            vec!["Returns:", "or an error."],
        ),
    ] {
        let repairs: Vec<_> = around
            .into_iter()
            .map(|text| (SurroundingText, text))
            .collect();
        check(text, &json!({ "a": 1 }), &repairs);
    }
    for prose in [
        "Returns {} or nothing",
        "see {id}",
        "an [optional] text",
        "OK",
    ] {
        assert_eq!(reading(prose).value, None, "{prose}");
    }
}

#[test]
fn encodings_of_other_media() {
    let value = json!({ "a": "x & y" });
    check(
        "{&quot;a&quot;: &quot;x &amp; y&quot;}",
        &value,
        &[(EncodedText, "{")],
    );
    check(
        "%7B%22a%22%3A%22x%20%26%20y%22%7D",
        &value,
        &[(EncodedText, "%")],
    );
    check("{\"a\": \"&quot;\"}", &json!({ "a": "&quot;" }), &[]);
}
