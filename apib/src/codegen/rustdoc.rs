//! Descriptions as rustdoc reads them.
//!
//! A description is Markdown of somebody else's: in it, indented text is not a test, square
//! brackets are not links to Rust items, and angle brackets are not HTML.

use crate::markdown::is_fit_for_rustdoc;

/// The same Markdown without what rustdoc would run, resolve or warn about.
///
/// Where Markdown is too intricate for that, the text is shown as it was written.
pub(crate) fn to_rustdoc(markdown: &str) -> String {
    let markdown = visible(markdown);
    let adapted = adapted(&markdown);
    if is_fit_for_rustdoc(&adapted) {
        adapted
    } else {
        verbatim(&markdown)
    }
}

/// The same as one line: a summary, a title, a label.
pub(crate) fn to_rustdoc_line(markdown: &str) -> String {
    let line = visible(markdown);
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let adapted = inline(&line);
    if fence_marker(&line).is_none() && is_fit_for_rustdoc(&adapted) {
        return adapted;
    }
    let mut escaped = String::new();
    for character in line.chars() {
        if character.is_ascii_punctuation() {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    // An address is one behind any escape.
    escaped.replace("http", "h\u{2060}ttp")
}

/// A description that is fit already, as the generator has to get it to make a list item of it,
/// which it does by putting it behind `- name: `.
pub(super) fn as_list_item(description: &str) -> String {
    let indented = description.replace('\n', "\n  ");
    let first = description.lines().next().unwrap_or_default();
    let begins_block = fence_marker(first).is_some()
        || is_list_item(first)
        || first.starts_with(['#', '>', '|', '=', '-', '*', '_', '+']);
    let item = if begins_block {
        format!("\n\n  {indented}")
    } else {
        indented
    };
    if is_fit_for_rustdoc(&format!("- `name`: {item}")) {
        item
    } else {
        format!("\n\n  {}", verbatim(description).replace('\n', "\n  "))
    }
}

/// Text without characters that cannot be seen. Of those that turn the direction of text, the
/// compiler takes none in a comment.
pub(super) fn visible(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace('\r', "\n")
        .chars()
        .filter(|c| {
            let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            !turns && (!c.is_control() || matches!(c, '\n' | '\t'))
        })
        .collect()
}

/// The text in a code block whose fence is longer than any within it.
fn verbatim(text: &str) -> String {
    let fence = (3..=text.len() + 3)
        .map(|length| "`".repeat(length))
        .find(|fence| !text.contains(fence.as_str()))
        .unwrap_or_default();
    format!("{fence}text\n{}\n{fence}", text.trim_matches('\n'))
}

fn adapted(markdown: &str) -> String {
    let mut lines = Vec::new();
    let mut fence: Option<String> = None;
    let mut in_list = false;
    let mut in_indented = false;
    let mut after_blank = true;
    for line in markdown.trim().lines() {
        let line = line.trim_end();
        let text = line.trim_start();
        let indent = line.len() - text.len();
        if let Some(marker) = &fence {
            lines.push(line.to_owned());
            if text.starts_with(marker.as_str()) && text.trim_matches(['`', '~']).is_empty() {
                fence = None;
            }
            after_blank = false;
            continue;
        }
        let indented = !in_list && !text.is_empty() && (indent >= 4 || line.starts_with('\t'));
        if indented && (after_blank || in_indented) {
            if !in_indented {
                lines.push("```text".to_owned());
                in_indented = true;
            }
            lines.push(
                line.strip_prefix('\t')
                    .unwrap_or(line.get(4..).unwrap_or(text))
                    .to_owned(),
            );
            continue;
        }
        if in_indented && !text.is_empty() {
            close_indented(&mut lines);
            in_indented = false;
        }
        if let Some(marker) = fence_marker(text) {
            lines.push(format!("{}{marker}text", &line[..indent]));
            fence = Some(marker);
        } else {
            in_list =
                is_list_item(text) || in_list && (text.is_empty() || indent >= 2 || !after_blank);
            lines.push(inline(line));
        }
        after_blank = text.is_empty();
    }
    if in_indented {
        close_indented(&mut lines);
    }
    lines.extend(fence);
    lines.join("\n")
}

/// Ends the fence before the blank lines that follow the code.
fn close_indented(lines: &mut Vec<String>) {
    let blank = lines
        .iter()
        .rev()
        .take_while(|line| line.is_empty())
        .count();
    lines.insert(lines.len() - blank, "```".to_owned());
}

fn fence_marker(text: &str) -> Option<String> {
    let first = text
        .chars()
        .next()
        .filter(|first| ['`', '~'].contains(first))?;
    let marker: String = text.chars().take_while(|c| *c == first).collect();
    (marker.len() >= 3 && !text[marker.len()..].contains('`')).then_some(marker)
}

fn is_list_item(text: &str) -> bool {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    ["- ", "* ", "+ "]
        .iter()
        .any(|bullet| text.starts_with(bullet))
        || (digits > 0
            && [". ", ") "]
                .iter()
                .any(|end| text[digits..].starts_with(end)))
}

/// One line outside of code blocks.
fn inline(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let taken = match first {
            '`' => code_span(rest, &mut out),
            '\\' => {
                let length = rest.chars().take(2).map(char::len_utf8).sum();
                out.push_str(&rest[..length]);
                length
            }
            '[' => link(rest, &mut out),
            '<' => angle_bracket(rest, &mut out),
            'h' if rest.starts_with("http://") || rest.starts_with("https://") => {
                bare_url(rest, &mut out)
            }
            other => {
                out.push(other);
                other.len_utf8()
            }
        };
        rest = &rest[taken..];
    }
    out
}

/// Copies a code span as it is; a lone backtick is escaped.
fn code_span(rest: &str, out: &mut String) -> usize {
    let ticks = rest.chars().take_while(|c| *c == '`').count();
    if let Some(end) = rest[ticks..].find(&rest[..ticks]) {
        let length = ticks + end + ticks;
        out.push_str(&rest[..length]);
        length
    } else {
        out.extend(std::iter::repeat_n("\\`", ticks));
        ticks
    }
}

/// Keeps links that lead to the web; of others only their text stays.
fn link(rest: &str, out: &mut String) -> usize {
    let parts = rest.find(']').and_then(|close| {
        let after = rest[close + 1..].strip_prefix('(')?;
        Some((&rest[1..close], &after[..after.find(')')?]))
    });
    match parts {
        Some((text, target)) if !text.contains('[') => {
            let web = ["http://", "https://", "mailto:"]
                .iter()
                .any(|scheme| target.starts_with(scheme));
            if web {
                out.extend(["[", &text.replace('<', "\\<"), "](", target, ")"]);
            } else {
                out.push_str(&inline(text));
            }
            text.len() + target.len() + 4
        }
        _ => {
            out.push_str("\\[");
            1
        }
    }
}

fn angle_bracket(rest: &str, out: &mut String) -> usize {
    let autolink = ["<http://", "<https://", "<mailto:"]
        .iter()
        .any(|start| rest.starts_with(start));
    if let Some(end) = rest
        .find('>')
        .filter(|end| autolink && !rest[..*end].contains(' '))
    {
        out.push_str(&rest[..=end]);
        end + 1
    } else {
        out.push_str("\\<");
        1
    }
}

fn bare_url(rest: &str, out: &mut String) -> usize {
    let end = rest
        .find(|c: char| c.is_whitespace() || "<>\"`|".contains(c))
        .unwrap_or(rest.len());
    // What ends a sentence does not belong to the address.
    let url = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'', '*', '_']);
    out.extend(["<", url, ">"]);
    url.len()
}

#[cfg(test)]
mod tests {
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
        assert!(is_fit_for_rustdoc(&to_rustdoc_line("~~~ <b> http://a.example [c]")));
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
            "text", "- item\n", "\n    code\n", "\n\n", "```\n", "~~~", "<b>", "[a]", "](b)", "`", "``",
            "http://a.example", "\t", "> ", "| a |\n|---|\n", "\\", "<!--", "[^1]: x", "1. ", "***", "&lt;", "\r",
            "</details>\n", "![", "  ", "===\n",
        ];
        for first in pieces {
            for second in pieces {
                for third in pieces {
                    let text = [first, second, third].concat();
                    let description = to_rustdoc(&text);
                    assert!(is_fit_for_rustdoc(&description), "{text:?}: {description:?}");
                    let item = format!("- `a`: {}\n- `b`: c", as_list_item(&description));
                    assert!(is_fit_for_rustdoc(&item), "{text:?}: {item:?}");
                    let line = to_rustdoc_line(&text);
                    assert!(is_fit_for_rustdoc(&line), "{text:?}: {line:?}");
                    assert!(!line.contains('\n'), "{line:?}");
                }
            }
        }
    }
}
