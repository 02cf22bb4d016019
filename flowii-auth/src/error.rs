//! What can go wrong, and how a program tells it apart.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use flowii_api::json_api::ErrorDocument;
use flowii_api::{BoxError, MissingCompanyId};
use http::StatusCode;

use crate::grant::LoginFailure;
use crate::settings::ConfigurationError;

/// Why a client could not be built, a login failed, or a call gave no result.
///
/// Ask the predicates first: [`is_auth`](Self::is_auth), [`is_timeout`](Self::is_timeout),
/// [`is_transient`](Self::is_transient), [`status`](Self::status); [`kind`](Self::kind) has the
/// details, and [`source`](StdError::source) what lies beneath, where there is something.
/// It prints no secret, no body and no query. Calls that waited for one login share its error, so
/// cloning is cheap.
///
/// # From a call
///
/// An error of the generated client becomes one of this crate with `?` or [`Error::from`]. If the
/// call ended because no token was to be had, that is the very error of the login.
///
/// ```
/// use flowii_auth::flowii_api::json_api::List;
/// use flowii_auth::flowii_api::types::Partner;
/// use flowii_auth::{Client, Error};
///
/// async fn partners(client: &Client) -> Result<List<Partner>, Error> {
///     let partners = client.api().get_partner_list().company_id(1).send().await?;
///     Ok(partners.into_inner())
/// }
///
/// fn advice(error: &Error) -> &'static str {
///     match error.status() {
///         _ if error.is_auth() => "check user name, password and API key",
///         _ if error.is_transient() => "try again later",
///         Some(status) if status == 404 => "there is no such thing",
///         _ => "report this",
///     }
/// }
/// ```
#[derive(Clone)]
pub struct Error(Arc<Details>);

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client could not be built.
    #[error(transparent)]
    Configuration(ConfigurationError),
    /// No token was to be had, so the call was not sent.
    #[error("login failed: {0}")]
    Login(LoginFailure),
    /// The call is not complete, or one of its values does not fit; it was not sent. The text says
    /// which.
    #[error("the call is not complete: {0}")]
    InvalidRequest(String),
    /// The call is about a company, and neither the call nor the client says which one; it was not
    /// sent.
    #[error("the call does not say which company it is about, and the client has none")]
    CompanyNotSet,
    /// The call was answered with a status that is no success.
    #[error("FLOWii answered {0}")]
    Status(StatusCode),
    /// The call was answered with a page for people, as gateways and maintenance pages do.
    #[error("FLOWii answered with an HTML page where JSON was expected")]
    HtmlAnswer,
    /// The call was answered with something that the description of the API does not allow.
    #[error("FLOWii's answer is not what its documentation promises")]
    UnreadableAnswer,
    /// No answer came in time. The call may have been carried out.
    #[error("FLOWii did not answer in time")]
    Timeout,
    /// The connection failed. The call may have been carried out.
    #[error("the connection to FLOWii failed")]
    Connection,
}

struct Details {
    kind: ErrorKind,
    source: Option<BoxError>,
    /// Not printed: what FLOWii says may repeat what it was sent.
    document: Option<ErrorDocument>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Self(Arc::new(Details {
            kind,
            source: None,
            document: None,
        }))
    }

    pub(crate) fn caused_by(kind: ErrorKind, source: impl Into<BoxError>) -> Self {
        Self(Arc::new(Details {
            kind,
            source: Some(source.into()),
            document: None,
        }))
    }

    fn answered(status: StatusCode, document: ErrorDocument) -> Self {
        Self(Arc::new(Details {
            kind: ErrorKind::Status(status),
            source: None,
            document: Some(document),
        }))
    }

    /// What went wrong.
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// What FLOWii said of a call that it answered with a status that is no success.
    ///
    /// ```
    /// # fn show(error: &flowii_auth::Error) {
    /// if let Some(document) = error.document() {
    ///     for error in &document.errors {
    ///         println!("{}", error.title.as_deref().unwrap_or("?"));
    ///     }
    /// }
    /// # }
    /// ```
    pub fn document(&self) -> Option<&ErrorDocument> {
        self.0.document.as_ref()
    }

    /// Whether FLOWii does not accept the user name, the password, the API key or the token.
    ///
    /// Trying again does not help, and a refused login is not tried again by the same client.
    pub fn is_auth(&self) -> bool {
        match self.kind() {
            ErrorKind::Login(failure) => failure.is_refusal(),
            ErrorKind::Status(status) => *status == StatusCode::UNAUTHORIZED,
            _ => false,
        }
    }

    /// Whether something is wrong with how the client was set up.
    pub fn is_configuration(&self) -> bool {
        matches!(self.kind(), ErrorKind::Configuration(_))
    }

    /// Whether the time for an answer ran out, of the login or of the call.
    pub fn is_timeout(&self) -> bool {
        matches!(
            self.kind(),
            ErrorKind::Timeout | ErrorKind::Login(LoginFailure::Timeout)
        )
    }

    /// Whether the same call may well succeed later.
    ///
    /// This says nothing of whether it is safe to repeat: after a lost connection or a timeout a
    /// write may have been carried out.
    pub fn is_transient(&self) -> bool {
        match self.kind() {
            ErrorKind::Timeout
            | ErrorKind::Connection
            | ErrorKind::Login(LoginFailure::Timeout | LoginFailure::Connection) => true,
            _ => self
                .status()
                .is_some_and(|status| matches!(status.as_u16(), 408 | 429 | 502 | 503 | 504)),
        }
    }

    /// The status of the answer that is to blame, of the login or of the call, if it was its status
    /// that is to blame.
    pub fn status(&self) -> Option<StatusCode> {
        match self.kind() {
            ErrorKind::Status(status)
            | ErrorKind::Login(LoginFailure::Refused(status) | LoginFailure::Status(status)) => {
                Some(*status)
            }
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.kind.fmt(formatter)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("source", &self.0.source)
            .finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source = self.0.source.as_deref()?;
        Some(source)
    }
}

