//! A list in a file: an archive with an XML document.
//!
//! What FLOWii's own exports contain is not described anywhere.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::sync::Arc;

use axum::http::StatusCode;
use serde_json::Value;
use zip::write::SimpleFileOptions;

use super::Call;
use super::list::candidates;
use crate::answer::{Answer, Failure};
use crate::filter::Filters;
use crate::store::Record;

pub(crate) fn carry_out(call: &Call<'_>) -> Result<Answer, Failure> {
    let filters = Filters::read(call.operation, &call.query)?;
    let records = call.records()?;
    let exported: Vec<_> = candidates(call, &records, &filters).cloned().collect();
    drop(records);
    let xml = xml(&call.operation.kind, &exported);
    let name = call.path.trim_start_matches('/').replace('/', "-") + ".xml";
    let bytes = if call.media_type().contains("zip") {
        archive(&name, &xml).map_err(|error| {
            Failure::new(StatusCode::INTERNAL_SERVER_ERROR, "Export failed")
                .detail(error.to_string())
        })?
    } else {
        xml.into_bytes()
    };
    Ok(Answer::bytes(
        call.operation.status,
        call.media_type(),
        bytes,
    ))
}

fn archive(name: &str, text: &str) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    archive.start_file(name, options)?;
    archive.write_all(text.as_bytes())?;
    Ok(archive.finish()?.into_inner())
}

fn xml(kind: &str, records: &[Arc<Record>]) -> String {
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(text, "<export type=\"{kind}\">");
    for record in records {
        let _ = writeln!(text, "  <{kind} id=\"{}\">", record.key.id);
        for (name, value) in &record.attributes {
            match value {
                Value::Null => {}
                Value::String(value) => {
                    let _ = writeln!(text, "    <{name}>{}</{name}>", escaped(value));
                }
                value => {
                    let _ = writeln!(text, "    <{name}>{}</{name}>", escaped(&value.to_string()));
                }
            }
        }
        for (name, link) in &record.relationships {
            for key in link.keys() {
                let _ = writeln!(
                    text,
                    "    <{name} type=\"{}\" id=\"{}\"/>",
                    key.kind, key.id
                );
            }
        }
        let _ = writeln!(text, "  </{kind}>");
    }
    text.push_str("</export>\n");
    text
}

fn escaped(text: &str) -> String {
    // XML 1.0 has no control characters, not even escaped.
    let kept = text
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'));
    let kept: String = kept.collect();
    kept.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
