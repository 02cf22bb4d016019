//! Why there is no token.

use http::StatusCode;

/// Why a login gave no token.
///
/// FLOWii documents no error answers; the codes are those of OAuth 2.0 (RFC 6749, section 5.2),
/// which the form of its login follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LoginFailure {
    /// The user name or the password is wrong (`invalid_grant`).
    #[error("FLOWii refused the user name or the password")]
    CredentialsRefused,
    /// The API key is wrong (`invalid_client`, or status 401 without a code).
    #[error("FLOWii refused the API key")]
    ApiKeyRefused,
    /// FLOWii refused for another reason, or told none.
    #[error("FLOWii refused the login ({0})")]
    Refused(StatusCode),
    /// The answer has a status that tells nothing of the credentials.
    #[error("the request for a token was answered {0}")]
    Status(StatusCode),
    /// The answer is a page for people, such as that of a gateway.
    #[error("the request for a token was answered with an HTML page")]
    Html,
    /// The answer is neither JSON nor HTML.
    #[error("the request for a token was answered with something that is not JSON")]
    NotJson,
    /// The answer is JSON without an `access_token`, or with one that no header can carry.
    #[error("the answer to the request for a token has no usable access_token")]
    MissingAccessToken,
    /// The token is of a type other than `bearer`, so it is not known how to send it.
    #[error("the token is of a type other than bearer")]
    UnknownTokenType,
    /// The answer tells an `expires_in` that is no time to come, in seconds.
    #[error("the answer to the request for a token has an expires_in that makes no sense")]
    InvalidLifetime,
    /// The answer is too long to be a token.
    #[error("the answer to the request for a token is too long")]
    TooLong,
    /// No answer came in time.
    #[error("the request for a token was not answered in time")]
    Timeout,
    /// The connection failed.
    #[error("the request for a token could not be sent, or its answer was cut off")]
    Connection,
}

impl LoginFailure {
    /// Whether FLOWii looked at the credentials and said no.
    ///
    /// The same login would be refused again, and too many of them may lock the account.
    pub fn is_refusal(&self) -> bool {
        matches!(
            self,
            Self::CredentialsRefused | Self::ApiKeyRefused | Self::Refused(_)
        )
    }
}
