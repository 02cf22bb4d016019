use super::*;

#[test]
fn code_is_never_a_doc_test() {
    assert_eq!(
        to_rustdoc("```\nlet x;\n```\n~~~rust\ny\n~~~"),
        "```text\nlet x;\n```\n~~~text\ny\n~~~"
    );
    assert_eq!(
        to_rustdoc("Say:\n\n    let a = 1;\n\n    b\n\nDone."),
        "Say:\n\n```text\nlet a = 1;\n\nb\n```\n\nDone."
    );
    assert_eq!(to_rustdoc("```\nunclosed"), "```text\nunclosed\n```");
}

#[test]
fn a_list_may_be_indented() {
    let list = "- one\n\n    still one\n    - two";
    assert_eq!(to_rustdoc(list), list);
}

#[test]
fn brackets_and_addresses_are_text() {
    assert_eq!(to_rustdoc("a [b] <c> `[d]<e>`"), "a \\[b] \\<c> `[d]<e>`");
    assert_eq!(
        to_rustdoc("see https://example.com/a_b. Or (http://x.example)"),
        "see <https://example.com/a_b>. Or (<http://x.example>)"
    );
    assert_eq!(
        to_rustdoc("[web](https://example.com) [here](#reference/a) <https://example.com>"),
        "[web](https://example.com) here <https://example.com>"
    );
    assert_eq!(to_rustdoc("[a]: b"), "\\[a]: b");
    assert_eq!(to_rustdoc("one ` tick"), "one \\` tick");
}

#[test]
fn what_is_too_intricate_is_shown_as_it_is() {
    let text = "- a\n\n        let x;\n\n- b";
    assert_eq!(to_rustdoc(text), format!("```text\n{text}\n```"));
    let open = "- a\n\n  ```\n  never [closed]";
    assert_eq!(to_rustdoc(open), format!("````text\n{open}\n````"));
}

#[test]
fn characters_that_the_compiler_refuses_are_left_out() {
    assert_eq!(to_rustdoc("a\u{202e}b\rc\0d"), "ab\ncd");
}

#[test]
fn a_line_opens_no_block() {
    assert_eq!(to_rustdoc_line(" one\n [two] "), "one \\[two]");
    assert_eq!(to_rustdoc_line("```json"), "\\`\\`\\`json");
    assert!(is_fit_for_rustdoc(&to_rustdoc_line(
        "~~~ <b> http://a.example [c]"
    )));
}

#[test]
fn blocks_stand_below_the_name_of_a_list_item() {
    assert_eq!(as_list_item("one\n\ntwo"), "one\n  \n  two");
    assert_eq!(as_list_item("```text\na\n```"), "\n\n  ```text\n  a\n  ```");
    assert_eq!(as_list_item("- a\n- b"), "\n\n  - a\n  - b");
}

/// Pieces of Markdown in every order of three, which no rule above was made for.
#[test]
fn whatever_is_described_is_fit() {
    let pieces = [
        "text",
        "- item\n",
        "\n    code\n",
        "\n\n",
        "```\n",
        "~~~",
        "<b>",
        "[a]",
        "](b)",
        "`",
        "``",
        "http://a.example",
        "\t",
        "> ",
        "| a |\n|---|\n",
        "\\",
        "<!--",
        "[^1]: x",
        "1. ",
        "***",
        "&lt;",
        "\r",
        "</details>\n",
        "![",
        "  ",
        "===\n",
    ];
    for first in pieces {
        for second in pieces {
            for third in pieces {
                let text = [first, second, third].concat();
                let description = to_rustdoc(&text);
                assert!(
                    is_fit_for_rustdoc(&description),
                    "{text:?}: {description:?}"
                );
                let item = format!("- `a`: {}\n- `b`: c", as_list_item(&description));
                assert!(is_fit_for_rustdoc(&item), "{text:?}: {item:?}");
                let line = to_rustdoc_line(&text);
                assert!(is_fit_for_rustdoc(&line), "{text:?}: {line:?}");
                assert!(!line.contains('\n'), "{line:?}");
            }
        }
    }
}
