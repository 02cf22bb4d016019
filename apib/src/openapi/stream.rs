//! A document that is written as it is made.
//!
//! As JSON values, a document takes several times the room of its text; here no more than one path
//! item or named type is such a value at a time.

use std::io::{self, Write};

use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::model::Api;

use super::version::Version;
use super::{context, has_schemas, head, paths, schemas, security};

/// Writes the document as [`write`](super::write()) makes it and [`Format::Json`](super::Format)
/// has it, byte for byte, and tells what could not be written as it is meant. Needs much less
/// memory than those two, and knows no [`Origins`](super::Origins).
///
/// # Errors
///
/// Those of the writer.
///
/// ```
/// use apib::openapi::{self, Format, Version};
///
/// let source = apib::Source::new("a.apib", "# A\n\n# GET /a\n\n+ Response 200\n");
/// let (blueprint, _) = apib::ast::parse(&source);
/// let (api, _) = apib::model::build(blueprint);
/// let mut written = Vec::new();
/// openapi::write_json(&mut written, api.clone(), Version::V3_0)?;
/// let (document, _) = openapi::write(api, Version::V3_0);
/// assert_eq!(written, openapi::to_text(&document.value, Format::Json).as_bytes());
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn write_json(
    writer: &mut impl Write,
    api: Api,
    version: Version,
) -> io::Result<Vec<Diagnostic>> {
    let mut context = context(&api, version);
    let mut document = Members::open(writer, 0)?;
    for (key, value) in head(&api, version) {
        document.put(&key, &value)?;
    }
    let has_schemas = has_schemas(&api, version);
    let Api {
        operations,
        resources,
        types,
        security_schemes,
        ..
    } = api;
    let mut items = document.nested("paths")?;
    paths::write(operations, &resources, &mut context, |path, item| {
        items.put(&path, &item)
    })?;
    items.close()?;
    if has_schemas || !security_schemes.is_empty() {
        let mut components = document.nested("components")?;
        if has_schemas {
            let mut members = components.nested("schemas")?;
            schemas(types, &mut context, |key, schema| {
                members.put(&key, &schema)
            })?;
            members.close()?;
        }
        if !security_schemes.is_empty() {
            components.put("securitySchemes", &security(&security_schemes))?;
        }
        components.close()?;
    }
    document.close()?;
    writer.write_all(b"\n")?;
    Ok(context.diagnostics)
}

/// An indented object to which members are added one by one.
struct Members<'w, W> {
    writer: &'w mut W,
    /// How many objects stand around it.
    depth: usize,
    is_empty: bool,
    /// Room for the text of a member.
    text: Vec<u8>,
}

impl<'w, W: Write> Members<'w, W> {
    fn open(writer: &'w mut W, depth: usize) -> io::Result<Self> {
        writer.write_all(b"{")?;
        Ok(Self {
            writer,
            depth,
            is_empty: true,
            text: Vec::new(),
        })
    }

    fn put(&mut self, key: &str, value: &Value) -> io::Result<()> {
        self.key(key)?;
        // In one piece first: the serializer writes character by character.
        self.text.clear();
        serde_json::to_writer_pretty(&mut self.text, value)?;
        let mut lines = self.text.split(|byte| *byte == b'\n');
        if let Some(first) = lines.next() {
            self.writer.write_all(first)?;
        }
        // Line breaks within texts are escaped, so that every one of them is between the lines.
        for line in lines {
            line_break(self.writer, self.depth + 1)?;
            self.writer.write_all(line)?;
        }
        Ok(())
    }

    /// An object as the next member; it has to be closed before another one is added.
    fn nested(&mut self, key: &str) -> io::Result<Members<'_, W>> {
        self.key(key)?;
        Members::open(self.writer, self.depth + 1)
    }

    fn key(&mut self, key: &str) -> io::Result<()> {
        if !self.is_empty {
            self.writer.write_all(b",")?;
        }
        self.is_empty = false;
        line_break(self.writer, self.depth + 1)?;
        serde_json::to_writer(&mut *self.writer, key)?;
        self.writer.write_all(b": ")
    }

    fn close(self) -> io::Result<()> {
        if !self.is_empty {
            line_break(self.writer, self.depth)?;
        }
        self.writer.write_all(b"}")
    }
}

fn line_break(writer: &mut impl Write, depth: usize) -> io::Result<()> {
    writer.write_all(b"\n")?;
    (0..depth).try_for_each(|_| writer.write_all(b"  "))
}
