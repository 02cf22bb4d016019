//! Descriptions as rustdoc reads them.
//!
//! A description is Markdown of somebody else's: in it, indented text is not a test, square
//! brackets are not links to Rust items, and angle brackets are not HTML.

use crate::markdown::is_fit_for_rustdoc;

use inline::inline;

mod inline;
#[cfg(test)]
mod tests;

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
