//! Commas, braces, comments and what is left out.

use super::*;

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
fn members_within_a_list_are_an_object() {
    check(
        "{\"a\": [\"x\": 1, \"y\": [2]], \"b\": [\"c\"]}",
        &json!({ "a": [{ "x": 1, "y": [2] }], "b": ["c"] }),
        &[(MissingBraces, "\"")],
    );
    assert_eq!(reading("}\n],\n{\"a\": 1}").value, None);
}
