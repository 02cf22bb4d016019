use super::human::{LINE_LENGTH, MESSAGE_LENGTH, shortened};
use super::{human, json};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, Span};

fn report(text: &str, part: &str) -> String {
    let start = text.find(part).unwrap();
    let span = Span::new(start, start + part.len());
    let diagnostic = Diagnostic::new(Code::TYPE_UNKNOWN, span, "no such type");
    let diagnostic = diagnostic.with_related(span, "here");
    human(&Source::new("a.apib", text), &diagnostic, false)
}

#[test]
fn places_on_one_line_share_an_excerpt() {
    let report = report("one\ntwo words\n", "words");
    assert_eq!(report.matches("two words").count(), 1, "{report}");
    assert!(report.contains("|     here"), "{report}");
}

#[test]
fn line_ends_are_not_shown() {
    for end in ["\n", "\r\n"] {
        let report = report(&["one", "two", "three"].join(end), "two");
        assert!(report.contains("| two\n"), "{report}");
    }
}

#[test]
fn marks_stand_below_wide_characters_and_tabs() {
    let report = report("名前\t(Type)", "Type");
    assert!(
        report.contains("| 名前    (Type)\n  |          ^^^^"),
        "{report}"
    );
    assert!(report.contains("a.apib:1:5"), "{report}");
}

#[test]
fn a_part_of_the_document_is_a_place() {
    let diagnostic = Diagnostic::new(Code::OPERATION_LEFT_OUT, Span::default(), "no")
        .with_pointer("/paths/~1x/trace");
    let source = Source::new("a.json", "{}");
    let report = human(&source, &diagnostic, false);
    assert!(report.contains("--> a.json#/paths/~1x/trace\n"), "{report}");
    let line = json(&source, &diagnostic);
    assert!(line.contains(r#""pointer":"/paths/~1x/trace""#), "{line}");
}

#[test]
fn the_end_of_the_text_is_a_place() {
    let span = Span::new(3, 3);
    let diagnostic = Diagnostic::new(Code::JSON_GUESSED, span, "more was expected");
    for text in ["[1,", "[1\n"] {
        let report = human(&Source::new("a.apib", text), &diagnostic, false);
        assert!(report.contains('^'), "{report}");
    }
}

#[test]
fn long_lines_and_messages_are_cut() {
    let line = format!("{}(Type){}", "x".repeat(5000), "y".repeat(5000));
    let near = report(&line, "Type");
    assert!(near.lines().all(|line| line.len() < 200), "{near}");
    assert!(near.contains("a.apib:1:5002"), "{near}");
    let far = report(&format!("{}{line}", "x".repeat(LINE_LENGTH)), "Type");
    assert!(far.contains("a.apib:1:15002"), "{far}");
    assert!(!far.contains("xxx"), "{far}");
    assert_eq!(
        shortened(&"é".repeat(1000)).chars().count(),
        MESSAGE_LENGTH + 1
    );
}
