use serde_json::{Value, json};

use super::RepairKind::{self, *};
use super::{MAX_DEPTH, Reading, read};
use crate::source::{MappedText, Source};

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
fn commas() {
    check(
        "{\n  \"a\": \"x\"\n  \"b\": {}\n  \"c\": 1 \"d\": 2\n}",
        &json!({ "a": "x", "b": {}, "c": 1, "d": 2 }),
        &[
            (MissingComma, "\""),
            (MissingComma, "}"),
            (MissingComma, "1"),
        ],
    );
    check(
        "[\"a\",\n\"b\"\n\"c\" 4]",
        &json!(["a", "b", "c", 4]),
        &[(MissingComma, "\""), (MissingComma, "\"")],
    );
    check(
        "{\"a\": [1, 2,], }",
        &json!({ "a": [1, 2] }),
        &[(SurplusComma, ","), (SurplusComma, ",")],
    );
    check(
        "[,1,,2]",
        &json!([1, 2]),
        &[(SurplusComma, ","), (SurplusComma, ",")],
    );
    check(
        "{\"a\": 1; \"b\" = 2}",
        &json!({ "a": 1, "b": 2 }),
        &[(WrongSeparator, ";"), (WrongSeparator, "=")],
    );
    check(
        "{\"a\" 1, \"b\" => {}}",
        &json!({ "a": 1, "b": {} }),
        &[(MissingColon, "\""), (WrongSeparator, "=>")],
    );
}

#[test]
fn comments() {
    check(
        "# all\n{ // one\n  \"a\": 1, /* two\n */ \"b\": \"http://x\" <!-- three -->\n}",
        &json!({ "a": 1, "b": "http://x" }),
        &[
            (Comment, "# all"),
            (Comment, "// one"),
            (Comment, "/* two\n */"),
            (Comment, "<!-- three -->"),
        ],
    );
    check(
        "{\"a\": #ff0000}",
        &json!({ "a": "#ff0000" }),
        &[(UnquotedValue, "#ff0000")],
    );
}

#[test]
fn doubled_braces_with_and_without_their_closing_ones() {
    let inner = json!({ "a": { "b": 1 } });
    check(
        "{\n{ \"a\": { \"b\": 1 }\n} }",
        &inner,
        &[(DoubledBrace, "{")],
    );
    check(
        "{\n{ \"a\": { \"b\": 1 }\n}",
        &inner,
        &[(DoubledBrace, "{")],
    );
    check(
        "{\n{ \"a\": { \"b\": 1 }\n",
        &inner,
        &[(DoubledBrace, "{"), (MissingClose, "}")],
    );
    check("{\"a\": {{ \"b\": 1 }}}", &inner, &[(DoubledBrace, "{")]);
    check("{\"a\": {{ \"b\": 1 }}", &inner, &[(DoubledBrace, "{")]);
    check(
        "{ {\"a\": 1}, {\"a\": 2} }",
        &json!([{ "a": 1 }, { "a": 2 }]),
        &[(BracesForList, "{")],
    );
    check(
        "{\"a\": 1, {\"b\": 2}, \"c\": 3}",
        &json!({ "a": 1, "b": 2, "c": 3 }),
        &[(DoubledBrace, "{")],
    );
}

#[test]
fn braces_around_a_list() {
    check(
        "{ [{\"a\": 1}, {\"a\": 2}] }",
        &json!([{ "a": 1 }, { "a": 2 }]),
        &[(BracesForList, "{")],
    );
}

#[test]
fn closing_braces_and_brackets() {
    check(
        "{\"a\": [1, 2",
        &json!({ "a": [1, 2] }),
        &[(MissingClose, "2"), (MissingClose, "2")],
    );
    check(
        "{\"a\": [{\"b\": 1, \"c\": 2}",
        &json!({ "a": [{ "b": 1, "c": 2 }] }),
        &[(MissingClose, "}"), (MissingClose, "}")],
    );
    check("[{\"a\": 1]", &json!([{ "a": 1 }]), &[(MissingClose, "1")]);
    check("{\"a\": [1}", &json!({ "a": [1] }), &[(MissingClose, "1")]);
    check("{\"a\": 1}\n}", &json!({ "a": 1 }), &[(SurplusClose, "}")]);
    check("{\"a\": 1]}", &json!({ "a": 1 }), &[(SurplusClose, "]")]);
    check(
        "{\"a\": {\"b\": 1}}, \"c\": 2}",
        &json!({ "a": { "b": 1 }, "c": 2 }),
        &[(SurplusClose, "}")],
    );
}

#[test]
fn placeholders_for_what_is_left_out() {
    check("{\"a\": 1, ...}", &json!({ "a": 1 }), &[(Ellipsis, "...")]);
    check("{\"a\": 1,\n  …\n}", &json!({ "a": 1 }), &[(Ellipsis, "…")]);
    check(
        "{ ... , \"a\": [1, 2, ..., 9] }",
        &json!({ "a": [1, 2, 9] }),
        &[(Ellipsis, "..."), (Ellipsis, "...")],
    );
    check(
        "{\"a\": ..., \"b\": {...}}",
        &json!({ "a": null, "b": {} }),
        &[(Ellipsis, "..."), (Ellipsis, "...")],
    );
    check(
        "[{\"a\": 1}, ... and so on\n]",
        &json!([{ "a": 1 }]),
        &[(Ellipsis, "... and so on")],
    );
}

