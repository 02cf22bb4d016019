//! A record as a file.

use pdf_writer::{Content, Name, Pdf, Rect, Ref, Str};
use serde_json::Value;

use super::{Call, no_such_record};
use crate::answer::{Answer, Failure};
use crate::store::{Key, Record};

/// The PDF of a document. How that of FLOWii looks is of no matter here: it opens, and has the number.
pub(crate) fn carry_out(call: &Call<'_>) -> Result<Answer, Failure> {
    let records = call.records()?;
    let id = call.ids.last().copied().unwrap_or_default();
    let key = call
        .named()
        .next_back()
        .unwrap_or_else(|| Key::new(&call.operation.kind, id));
    let record = records
        .get(&key)
        .cloned()
        .ok_or_else(|| no_such_record(&key))?;
    drop(records);
    Ok(Answer::bytes(
        call.operation.status,
        call.media_type(),
        pdf(&record),
    ))
}

/// One page of A4 with a line of text.
fn pdf(record: &Record) -> Vec<u8> {
    let [catalog, pages, page, font, text] = [1, 2, 3, 4, 5].map(Ref::new);
    let font_name = Name(b"F1");
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(pages);
    pdf.pages(pages).kids([page]).count(1);
    let mut written = pdf.page(page);
    written.media_box(Rect::new(0.0, 0.0, 595.0, 842.0));
    written.parent(pages);
    written.contents(text);
    written.resources().fonts().pair(font_name, font);
    drop(written);
    pdf.type1_font(font).base_font(Name(b"Helvetica"));
    let number = record
        .attributes
        .get("serial-nr")
        .and_then(Value::as_str)
        .unwrap_or_default();
    // The built-in font has no more letters than these.
    let line: String = format!("{} {number} (id {})", record.key.kind, record.key.id)
        .chars()
        .filter(char::is_ascii)
        .collect();
    let mut content = Content::new();
    content.begin_text();
    content.set_font(font_name, 14.0);
    content.next_line(72.0, 770.0);
    content.show(Str(line.as_bytes()));
    content.end_text();
    pdf.stream(text, &content.finish());
    pdf.finish()
}
