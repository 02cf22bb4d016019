//! Documents that nobody wrote on purpose: fixtures with pieces lost, doubled and misplaced, and
//! structures without end. None of them may stop the converter, and what it writes stays OpenAPI.

use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;

use apib::{Source, codegen, convert};

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

fn fixtures() -> Vec<String> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let mut paths: Vec<_> = ["ok", "err"]
        .iter()
        .flat_map(|folder| fs::read_dir(data.join(folder)).expect("the fixtures are there"))
        .map(|entry| entry.expect("the fixtures can be listed").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "apib")
        })
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| fs::read_to_string(path).expect("the fixtures can be read"))
        .collect()
}

/// Numbers that look random and are the same in every run (Marsaglia's xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap_or_default()
    }
}

fn damaged(text: &str, other: &str, numbers: &mut Numbers) -> String {
    const STRAYS: &[char] = &[
        '{',
        '}',
        '[',
        ']',
        '(',
        ')',
        '`',
        '"',
        '#',
        '+',
        '-',
        '*',
        ':',
        ',',
        '<',
        '?',
        '%',
        '\t',
        '\r',
        '\n',
        ' ',
        'é',
        '\u{feff}',
        '\u{1f600}',
    ];
    let mut characters: Vec<char> = text.chars().collect();
    for _ in 0..=numbers.below(4) {
        let at = numbers.below(characters.len());
        let end = (at + numbers.below(200)).min(characters.len());
        match numbers.below(5) {
            0 => drop(characters.drain(at..end)),
            1 => characters.insert(at, STRAYS[numbers.below(STRAYS.len())]),
            2 => characters.truncate(at),
            3 => {
                let from = numbers.below(other.chars().count());
                let piece: Vec<char> = other.chars().skip(from).take(120).collect();
                characters.splice(at..at, piece);
            }
            _ => {
                for character in &mut characters[at..end] {
                    if *character == ' ' {
                        *character = '\t';
                    }
                }
            }
        }
    }
    characters.into_iter().collect()
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
