//! The contents of files.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The bytes of a file, which go over the wire as Base64.
///
/// ```
/// # use flowii_api::Content;
/// let content = Content::from(b"hello".to_vec());
/// assert_eq!(serde_json::to_value(&content).unwrap(), "aGVsbG8=");
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Content(Bytes);

impl Content {
    /// The bytes themselves.
    pub fn into_bytes(self) -> Bytes {
        self.0
    }
}

impl AsRef<[u8]> for Content {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes.into())
    }
}

impl From<&[u8]> for Content {
    fn from(bytes: &[u8]) -> Self {
        Self(Bytes::copy_from_slice(bytes))
    }
}

impl From<Bytes> for Content {
    fn from(bytes: Bytes) -> Self {
        Self(bytes)
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Content({} bytes)", self.0.len())
    }
}

impl Serialize for Content {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut text = String::deserialize(deserializer)?;
        // Encoders for mail break lines.
        text.retain(|character| !character.is_ascii_whitespace());
        let bytes = STANDARD.decode(text).map_err(D::Error::custom)?;
        Ok(bytes.into())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn base64_is_read_and_written() {
        let content: Content = serde_json::from_value(json!("b2JzYWgg\r\ncHJpbG9oeQ==")).unwrap();
        assert_eq!(content.as_ref(), b"obsah prilohy");
        assert_eq!(
            serde_json::to_value(&content).unwrap(),
            json!("b2JzYWggcHJpbG9oeQ==")
        );
        assert!(serde_json::from_value::<Content>(json!("%")).is_err());
    }
}