#[test]
fn quotes() {
    check(
        "{'a': 'it\\'s'}",
        &json!({ "a": "it's" }),
        &[
            (ForeignQuotes, "'"),
            (ForeignQuotes, "'"),
            (BadEscape, "\\"),
        ],
    );
    check(
        "{“a”: “b”}",
        &json!({ "a": "b" }),
        &[(ForeignQuotes, "“"), (ForeignQuotes, "“")],
    );
    check(
        "{\n  untry\": { \"x\": 1 }\n}",
        &json!({ "untry": { "x": 1 } }),
        &[(MissingQuote, "untry\"")],
    );
    check(
        "{\"a: 1, \"b\": 2}",
        &json!({ "a": 1, "b": 2 }),
        &[(MissingQuote, "a")],
    );
    check(
        "{\"a: \"x\", \"b\": 2}",
        &json!({ "a": "x", "b": 2 }),
        &[(MissingQuote, "a")],
    );
    check(
        "{\"a\": \"x,\n \"b\": \"y\n}",
        &json!({ "a": "x", "b": "y" }),
        &[(MissingQuote, "x"), (MissingQuote, "y")],
    );
    check(
        "{\"a\": x\"}",
        &json!({ "a": "x" }),
        &[(MissingQuote, "x\"")],
    );
    check("{\"a\": \"x}", &json!({ "a": "x" }), &[(MissingQuote, "x")]);
    check(
        "{\"a\": \"say \"hi\" to\"}",
        &json!({ "a": "say \"hi\" to" }),
        &[(InnerQuote, "\""), (InnerQuote, "\"")],
    );
}

#[test]
fn words_without_quotes() {
    check(
        "{a: 1, $b.c: 2}",
        &json!({ "a": 1, "$b.c": 2 }),
        &[(UnquotedKey, "a"), (UnquotedKey, "$b.c")],
    );
    check(
        "{\"a\": <id, text>, \"b\": {id}, \"c\": {{ id }}, \"d\": some text // x\n}",
        &json!({ "a": "<id, text>", "b": "{id}", "c": "{{ id }}", "d": "some text" }),
        &[
            (UnquotedValue, "<id, text>"),
            (UnquotedValue, "{id}"),
            (UnquotedValue, "{{ id }}"),
            (UnquotedValue, "some text"),
            (Comment, "// x"),
        ],
    );
    check(
        "{\"a\": 2020-01-01}",
        &json!({ "a": "2020-01-01" }),
        &[(UnquotedValue, "2020-01-01")],
    );
    check(
        "[True, None, undefined, NaN]",
        &json!([true, null, null, null]),
        &[
            (ForeignLiteral, "True"),
            (ForeignLiteral, "None"),
            (ForeignLiteral, "undefined"),
            (ForeignLiteral, "NaN"),
        ],
    );
}

#[test]
fn characters_and_escapes_within_texts() {
    check(
        "{\"a\": \"one\ntwo\"}",
        &json!({ "a": "one\ntwo" }),
        &[(ControlCharacter, "\n")],
    );
    check("[\"a\tb\"]", &json!(["a\tb"]), &[(ControlCharacter, "\t")]);
    check(
        "[\"C:\\dir\", \"\\ud83d\\ude00\"]",
        &json!(["C:\\dir", "😀"]),
        &[(BadEscape, "\\")],
    );
    check("[\"\\ud83d\"]", &json!(["\\ud83d"]), &[(BadEscape, "\\")]);
}

#[test]
fn forms_of_numbers() {
    check(
        "[01, +2, 3., .5, -.5, 1e3]",
        &json!([1, 2, 3, 0.5, -0.5, 1e3]),
        &[
            (NumberForm, "01"),
            (NumberForm, "+2"),
            (NumberForm, "3."),
            (NumberForm, ".5"),
            (NumberForm, "-.5"),
        ],
    );
    check("[1e999]", &json!(["1e999"]), &[(LongNumber, "1e999")]);
}

#[test]
fn missing_values_and_foreign_text_are_guesses() {
    check(
        "{\"a\":, \"b\": }",
        &json!({ "a": null, "b": null }),
        &[(MissingValue, ":"), (MissingValue, ":")],
    );
    check("{\"a\"}", &json!({ "a": null }), &[(MissingValue, "\"")]);
    check(
        "{\"a\": 1 | 2, \"b\": \"x\" (optional)\n}",
        &json!({ "a": 1, "b": "x" }),
        &[(UnexpectedText, "| 2"), (UnexpectedText, "(optional)")],
    );
    let diagnostic = reading("{\"a\": 1 | 2}").diagnostics().remove(0);
    assert_eq!(diagnostic.code.to_string(), "apib::E0202");
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

#[test]
fn members_within_a_list_are_an_object() {
    check(
        "{\"a\": [\"x\": 1, \"y\": [2]], \"b\": [\"c\"]}",
        &json!({ "a": [{ "x": 1, "y": [2] }], "b": ["c"] }),
        &[(MissingBraces, "\"")],
    );
    assert_eq!(reading("}\n],\n{\"a\": 1}").value, None);
}