impl From<ConfigurationError> for Error {
    fn from(error: ConfigurationError) -> Self {
        Self::new(ErrorKind::Configuration(error))
    }
}

impl From<flowii_api::Error<ErrorDocument>> for Error {
    fn from(error: flowii_api::Error<ErrorDocument>) -> Self {
        use flowii_api::Error as Call;

        if let Some(error) = flowii_api::transport_error::<_, Self>(&error) {
            return error.clone();
        }
        if flowii_api::transport_error::<_, MissingCompanyId>(&error).is_some() {
            return Self::new(ErrorKind::CompanyNotSet);
        }
        match error {
            Call::InvalidRequest(text) | Call::Custom(text) => {
                Self::new(ErrorKind::InvalidRequest(text))
            }
            Call::CommunicationError(error)
            | Call::InvalidUpgrade(error)
            | Call::ResponseBodyError(error) => connection_error(error),
            Call::ErrorResponse(response) => {
                Self::answered(response.status(), response.into_inner())
            }
            Call::UnexpectedResponse(response) => Self::new(ErrorKind::Status(response.status())),
            Call::InvalidResponsePayload(body, error) => {
                let kind = if body.trim_ascii_start().starts_with(b"<") {
                    ErrorKind::HtmlAnswer
                } else {
                    ErrorKind::UnreadableAnswer
                };
                Self::caused_by(kind, error)
            }
        }
    }
}

/// The error of a request without its address, whose query tells what was looked for.
fn connection_error(error: reqwest::Error) -> Error {
    let kind = if error.is_timeout() {
        ErrorKind::Timeout
    } else {
        ErrorKind::Connection
    };
    Error::caused_by(kind, error.without_url())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(code: u16) -> Error {
        Error::new(ErrorKind::Status(StatusCode::from_u16(code).unwrap()))
    }

    #[test]
    fn a_refusal_is_of_authentication_and_not_transient() {
        for failure in [
            LoginFailure::CredentialsRefused,
            LoginFailure::ApiKeyRefused,
            LoginFailure::Refused(StatusCode::BAD_REQUEST),
        ] {
            let error = Error::new(ErrorKind::Login(failure));
            assert!(error.is_auth() && !error.is_transient(), "{error}");
        }
        assert!(status(401).is_auth());
        assert!(!status(403).is_auth());
    }

    #[test]
    fn what_may_pass_is_transient() {
        for code in [408, 429, 502, 503, 504] {
            assert!(status(code).is_transient(), "{code}");
        }
        for code in [400, 401, 404, 422, 500] {
            assert!(!status(code).is_transient(), "{code}");
        }
        let login = Error::new(ErrorKind::Login(LoginFailure::Status(
            StatusCode::BAD_GATEWAY,
        )));
        assert!(login.is_transient());
        assert_eq!(login.status(), Some(StatusCode::BAD_GATEWAY));
    }

    #[test]
    fn a_missing_parameter_is_named() {
        let call = flowii_api::Error::InvalidRequest("company_id was not initialized".into());
        let error = Error::from(call);
        assert!(error.to_string().contains("company_id"), "{error}");
    }
}
