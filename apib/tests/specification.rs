//! `docs/specification.md` against the code: a section that is said to be read somewhere is.

use std::fs;
use std::path::{Path, PathBuf};

/// A link of the table: its text, and the file that it leads to.
struct Link {
    text: String,
    file: PathBuf,
}

fn links(table: &str) -> Vec<Link> {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let mut links = Vec::new();
    for row in table.lines().filter(|line| line.starts_with('|')) {
        for start in row.split('[').skip(1) {
            let (text, rest) = start.split_once("](").expect("a link has a target");
            let (target, _) = rest.split_once(')').expect("a target ends");
            links.push(Link {
                text: text.trim_matches('`').to_owned(),
                file: docs.join(target),
            });
        }
    }
    links
}

/// Whether a file defines an item: a function, a type, or a variant of one.
fn defines(code: &str, item: &str) -> bool {
    let mut words = code.split(|c: char| !(c.is_alphanumeric() || c == '_'));
    let keywords = ["fn", "struct", "enum", "trait"];
    let mut before = "";
    words.any(|word| {
        let found = word == item && keywords.contains(&before);
        before = word;
        found
    })
}

#[test]
fn sections_are_read_where_the_table_says() {
    let table = include_str!("../docs/specification.md");
    let links = links(table);
    assert!(links.len() > 150, "only {} links were found", links.len());
    for Link { text, file } in links {
        let code = fs::read_to_string(&file).unwrap_or_else(|error| {
            panic!("{text} leads to {}: {error}", file.display());
        });
        let is_code = file.extension().is_some_and(|extension| extension == "rs");
        let module = file.with_extension("");
        let module = match module.file_name().and_then(|name| name.to_str()) {
            Some("mod") => module.parent().and_then(Path::file_name),
            _ => module.file_name(),
        };
        let item = text.rsplit("::").next().unwrap_or_default();
        if is_code && module.is_some_and(|module| module != item) {
            assert!(defines(&code, item), "{text} is not in {}", file.display());
        }
    }
}

#[test]
fn every_section_has_a_row() {
    let table = include_str!("../docs/specification.md");
    let sections = [
        // The table of contents of the API Blueprint specification.
        "Keywords",
        "Identifier",
        "Description",
        "Nested sections",
        "Named section",
        "Asset section",
        "Payload section",
        "Metadata section",
        "API name & overview section",
        "Resource group section",
        "Resource section",
        "Resource model section",
        "Schema section",
        "Action section",
        "Request section",
        "Response section",
        "URI parameters section",
        "Attributes section",
        "Headers section",
        "Body section",
        "Data Structures section",
        "Relation section",
        "URI Templates",
        // The numbered chapters of the MSON specification.
        "2.1.1 Primitive Types",
        "2.1.2 Structure Types",
        "2.2 Named Types",
        "2.3 Member Types",
        "3.1 Named Declaration",
        "3.1.1 Generic Named Declaration",
        "3.2.1 Property Name",
        "3.2.2 Variable Property Name",
        "3.3 Value Member Declaration",
        "3.4.1 Value",
        "3.4.2 Literal Value",
        "3.4.3 Variable Value",
        "3.5.1 Type Specification",
        "3.5.2 Type Name",
        "3.5.3 Type Attribute",
        "3.6 Description",
        "4.1 Block Description",
        "4.2.1 Member Type Separator",
        "4.3 Nested Member Types",
        "4.4 Sample",
        "4.5 Default",
        "5.1 Mixin Type",
        "5.2 One Of Type",
        "5.3 Generic Named Type",
        "5.4 Member Type Precedence",
        "6.1 Characters",
        "6.2 Keywords",
    ];
    for section in sections {
        let row = format!("| {section} |");
        assert!(table.contains(&row), "{section} has no row");
    }
}
