//! What can go wrong, and how a program tells it apart.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use flowii_api::BoxError;
use flowii_api::json_api::{ErrorDocument, ErrorObject};
use http::StatusCode;

use crate::grant::LoginFailure;
use crate::retry::Outcome;
use crate::settings::ConfigurationError;

pub(crate) use call::{answered, connection_error};
pub(crate) use document::{read_document, tells_of_quota};
pub use kind::ErrorKind;

mod call;
mod document;
mod kind;

/// Why a client could not be built, a login failed, or a call gave no result.
///
/// Ask the predicates first; [`kind`](Self::kind) has the details, [`document`](Self::document)
/// what FLOWii itself says, and [`source`](StdError::source) what lies beneath, where there is
/// something. It prints no secret, no body and no query. Calls that waited for one login share its
/// error, so cloning is cheap.
///
/// # From a call
///
/// The generated client has an error type of its own, the same for every transport. `?` or
/// [`Error::from`] makes it an error of this type, and that is the one way to it, whatever went
/// wrong: if there was no token, it is the very error of the login; if the answer was no success, it
/// has the status and the error document.
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
///         _ if error.is_rate_limited() => "slow down",
///         _ if error.is_retryable() && !error.may_have_been_sent() => "do it again",
///         _ if error.is_retryable() => "look whether it was done, then do it again",
///         Some(status) if status == 404 => "there is no such thing",
///         _ => "report this",
///     }
/// }
/// ```
#[derive(Clone)]
pub struct Error(Arc<Details>);

#[derive(Clone)]
struct Details {
    kind: ErrorKind,
    outcome: Outcome,
    /// Whether an attempt before the one that `outcome` is of may have reached FLOWii.
    sent_before: bool,
    /// Not printed: what FLOWii says may repeat what it was sent.
    document: Option<ErrorDocument>,
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

impl Error {
    /// An error before anything was sent.
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Self::after(Outcome::NotSent { retry_after: None }, kind)
    }

    /// An error of an attempt that ended like this.
    pub(crate) fn after(outcome: Outcome, kind: ErrorKind) -> Self {
        Self(Arc::new(Details {
            kind,
            outcome,
            sent_before: false,
            document: None,
            source: None,
        }))
    }

    pub(crate) fn caused_by(self, source: impl Into<BoxError>) -> Self {
        let source = Some(Arc::from(source.into()));
        self.with(|details| details.source = source)
    }

    pub(crate) fn with_document(self, document: ErrorDocument) -> Self {
        self.with(|details| details.document = Some(document))
    }

    /// Says that an earlier attempt of the same call may have reached FLOWii.
    pub(crate) fn sent_before(self, sent_before: bool) -> Self {
        if sent_before {
            self.with(|details| details.sent_before = true)
        } else {
            self
        }
    }

    fn with(self, change: impl FnOnce(&mut Details)) -> Self {
        let mut details = Arc::unwrap_or_clone(self.0);
        change(&mut details);
        Self(Arc::new(details))
    }

    /// What went wrong.
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// How the attempt ended that this is the error of.
    pub(crate) fn outcome(&self) -> &Outcome {
        &self.0.outcome
    }

    /// Whether FLOWii does not accept the user name, the password, the API key or the token.
    ///
    /// Trying again does not help, and a refused login is not tried again by the same client, until
    /// its credentials change or the [back-off](crate::ClientBuilder::refusal_backoff) ends.
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

    /// Whether FLOWii's quota is used up: the answer was 429, or said "quota exceeded", or the call
    /// was not sent since FLOWii wants to be left alone for longer than the call may take.
    ///
    /// [`retry_after`](Self::retry_after) says for how long, if FLOWii told.
    pub fn is_rate_limited(&self) -> bool {
        match &self.0.outcome {
            Outcome::Answered { quota, .. } => *quota,
            _ => matches!(self.kind(), ErrorKind::RateLimited),
        }
    }

    /// Whether the time for an answer ran out, of the login, of the request or of the whole call.
    pub fn is_timeout(&self) -> bool {
        matches!(
            self.kind(),
            ErrorKind::Timeout | ErrorKind::OutOfTime | ErrorKind::Login(LoginFailure::Timeout)
        )
    }

    /// Whether the same call may well succeed later: a lost connection, a timeout, the statuses
    /// 408, 429, 502, 503 and 504, and a quota that is used up.
    ///
    /// This says nothing of whether it is safe to repeat. A write whose error
    /// [may have been sent](Self::may_have_been_sent) may have been carried out: look first.
    pub fn is_retryable(&self) -> bool {
        match self.kind() {
            ErrorKind::Timeout
            | ErrorKind::OutOfTime
            | ErrorKind::Connection
            | ErrorKind::RateLimited
            | ErrorKind::Login(LoginFailure::Timeout | LoginFailure::Connection) => true,
            _ => {
                self.is_rate_limited()
                    || self
                        .status()
                        .is_some_and(|status| matches!(status.as_u16(), 408 | 429 | 502..=504))
            }
        }
    }

    /// Whether the call may have reached FLOWii; `false` only if it certainly did not.
    ///
    /// If the login failed, the call was not sent. A call that was answered was sent, though a 401
    /// or a 429 means that FLOWii did nothing of it.
    pub fn may_have_been_sent(&self) -> bool {
        if self.0.sent_before {
            return true;
        }
        match self.kind() {
            // What was sent then is the login.
            ErrorKind::Login(_) => false,
            _ => !matches!(self.0.outcome, Outcome::NotSent { .. }),
        }
    }

    /// How long FLOWii asked to be left alone, counted from the answer.
    pub fn retry_after(&self) -> Option<Duration> {
        match &self.0.outcome {
            Outcome::Answered { retry_after, .. } | Outcome::NotSent { retry_after } => {
                *retry_after
            }
            Outcome::Lost | Outcome::Unusable => None,
        }
    }

    /// The status of the answer that is to blame, of the login or of the call, if it was its status
    /// that is to blame.
    pub fn status(&self) -> Option<StatusCode> {
        match self.0.outcome {
            Outcome::Answered { status, .. } => Some(status),
            _ => None,
        }
    }

    /// What FLOWii said of a call that it answered with a status that is no success, in whatever
    /// form.
    ///
    /// The texts are FLOWii's own. They are not part of what this error prints, since nobody knows
    /// what they quote of the request. The session's own secrets are taken out of them.
    ///
    /// ```
    /// # fn show(error: &flowii_auth::Error) {
    /// if let Some(document) = error.document() {
    ///     println!("{error}: {document}");
    /// }
    /// # }
    /// ```
    pub fn document(&self) -> Option<&ErrorDocument> {
        self.0.document.as_ref()
    }

    /// The errors of the [`document`](Self::document), if it is one of JSON:API.
    pub fn api_errors(&self) -> &[ErrorObject] {
        self.document().map_or(&[], |document| &document.errors)
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
            .field("may_have_been_sent", &self.may_have_been_sent())
            .field("source", &self.0.source)
            .finish_non_exhaustive()
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

#[cfg(test)]
mod tests;
