//! Whether rustdoc takes a text as it is.

use std::cell::Cell;

use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// A paragraph to put behind the text, which must be found again.
const END: &str = "End";

/// Whether rustdoc shows the text without running, resolving or warning about any of it, and what
/// comes behind the text stands apart from it.
pub(crate) fn is_fit_for_rustdoc(text: &str) -> bool {
    // What rustdoc reads documentation with.
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    let unresolved = Cell::new(false);
    let unresolved_link = |_: BrokenLink<'_>| {
        unresolved.set(true);
        None
    };
    let text = format!("{text}\n\n{END}");
    let parser = Parser::new_with_broken_link_callback(&text, options, Some(unresolved_link));
    let mut depth = 0_usize;
    let mut verbatim = 0_usize;
    let mut last = String::new();
    for event in parser {
        match event {
            Event::Start(tag) => {
                if !is_fit(&tag) {
                    return false;
                }
                depth += 1;
                verbatim += usize::from(is_verbatim(tag.to_end()));
                last.clear();
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                verbatim -= usize::from(is_verbatim(tag));
            }
            Event::Html(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => return false,
            Event::Text(text) => {
                if verbatim == 0 && (text.contains("http://") || text.contains("https://")) {
                    return false;
                }
                last = if depth == 1 {
                    text.into_string()
                } else {
                    String::new()
                };
            }
            _ => {}
        }
    }
    last == END && !unresolved.get()
}

fn is_fit(tag: &Tag<'_>) -> bool {
    match tag {
        Tag::CodeBlock(CodeBlockKind::Fenced(language)) => &**language == "text",
        Tag::CodeBlock(CodeBlockKind::Indented)
        | Tag::HtmlBlock
        | Tag::FootnoteDefinition(_)
        | Tag::Image { .. } => false,
        Tag::Link { dest_url, .. } => ["http://", "https://", "mailto:"]
            .iter()
            .any(|scheme| dest_url.starts_with(scheme)),
        _ => true,
    }
}

/// Whether addresses within are no bare ones.
fn is_verbatim(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::CodeBlock | TagEnd::Link)
}

#[cfg(test)]
mod tests {
    use super::is_fit_for_rustdoc;

    #[test]
    fn what_rustdoc_would_warn_about_or_run_is_found() {
        for fit in [
            "",
            "One.\n\n- two\n\n  ```text\n  three\n  ```",
            "`[a]` and `<b>` and [c](https://example.com) and <https://example.com>",
            "| a |\n|---|\n| b |",
        ] {
            assert!(is_fit_for_rustdoc(fit), "{fit}");
        }
        for unfit in [
            "[a]",
            "[a](b)",
            "![a](https://example.com/a.png)",
            "<b>",
            "https://example.com",
            "a\n\n    code",
            "- a\n\n      code",
            "```\ncode\n```",
            "```rust\ncode\n```",
            "```text\nnever closed",
            "[a]: https://example.com\n\n[a] [^1]\n\n[^1]: b",
        ] {
            assert!(!is_fit_for_rustdoc(unfit), "{unfit}");
        }
    }
}
