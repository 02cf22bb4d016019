//! What went wrong, as data.

use http::StatusCode;

use crate::company::CompanyChoice;
use crate::grant::LoginFailure;
use crate::settings::ConfigurationError;

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
    /// There is not exactly one company of the wanted name.
    #[error(transparent)]
    Company(CompanyChoice),
    /// FLOWii's quota is used up, and waiting for it would take longer than the call may take.
    #[error("FLOWii's quota is used up")]
    RateLimited,
    /// The call was answered with a status that is no success.
    #[error("FLOWii answered {0}")]
    Status(StatusCode),
    /// The call was answered with an error document under a status of success.
    #[error("FLOWii answered {0}, but with errors")]
    ErrorDocument(StatusCode),
    /// The call was answered with a page for people, as gateways and maintenance pages do.
    #[error("FLOWii answered with an HTML page where JSON was expected")]
    HtmlAnswer,
    /// The call was answered with something that the description of the API does not allow.
    #[error("FLOWii's answer is not what its documentation promises")]
    UnreadableAnswer,
    /// The answer is longer than the [limit](crate::ClientBuilder::max_json_bytes).
    #[error("FLOWii's answer is longer than the limit for JSON")]
    TooLarge,
    /// No answer came in the time of one attempt. The call may have been carried out.
    #[error("FLOWii did not answer in time")]
    Timeout,
    /// The time of the whole call ran out while it waited: for a login, or for its turn.
    #[error("the time of the call ran out before it could be sent")]
    OutOfTime,
    /// The connection failed.
    /// [`may_have_been_sent`](crate::Error::may_have_been_sent) says whether before the call was
    /// sent.
    #[error("the connection to FLOWii failed")]
    Connection,
}
