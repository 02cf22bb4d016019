//! Takes a session's own secrets out of what a server says.

use bytes::Bytes;
use http::HeaderValue;

use crate::cache::TokenCache;

/// What stands in place of a secret.
const REDACTED: &str = "[REDACTED]";

/// A shorter text stands for itself in too many words to be taken out of them.
const SHORTEST_SECRET: usize = 4;

/// Knows a session's secrets when it is asked for them.
pub(super) struct Redactor<'a> {
    api_key: &'a HeaderValue,
    tokens: &'a TokenCache,
}

impl<'a> Redactor<'a> {
    pub(super) fn new(api_key: &'a HeaderValue, tokens: &'a TokenCache) -> Self {
        Self { api_key, tokens }
    }

    /// The body without the API key, the user's name and password, and the token of
    /// `authorization`: an answer that is no success is shown around, and nobody knows what it
    /// quotes of the request.
    pub(super) fn redact(&self, body: Bytes, authorization: Option<&HeaderValue>) -> Bytes {
        let text = String::from_utf8_lossy(&body);
        let credentials = self.tokens.credentials();
        let token = authorization.and_then(|value| value.to_str().ok());
        let token = token.map(|value| value.strip_prefix("Bearer ").unwrap_or(value));
        let secrets = [
            token,
            self.api_key.to_str().ok(),
            Some(credentials.password()),
            Some(credentials.username()),
        ]
        .into_iter()
        .flatten()
        .filter(|secret| secret.len() >= SHORTEST_SECRET && text.contains(*secret))
        .collect::<Vec<_>>();
        if secrets.is_empty() {
            return body;
        }
        let redacted = secrets.into_iter().fold(text.into_owned(), |text, secret| {
            text.replace(secret, REDACTED)
        });
        redacted.into()
    }
}
