//! The pages name no command that does not exist.

use clap::Parser;

use super::Arguments;

/// The pages that tell a maintainer what to type.
const PAGES: [(&str, &str); 6] = [
    ("README.md", include_str!("../../../README.md")),
    ("README.sk.md", include_str!("../../../README.sk.md")),
    ("CONTRIBUTING.md", include_str!("../../../CONTRIBUTING.md")),
    ("spec/README.md", include_str!("../../../spec/README.md")),
    (
        "flowii-verify/README.md",
        include_str!("../../../flowii-verify/README.md"),
    ),
    (
        "docs/diff-rules.md",
        include_str!("../../../docs/diff-rules.md"),
    ),
];

#[test]
fn the_commands_of_the_pages_are_understood() {
    let mut commands = 0;
    for (page, text) in PAGES {
        // Within prose a command ends with its quotes, in a block with its line; a subcommand that
        // is named without options needs none to be meant.
        for rest in text.split("cargo xtask ").skip(1) {
            let end = rest.find(['\n', '`', '#', ';']).unwrap_or(rest.len());
            let words = rest[..end].split_whitespace();
            let parsed = Arguments::try_parse_from(std::iter::once("cargo xtask").chain(words));
            assert!(
                parsed.is_ok(),
                "{page}: cargo xtask {}: {}",
                &rest[..end],
                parsed
                    .err()
                    .map(|error| error.to_string())
                    .unwrap_or_default()
            );
            commands += 1;
        }
    }
    assert!(commands > 20, "only {commands} commands were found");
}
