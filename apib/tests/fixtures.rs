//! Every blueprint of `data/ok` and `data/err`, from its text to its document.
//!
//! Update the snapshots with `cargo insta test -p apib --review`.

use std::path::Path;

use apib::diagnostic::{Diagnostic, Severity};
use apib::source::Span;
use apib::{Source, convert, render};

mod fixture;

datatest_stable::harness! {
    { test = accepted, root = "tests/data/ok", pattern = r"\.apib$" },
    { test = recovered, root = "tests/data/err", pattern = r"\.apib$" },
}

/// A blueprint that follows the specification gives no warning.
fn accepted(path: &Path) -> datatest_stable::Result<()> {
    let (source, diagnostics) = snapshot(path, "ok")?;
    for diagnostic in &diagnostics {
        assert!(
            diagnostic.severity() == Severity::Note,
            "{}",
            render::human(&source, diagnostic, false)
        );
    }
    Ok(())
}

/// A blueprint that does not is converted all the same, and the defect is named.
fn recovered(path: &Path) -> datatest_stable::Result<()> {
    let (_, diagnostics) = snapshot(path, "err")?;
    assert!(
        !diagnostics.is_empty(),
        "{} gives no diagnostic",
        path.display()
    );
    Ok(())
}

fn snapshot(path: &Path, folder: &str) -> datatest_stable::Result<(Source, Vec<Diagnostic>)> {
    let name = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let source = fixture::read(path)?;
    let conversion = convert(&source);
    assert_eq!(
        conversion,
        convert(&source),
        "the same input gave another output"
    );
    for diagnostic in &conversion.diagnostics {
        let related = diagnostic.related.iter().map(|(span, _)| *span);
        for span in std::iter::once(diagnostic.span).chain(related) {
            assert_span(&source, span, diagnostic);
        }
    }
    let parsed: openapiv3::OpenAPI = serde_json::from_value(conversion.document.value.clone())?;
    assert_eq!(parsed.openapi, "3.0.3");
    let reports: Vec<String> = conversion
        .diagnostics
        .iter()
        .map(|diagnostic| render::human(&source, diagnostic, false))
        .collect();
    let document = serde_json::to_string_pretty(&conversion.document.value)?;
    insta::with_settings!({
        snapshot_path => format!("data/{folder}"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, format!("{document}\n\n{}", reports.join("\n\n")));
    });
    Ok((source, conversion.diagnostics))
}

fn assert_span(source: &Source, span: Span, diagnostic: &Diagnostic) {
    let text = source.text();
    assert!(
        span.start <= span.end
            && text.is_char_boundary(span.start)
            && text.is_char_boundary(span.end),
        "{span:?} of {} lies outside of the text or within a character",
        diagnostic.code
    );
}
