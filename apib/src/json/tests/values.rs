//! Texts, words and numbers.

use super::*;

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
