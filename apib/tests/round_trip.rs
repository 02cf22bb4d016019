//! What is printed reads as what was parsed, and prints the same again.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use apib::{Source, ast};

use self::damage::{Numbers, damaged, fixtures};

mod damage;

/// The lines around the first one in which two texts differ.
fn difference(one: &str, other: &str) -> String {
    let same = one
        .lines()
        .zip(other.lines())
        .take_while(|(one, other)| one == other)
        .count();
    let around = |text: &str| {
        let lines: Vec<&str> = text.lines().skip(same.saturating_sub(4)).take(9).collect();
        lines.join("\n")
    };
    format!(
        "at line {}:\n{}\n    and\n{}",
        same + 1,
        around(one),
        around(other)
    )
}

/// Prints a document and reads that again.
fn round_trip(text: &str) -> Result<(), String> {
    let (tree, _) = ast::parse(&Source::new("original.apib", text));
    let printed = ast::print(&tree);
    let (again, _) = ast::parse(&Source::new("printed.apib", printed.as_str()));
    let (tree, again) = (tree.without_spans(), again.without_spans());
    if tree != again {
        let difference = difference(&format!("{tree:#?}"), &format!("{again:#?}"));
        return Err(format!("the trees differ {difference}"));
    }
    let printed_again = ast::print(&again);
    if printed != printed_again {
        let difference = difference(&printed, &printed_again);
        return Err(format!("the texts differ {difference}"));
    }
    Ok(())
}

fn blueprints(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "apib")
        })
        .collect();
    paths.sort();
    paths
}

/// Every document comes back, or the panic names those that do not.
fn assert_round_trips(paths: &[PathBuf]) {
    let mut failures = Vec::new();
    for path in paths {
        let bytes = fs::read(path).expect("the file is there");
        if let Err(failure) = round_trip(&String::from_utf8_lossy(&bytes)) {
            failures.push(format!("{}: {failure}", path.display()));
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {} documents do not come back:\n{}",
        failures.len(),
        paths.len(),
        failures.join("\n\n")
    );
}

#[test]
fn fixtures_come_back() {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = blueprints(&crate_folder.join("tests/data/ok"));
    paths.extend(blueprints(&crate_folder.join("tests/data/err")));
    paths.extend(blueprints(&crate_folder.join("../spec")));
    assert!(paths.len() > 1);
    assert_round_trips(&paths);
}

/// The normal form of each document that follows the specification.
#[test]
fn the_normal_form_is_stable() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/ok");
    for path in blueprints(&folder) {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let text = fs::read_to_string(&path).expect("the fixture can be read");
        let (tree, _) = ast::parse(&Source::new("fixture.apib", text));
        insta::with_settings!({
            snapshot_path => "data/printed",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!(name.as_ref(), ast::print(&tree));
        });
    }
}

/// Blueprints of other people, where a folder of them is at hand (see `corpus.rs`).
#[test]
fn documents_of_the_corpus_come_back() {
    let folder = env::var_os("APIB_CORPUS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus"),
        PathBuf::from,
    );
    assert_round_trips(&blueprints(&folder));
}

