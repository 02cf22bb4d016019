//! Texts that must not be printed.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A password or token in a generated type.
///
/// It is sent and read like any text, but its `Debug` form does not show it, and its memory is
/// wiped when it is dropped.
///
/// ```
/// let password = flowii_api::Secret::from("letmein");
/// assert_eq!(format!("{password:?}"), "Secret([REDACTED])");
/// assert_eq!(password.expose(), "letmein");
/// ```
#[derive(Clone)]
pub struct Secret(SecretString);

impl Secret {
    /// The text itself; for where it is sent, not for where it could be seen.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret([REDACTED])")
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.expose())
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        SecretString::deserialize(deserializer).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use crate::types;

    #[test]
    fn no_type_that_holds_a_secret_prints_it() {
        let body = types::GetTokenBody {
            password: Some("p4ssw0rd".into()),
            refresh_token: Some("r3fresh".into()),
            ..types::GetTokenBody::default()
        };
        let answer: types::GetTokenResponse = serde_json::from_value(serde_json::json!({
            "access_token": "4ccess",
            "refresh_token": "r3fresh",
            "token_type": "bearer",
            "expires_in": 599,
            "userName": "user",
            ".issued": "",
            ".expires": "",
        }))
        .unwrap();
        let client = crate::Client::new_with_client(
            "https://api.example.com",
            reqwest::Client::new(),
            crate::TransportHandle::default(),
        );
        let call = client.get_token().body(body.clone());
        let shown = format!("{body:?} {answer:?} {call:?}");
        for secret in ["p4ssw0rd", "r3fresh", "4ccess"] {
            assert!(!shown.contains(secret), "{shown}");
        }
        assert!(shown.contains("[REDACTED]"));
    }

    #[test]
    fn a_secret_is_sent_as_it_is() {
        let body = types::GetTokenBody {
            password: Some("p4ss".into()),
            ..types::GetTokenBody::default()
        };
        assert_eq!(serde_json::to_value(body).unwrap()["password"], "p4ss");
    }
}
