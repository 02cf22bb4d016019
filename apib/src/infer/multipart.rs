//! Bodies of several parts (RFC 2046, section 5.1, and RFC 7578 for forms).

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::form::add;

/// The parts of a `multipart/form-data` body.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct MultipartFields {
    /// The fields by name, as texts; of a part that is a file, the name of the file.
    pub(crate) fields: Map<String, Value>,
    /// The names of the fields that are files.
    pub(crate) files: BTreeSet<String>,
}

/// Reads a `multipart/form-data` body. None if the text has no parts with names.
pub(crate) fn multipart_fields(text: &str) -> Option<MultipartFields> {
    let text = text.trim();
    let boundary = text.lines().next()?.trim_end();
    if boundary.len() < 3 || !boundary.starts_with("--") {
        return None;
    }
    let mut read = MultipartFields::default();
    let mut part: Option<Part> = None;
    for line in text.lines() {
        let line = line.trim_end();
        if line.strip_suffix("--").unwrap_or(line) == boundary || line == boundary {
            if let Some(ended) = part.replace(Part::default()) {
                ended.end(&mut read);
            }
        } else if let Some(part) = &mut part {
            part.add_line(line);
        }
    }
    if let Some(last) = part {
        last.end(&mut read);
    }
    (!read.fields.is_empty()).then_some(read)
}

/// One part, as far as it is read.
#[derive(Default)]
struct Part {
    name: Option<String>,
    file_name: Option<String>,
    /// None within the header.
    content: Option<String>,
}

impl Part {
    fn add_line(&mut self, line: &str) {
        match &mut self.content {
            Some(content) => {
                if !content.is_empty() {
                    content.push('\n');
                }
                content.push_str(line);
            }
            // A blank line ends the header; one before it is an oversight.
            None if line.trim().is_empty() => {
                if self.name.is_some() {
                    self.content = Some(String::new());
                }
            }
            None => {
                let is_disposition = line
                    .get(..20)
                    .is_some_and(|name| name.eq_ignore_ascii_case("Content-Disposition:"));
                if is_disposition {
                    self.name = parameter(line, "name");
                    self.file_name = parameter(line, "filename");
                }
            }
        }
    }

    fn end(self, read: &mut MultipartFields) {
        let Some(name) = self.name else { return };
        if self.file_name.is_some() {
            read.files.insert(name.clone());
        }
        let value = self.file_name.or(self.content).unwrap_or_default();
        add(
            &mut read.fields,
            name,
            Value::String(value.trim().to_owned()),
        );
    }
}

/// The value of a parameter of a header field, with or without quotes.
fn parameter(line: &str, name: &str) -> Option<String> {
    line.split(';').find_map(|parameter| {
        let (key, value) = parameter.trim().split_once('=')?;
        let value = value.trim().trim_matches('"');
        key.eq_ignore_ascii_case(name).then(|| value.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn parts_become_fields() {
        let body = "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\ny\r\n--B\r\n\
                    content-disposition: form-data; name=file; filename=\"b.png\"\r\n\
                    Content-Type: image/png\r\n\r\n(bytes)\r\n--B--";
        let read = multipart_fields(body).unwrap();
        assert_eq!(read.files.first().unwrap(), "file");
        assert_eq!(
            Value::from(read.fields),
            json!({ "a": "x\ny", "file": "b.png" })
        );
        for other in ["", "a=1", "--\n", "{}", "--x\nno header\n--x--"] {
            assert_eq!(multipart_fields(other), None, "{other}");
        }
    }

    #[test]
    fn a_part_has_a_name_and_a_text() {
        let body = "--x\nContent-Disposition: form-data; name=\"title\"\n\nA\n--x--\n";
        let read = crate::infer::multipart_fields(body).unwrap();
        assert_eq!(read.fields["title"], "A");
    }
}
