//! Documents that nobody wrote on purpose: fixtures with pieces lost, doubled and misplaced, and
//! structures without end. None of them may stop the converter, and what it writes stays OpenAPI.

use std::panic::{self, AssertUnwindSafe};

use apib::{Source, codegen, convert};

use self::damage::{Numbers, damaged, fixtures};

mod damage;

const HEAD: &str = "# A\n\n## B [/b]\n\n### C [GET]\n\n";

/// Converts and lowers, and holds the results to what every input must give.
fn convert_whatever(text: &str) {
    let source = Source::new("hostile.apib", text);
    let conversion = convert(&source);
    for diagnostic in &conversion.diagnostics {
        let related = diagnostic.related.iter().map(|(span, _)| *span);
        for span in related.chain([diagnostic.span]) {
            assert!(text.get(span.range()).is_some(), "{diagnostic:?}");
        }
    }
    let lowered = codegen::lower(&conversion.document).document;
    for document in [conversion.document.value, lowered] {
        // Through its text, as a reader gets it.
        let text = document.to_string();
        serde_json::from_str::<openapiv3::OpenAPI>(&text).expect("it is OpenAPI 3.0");
    }
}

#[test]
fn damaged_documents_are_converted() {
    let fixtures = fixtures();
    let mut numbers = Numbers(0x5eed);
    for _ in 0..1500 {
        let text = &fixtures[numbers.below(fixtures.len())];
        let other = &fixtures[numbers.below(fixtures.len())];
        let damaged = damaged(text, other, &mut numbers);
        let result = panic::catch_unwind(AssertUnwindSafe(|| convert_whatever(&damaged)));
        assert!(result.is_ok(), "it stops at:\n{damaged}");
    }
}

#[test]
fn structures_without_end_are_converted() {
    let response = format!("{HEAD}+ Response 200 (application/json)\n");
    let attributes = format!("{response}    + Attributes\n");
    let nested: Vec<String> = (0..300)
        .map(|level| " ".repeat(8 + 4 * level) + "+ a (object)")
        .collect();
    let nested = nested.join("\n");
    let circle = "\n# Data Structures\n\n## A (B)\n\n## B (A)\n\n## C (C)\n+ c (array[C])\n";
    for text in [
        format!("{response}\n        {}\n", "[".repeat(20_000)),
        format!("{response}\n        {}\n", "{\"a\":".repeat(20_000)),
        format!(
            "{attributes}        + a ({}{})\n",
            "array[".repeat(5000),
            "]".repeat(5000)
        ),
        format!("{attributes}        + {}\n", "(".repeat(20_000)),
        format!("{attributes}{nested}"),
        format!("{attributes}        + a (A)\n{circle}"),
        format!(
            "# A\n\n## B [/{}]\n\n### C [GET]\n\n+ Response 200\n",
            "{a}".repeat(5000)
        ),
        "> ".repeat(5000),
        "`".repeat(20_000),
        String::new(),
        "\u{feff}".to_owned(),
    ] {
        convert_whatever(&text);
    }
}
