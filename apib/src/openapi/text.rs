//! The text of a document.

use std::io::{self, Write};

use serde_json::Value;

/// A notation that OpenAPI documents are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Format {
    /// JSON, indented.
    #[default]
    Json,
    /// YAML 1.2, of which JSON is a part (needs the feature `yaml`).
    #[cfg(feature = "yaml")]
    Yaml,
}

/// The document's text, with a line break at its end. The order of members is kept, and the same
/// document gives the same text, byte for byte.
pub fn to_text(document: &Value, format: Format) -> String {
    let mut text = match format {
        Format::Json => format!("{document:#}"),
        #[cfg(feature = "yaml")]
        // Only a key that is no text or a writer that fails could stop it, and there is neither;
        // JSON is YAML too.
        Format::Yaml => yaml::to_string(document).unwrap_or_else(|_| document.to_string()),
    };
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// Writes the text that [`to_text`] gives, without holding all of it at once.
///
/// # Errors
///
/// Those of the writer.
///
/// ```
/// use apib::openapi::{Format, to_text, write_text};
///
/// let document = serde_json::json!({ "openapi": "3.0.3", "paths": {} });
/// let mut written = Vec::new();
/// write_text(&mut written, &document, Format::Json)?;
/// assert_eq!(written, to_text(&document, Format::Json).as_bytes());
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn write_text(writer: &mut impl Write, document: &Value, format: Format) -> io::Result<()> {
    match format {
        Format::Json => writeln!(writer, "{document:#}"),
        #[cfg(feature = "yaml")]
        Format::Yaml => yaml::write(writer, document),
    }
}

#[cfg(feature = "yaml")]
mod yaml {
    use std::io::{self, Write};

    use serde::{Serialize, Serializer};
    use serde_json::Value;
    use serde_saphyr::{DoubleQuoted, ser};

    pub(super) fn to_string(document: &Value) -> Result<String, ser::Error> {
        serde_saphyr::to_string(&Node(document))
    }

    /// As [`to_string`], with a line break at the end.
    pub(super) fn write(writer: &mut impl Write, document: &Value) -> io::Result<()> {
        let mut lines = Lines {
            writer,
            is_ended: true,
        };
        ser_result(serde_saphyr::to_io_writer(&mut lines, &Node(document)))?;
        let is_ended = lines.is_ended;
        if is_ended {
            Ok(())
        } else {
            writer.write_all(b"\n")
        }
    }

    fn ser_result(result: Result<(), ser::Error>) -> io::Result<()> {
        result.map_err(|error| match error {
            ser::Error::IO { error } => error,
            other => io::Error::other(other),
        })
    }

    /// Knows whether the last line has its line break.
    struct Lines<'w, W> {
        writer: &'w mut W,
        is_ended: bool,
    }

    impl<W: Write> Write for Lines<'_, W> {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let written = self.writer.write(bytes)?;
            if let Some(last) = bytes[..written].last() {
                self.is_ended = *last == b'\n';
            }
            Ok(written)
        }

        fn flush(&mut self) -> io::Result<()> {
            self.writer.flush()
        }
    }

    /// A value whose texts stay texts to every reader.
    struct Node<'a>(&'a Value);

    impl Serialize for Node<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            match self.0 {
                Value::String(text) => Text(text).serialize(serializer),
                Value::Array(items) => serializer.collect_seq(items.iter().map(Node)),
                Value::Object(members) => {
                    let members = members.iter();
                    serializer.collect_map(members.map(|(key, value)| (Text(key), Node(value))))
                }
                scalar => scalar.serialize(serializer),
            }
        }
    }

    struct Text<'a>(&'a str);

    impl Serialize for Text<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            if is_ambiguous(self.0) {
                DoubleQuoted(self.0).serialize(serializer)
            } else {
                self.0.serialize(serializer)
            }
        }
    }

    /// True for texts that readers of YAML 1.1 take for dates (`2024-01-31`), numbers to the base
    /// of sixty (`12:30:45`) or the default of a map (`=`), which the library does not quote.
    fn is_ambiguous(text: &str) -> bool {
        let starts_like_a_number = text
            .trim_start_matches(['+', '-', '.'])
            .starts_with(|character: char| character.is_ascii_digit());
        text == "=" || (starts_like_a_number && !text.contains('\n'))
    }
}

#[cfg(all(test, feature = "yaml"))]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn texts_stay_texts_in_yaml() {
        let document = json!({
            "200": "yes", "a": "2024-01-31", "b": "12:30:45", "c": "1.0", "d": "null", "e": 1,
            "f": "# A\n\n- b\n", "g": [], "h": {"x": [{"y": true}]}, "i": "a\u{2028}b", "j": "",
        });
        assert_eq!(
            to_text(&document, Format::Yaml),
            "\"200\": \"yes\"\na: \"2024-01-31\"\nb: \"12:30:45\"\nc: \"1.0\"\nd: \"null\"\ne: 1\nf: |\n  # A\n  \n  - b\ng: []\nh:\n  x:\n  - \"y\": true\ni: \"a\\Lb\"\nj: \"\"\n"
        );
    }
}
