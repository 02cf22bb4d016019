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
    /// The account may not log in this way (`unauthorized_client`).
    #[error("FLOWii does not let this account log in by API")]
    ClientRefused,
    /// FLOWii refused for another reason, or told none.
    #[error("FLOWii refused the login ({0})")]
    Refused(StatusCode),
    /// The answer has a status that tells nothing of the credentials.
    #[error("the request for a token was answered {0}")]
    Status(StatusCode),
    /// The answer is a page for people, such as that of a gateway.
    #[error("the request for a token was answered with an HTML page")]
    Html,
    /// The answer has no body.
    #[error("the request for a token was answered with nothing")]
    Empty,
    /// The answer is declared as something other than JSON.
    #[error("the request for a token was answered with a media type that is not JSON")]
    UnexpectedContentType,
    /// The answer is declared as JSON, or as nothing, and is no JSON.
    #[error("the request for a token was answered with something that is not JSON")]
    NotJson,
    /// The answer is JSON without an `access_token`, or with one that no header can carry.
    #[error("the answer to the request for a token has no usable access_token")]
    MissingAccessToken,
    /// The answer does not say of what type the token is, so it is not known how to send it.
    #[error("the answer to the request for a token has no token_type")]
    MissingTokenType,
    /// The token is of a type other than `bearer`, so it is not known how to send it.
    #[error("the token is of a type other than bearer")]
    UnknownTokenType,
    /// The answer does not say how long the token lives.
    #[error("the answer to the request for a token has no expires_in")]
    MissingLifetime,
    /// The answer tells an `expires_in` that is no time to come, in seconds, or years away.
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
            Self::CredentialsRefused | Self::ApiKeyRefused | Self::ClientRefused | Self::Refused(_)
        )
    }
}