/// What a damaged document still says has a printed form that says the same.
#[test]
fn damaged_documents_come_back() {
    const DOCUMENTS: usize = 400;
    let fixtures = fixtures();
    let mut numbers = Numbers(0xfeed);
    let mut failures = Vec::new();
    for _ in 0..DOCUMENTS {
        let text = &fixtures[numbers.below(fixtures.len())];
        let other = &fixtures[numbers.below(fixtures.len())];
        let damaged = damaged(text, other, &mut numbers);
        if let Err(failure) = round_trip(&damaged) {
            failures.push(format!("{failure}\n--- of\n{damaged}"));
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {DOCUMENTS}:\n{}",
        failures.len(),
        failures.join("\n\n")
    );
}

/// Small documents of which each was once printed as another one.
#[test]
fn findings_come_back() {
    for text in [
        // A vertical tab is no blank to Markdown.
        "# [POST]\n+ Request\n\n\u{b}+ Response",
        // A lone carriage return ends a line.
        "## Array (a\rrray)",
        // A description that is code, since it would be a heading or a section otherwise.
        "# A\n\n    # B [/b]\n",
        "# A [/a]\n\n+ Response 200\n\n+ Attributes\n",
        // A method that nobody knows means something only in front of a URI.
        "## -GET /greeting",
        // Two sections of one name, the second one with nothing in it.
        "# GET /\n+ Request\n    + Body\n\n            a\n    + Body\n",
        "# GET /\n+ Response 200\n    + Attributes\n        + a\n    + Attributes\n        + b\n",
        // Brackets that nothing closes.
        "# GET /\n+ Attributes\n    + a (required, array[B\n",
        // Items without a text, and an underline that is none.
        "# Data Structures\n## A\n- a\n    - \n    -\n",
        // Values that look like sections, and a section that looks like a value.
        "# GET /a{?b}\n+ Parameters\n    + Members\n    + Members\n        + Members\n            + c\n",
        // Bodies that begin with a fence, a colon, a section.
        "# GET /\n+ Response\n\n        ````\n        ```\n        a\n        ```\n        ````\n",
        "# GET /\n+ Response\n    + Body\n\n            ```\n            : a\n            ```\n",
        "# GET /\n+ Response\n\n    ```\n    + Body\n    ```\n",
        // A comment without an end below another one, and the end of a comment further down.
        "# GET /\n<!-- a -->\n<!-- b\n\n+ Response 200\n\n        <!-- c -->\n",
        // Words of a payload that look like its body.
        "# GET /\n+ Response 200 {}\n",
        // A bracket behind a tab, at the end of the document.
        "# Group\t\t[/u",
        "# Group\t\t[/u\n",
        // A body in the place of parameters.
        "# GET /\n+ Request\n    + Parameters\n\n        {\"a\": 1}\n",
        // Parentheses that close what nothing opened.
        "# GET /\n+ Parameters\n    + 2())\n",
        "# Data Structures\n## Thin(enum)ect)\n",
        // Indented code that begins as a fence does, in front of a heading.
        "    ```\n#http://",
        "\t```\n#{",
        "# A\n        ```\n\n###   {}\n",
        // An item without a text above a body.
        "# [GET]\n+ Request\n  +\n}\n\n    \0",
        // Words of a type that leave something open.
        "+ Members\n# Data Structure\n#(\n",
        "# Data Structures\n\n# Tng(\u{1f}a\n      <!-- ur\n## W<!--  StLK\n",
        "#Data Structure\n#`\n+ Members",
        // HTML and lines without indentation below sections of a payload.
        "# [/a]\n## Read note [GET]\n+ Request\n    + Headers\n\n   <!gu\0Bo\u{fffd}*y\n\n   \u{11}  \"L\"}\n",
        "## Read B [GET]\n+ Request\n\n    + \u{fffd}ders\n\n         \u{1f}_  X Trace: 1\n \u{fffd}+ Mod-ders\n\n          X\n",
        "    + state\n   \n```\n         \u{fffd}\0vince\n\n### Part [GET]\n\n+ Response 200+ Proper\n   {\n   \u{fffd}\n",
        // A comment that another section closes, with a heading in it.
        "#[GET]\n+ Response\n{-->\n}\n<!--\n\n#p",
        // A fence in the place of a header field.
        "#[GET]\n+ Request\n+ Header\n  * ```",
        // Parameters whose description would take in their sections, or that are called like one.
        "#GET\n+ Parameter\n+ .\n  + Default\n  <!--\n  A",
        "#GET\n+ Parameter\n+ `\n  + Members\n    + .\n  <pre",
        "#GET\n+ Parameter\n  + e\n  + Members\n  + Members\n    - S",
        "#e [/\n+ Parameter\n+ )-\n  + Default\n  <?",
    ] {
        if let Err(failure) = round_trip(text) {
            panic!("{failure}\n--- of\n{text}");
        }
    }
}
