//! The documentation of the rules.

use std::fmt::Write as _;

use crate::diff::rules::{Release, Rule, Severity};

const INTRODUCTION: &str = "\
# The rules of `cargo xtask diff`

Written by `cargo xtask diff --rules`; a test holds this file to it.

A change breaks **callers** if what they send, and was described, may be refused or misunderstood; it
breaks **readers** if an answer may come that was not described. So what is narrowed in a request
breaks callers, what is widened in an answer breaks readers, and the other way round is harmless. A
type that is used in both directions is judged in both. Everything else is **harmless** on the wire;
it may still rename a type or a method of the generated client, which the last column tells:

- **breaking**: a program that uses the client may no longer compile or no longer work: the next minor
  version before 1.0, the next major version after it;
- **feature**: something more: the next patch before 1.0, the next minor version after it;
- **fix**: the next patch.

What is compared is what both descriptions mean: references are followed, path parameters known by
their place, `oneOf` and `anyOf` taken alike, nullable of OpenAPI 3.0 and `null` of 3.1 too. An
operation whose path or method changed is found again by its identifier, or by its form if the paths
are alike; a type with another name by the places that refer to it. A change in a type is told once,
with the operations that it touches. Callbacks, webhooks and links are not compared.
";

/// The rules as Markdown.
pub(crate) fn rules() -> String {
    let mut text = INTRODUCTION.to_owned();
    for severity in Severity::WORST_FIRST {
        let _ = write!(
            text,
            "\n## {}\n\n| rule | reason | client |\n|---|---|---|\n",
            severity.title()
        );
        let rules = Rule::ALL.iter().filter(|rule| rule.severity() == severity);
        for rule in rules {
            let release = match rule.release() {
                Release::Fix => "fix",
                Release::Feature => "feature",
                Release::Breaking => "breaking",
            };
            let _ = writeln!(text, "| `{rule}` | {} | {release} |", rule.reason());
        }
    }
    text
}
