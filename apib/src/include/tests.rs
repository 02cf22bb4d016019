use std::path::PathBuf;

use crate::diagnostic::Code;
use crate::source::Source;
use crate::{ast, convert};

use super::*;

/// A folder with some files, gone when the test is over.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let folder = std::env::temp_dir().join(format!("apib-{}-{name}", std::process::id()));
        for (path, text) in files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        Self(folder)
    }

    fn read(&self, path: &str) -> Source {
        read(&self.0.join(path)).unwrap()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn codes(source: &Source) -> Vec<Code> {
    let (_, diagnostics) = ast::parse(source);
    diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect()
}

#[test]
fn files_stand_in_the_place_of_their_directives() {
    let scratch = Scratch::new(
        "place",
        &[
            ("api.apib", "# A\n\n<!-- include(parts/b.apib) -->\n\nEnd\n"),
            (
                "parts/b.apib",
                "## B [/b]\n\n### C [GET]\n\n+ Response 200 (application/json)\n\n        <!-- include(c.json) -->\n\n:[more](parts/d.md)\n",
            ),
            ("parts/c.json", "{\n\n  \"a\": 1\n}\n"),
            ("parts/d.md", "More\n"),
        ],
    );
    let source = scratch.read("api.apib");
    assert_eq!(
        source.text(),
        "# A\n\n## B [/b]\n\n### C [GET]\n\n+ Response 200 (application/json)\n\n        {\n\n          \"a\": 1\n        }\n\nMore\n\nEnd\n"
    );
    assert!(codes(&source).is_empty());
}

#[test]
fn positions_lead_to_the_included_file() {
    let scratch = Scratch::new(
        "position",
        &[
            (
                "api.apib",
                "# A\n## B [/b]\n### C [GET]\n+ Response 200 (application/json)\n\n        <!-- include(c.json) -->\n\n+ Response 999\n",
            ),
            ("c.json", "{\n  \"a\": 1,,\n}\n"),
        ],
    );
    let source = scratch.read("api.apib");
    let conversion = convert(&source);
    let places: Vec<_> = conversion
        .diagnostics
        .iter()
        .map(|diagnostic| {
            let position = source.position(diagnostic.span.start);
            let file = Path::new(position.file).file_name().unwrap();
            (file.to_str().unwrap(), position.line, position.column)
        })
        .collect();
    assert_eq!(places, [("c.json", 2, 9), ("api.apib", 8, 12)]);
}

#[test]
fn nothing_outside_of_the_folder_is_read() {
    let scratch = Scratch::new(
        "outside",
        &[
            ("secret.md", "secret\n"),
            (
                "docs/api.apib",
                "# A\n\n<!-- include(../secret.md) -->\n\n<!-- include(/etc/passwd) -->\n\n<!-- include(link.md) -->\n\n<!-- include(none.md) -->\n",
            ),
        ],
    );
    #[cfg(unix)]
    std::os::unix::fs::symlink("../secret.md", scratch.0.join("docs/link.md")).unwrap();
    let source = scratch.read("docs/api.apib");
    assert!(!source.text().contains("secret\n"));
    let codes = codes(&source);
    assert_eq!(codes[..2], [Code::INCLUDE_OUTSIDE, Code::INCLUDE_OUTSIDE]);
    #[cfg(unix)]
    assert_eq!(codes[2], Code::INCLUDE_OUTSIDE);
    assert_eq!(codes[3..], [Code::INCLUDE_UNREADABLE]);
}

#[test]
fn circles_and_growth_end() {
    let scratch = Scratch::new(
        "circle",
        &[
            ("api.apib", "<!-- include(a.md) -->\n"),
            (
                "a.md",
                "A\n<!-- include(api.apib) -->\n<!-- include(b.md) -->\n",
            ),
            ("b.md", "B\n<!-- include(a.md) -->\n"),
            ("many.apib", "<!-- include(0.md) -->\n"),
        ],
    );
    assert!(codes(&scratch.read("api.apib")).contains(&Code::INCLUDE_CYCLE));
    for level in 0..30 {
        let next = format!("<!-- include({}.md) -->", level + 1);
        fs::write(
            scratch.0.join(format!("{level}.md")),
            format!("{next}\n{next}\n"),
        )
        .unwrap();
    }
    fs::write(scratch.0.join("30.md"), "").unwrap();
    assert!(codes(&scratch.read("many.apib")).contains(&Code::INCLUDE_LIMIT));
}

#[test]
fn hercule_passes_links_and_texts() {
    let scratch = Scratch::new(
        "hercule",
        &[
            (
                "api.apib",
                "# A\n\n:[x](x.md name:\"two words\" part:y.md)\n\nsee:[there](missing.md)\n",
            ),
            (
                "x.md",
                "Of :[n](name), :[p](part), :[o](other || \"nothing\")\n",
            ),
            ("y.md", "why\n"),
        ],
    );
    let source = scratch.read("api.apib");
    assert_eq!(
        source.text(),
        "# A\n\nOf two words, why, nothing\n\nsee:[there](missing.md)\n"
    );
    assert!(codes(&source).is_empty());
}

#[test]
fn text_without_files_keeps_its_directives() {
    let source = Source::new("api.apib", "# A\n\n<!-- include(a.md) -->\n");
    assert_eq!(codes(&source), [Code::INCLUDE_NOT_RESOLVED]);
}
