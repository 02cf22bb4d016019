//! The seam between the generated client and whoever signs and sends its requests.

use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::sync::Arc;

use bytes::Bytes;
use futures::future::BoxFuture;

use crate::{Error, Operation};

/// An error of a [`Transport`], of whatever type it has.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// Signs and sends the requests of a [`Client`](crate::Client).
///
/// A transport sees every request of the client, together with the [`Operation`] it belongs to.
/// Every method has a default, which together leave the request alone and send it once.
pub trait Transport: fmt::Debug + Send + Sync {
    /// The company of calls that are about one and do not say which.
    ///
    /// Without it such a call ends with [`MissingCompanyId`](crate::MissingCompanyId), before
    /// anything is sent.
    fn company_id(&self) -> Option<i64> {
        None
    }

    /// Completes a request that is about to be sent, for example with credentials.
    ///
    /// It may take its time: to log in first, or to wait its turn.
    ///
    /// # Errors
    ///
    /// An error ends the call before anything of it was sent. The caller gets an [`Error`] in which
    /// [`transport_error`] finds it again.
    fn prepare<'a>(
        &'a self,
        request: &'a mut reqwest::Request,
        operation: &'a Operation,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        let _ = (request, operation);
        Box::pin(std::future::ready(Ok(())))
    }

    /// Sends a prepared request through the client's own HTTP client and brings its answer.
    ///
    /// A transport may send it more than once, as long as that is safe for the operation.
    ///
    /// # Errors
    ///
    /// The caller gets an [`Error`] in which [`transport_error`] finds the transport's error again,
    /// or [`Error::CommunicationError`] if it is a `reqwest::Error`.
    ///
    /// An answer with an error status is no error here.
    fn execute<'a>(
        &'a self,
        http: &'a reqwest::Client,
        request: reqwest::Request,
        operation: &'a Operation,
    ) -> BoxFuture<'a, Result<reqwest::Response, BoxError>> {
        let _ = operation;
        Box::pin(async move { Ok(http.execute(request).await?) })
    }
}

/// Sends each request as it is, once: for an API that asks for no credentials.
#[derive(Clone, Copy, Debug, Default)]
pub struct Direct;

impl Transport for Direct {}

/// A [`Transport`] that the clones of a [`Client`](crate::Client) share.
#[derive(Clone, Debug)]
pub struct TransportHandle(Arc<dyn Transport>);

impl TransportHandle {
    /// Takes a transport into shared ownership.
    pub fn new(transport: impl Transport + 'static) -> Self {
        Self(Arc::new(transport))
    }

    /// Takes part in a transport that is shared already.
    pub fn shared(transport: Arc<dyn Transport>) -> Self {
        Self(transport)
    }
}

impl Default for TransportHandle {
    /// [`Direct`].
    fn default() -> Self {
        Self::new(Direct)
    }
}

impl std::ops::Deref for TransportHandle {
    type Target = dyn Transport;

    fn deref(&self) -> &Self::Target {
        &*self.0
    }
}

/// The error with which the [`Transport`] ended a call, if it has the type `T`.
///
/// `None` means that something else went wrong, or that the transport's error is of another type.
pub fn transport_error<E, T>(error: &Error<E>) -> Option<&T>
where
    T: StdError + 'static,
{
    let Error::InvalidResponsePayload(_, error) = error else {
        return None;
    };
    error.source()?.downcast_ref()
}

/// The generated error that carries an error of the transport.
///
/// The variant meant for errors of hooks, `Custom`, holds a text only: neither the type nor the
/// source would survive. A `serde_json::Error` of the I/O kind carries any error as its source, and
/// prints nothing but that error's own text; it never occurs otherwise, as bodies are read from
/// memory.
pub(crate) fn refusal<E>(error: BoxError) -> Error<E> {
    carry(Carried(error.into()))
}

/// The `reqwest::Error` that an error of the transport travels in where no other can: out of a
/// client's `exec` and into its `post`, where [`carried`] finds it.
///
/// A `reqwest::Error` can only be made by reqwest, which makes one of any error of a body.
pub(crate) async fn stow(error: BoxError) -> reqwest::Error {
    let error = match error.downcast::<reqwest::Error>() {
        Ok(error) => return *error,
        Err(error) => Carried(error.into()),
    };
    let body = futures::stream::once(std::future::ready(Err::<Bytes, _>(error)));
    let response = http::Response::new(reqwest::Body::wrap_stream(body));
    match reqwest::Response::from(response).bytes().await {
        Err(error) => error,
        Ok(_) => unreachable!("a body that is an error has no bytes"),
    }
}

/// The generated error for the error of a transport that was put into this one.
pub(crate) fn carried<E>(error: &reqwest::Error) -> Option<Error<E>> {
    std::iter::successors(error.source(), |&error| error.source())
        .find_map(|error| error.downcast_ref::<Carried>())
        .map(|error| carry(error.clone()))
}

fn carry<E>(error: Carried) -> Error<E> {
    let mut reader = Unreadable(Some(error));
    match serde_json::from_reader::<_, serde_json::Value>(&mut reader) {
        Err(error) => Error::InvalidResponsePayload(Bytes::new(), error),
        Ok(value) => Error::Custom(format!("read {value} where nothing is to be read")),
    }
}

/// Something to read from that only ever fails.
struct Unreadable(Option<Carried>);

impl io::Read for &mut Unreadable {
    fn read(&mut self, _buffer: &mut [u8]) -> io::Result<usize> {
        self.0
            .take()
            .map_or(Ok(0), |error| Err(io::Error::other(error)))
    }
}

/// `io::Error` passes on the source of what it wraps, not what it wraps; hence one layer more.
#[derive(Clone, Debug)]
struct Carried(Arc<dyn StdError + Send + Sync>);

impl fmt::Display for Carried {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl StdError for Carried {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    struct OutOfTurn(u8);

    impl fmt::Display for OutOfTurn {
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(formatter, "wait {} seconds", self.0)
        }
    }

    impl StdError for OutOfTurn {}

    #[test]
    fn the_error_of_a_transport_keeps_its_type_and_its_text() {
        let error: Error<()> = refusal(Box::new(OutOfTurn(7)));
        assert_eq!(transport_error::<_, OutOfTurn>(&error), Some(&OutOfTurn(7)));
        assert!(transport_error::<_, fmt::Error>(&error).is_none());
        assert!(error.to_string().ends_with("wait 7 seconds"), "{error}");
        assert!(!error.is_retryable());
    }

    #[tokio::test]
    async fn it_keeps_them_on_its_way_through_an_error_of_reqwest() {
        let stowed = stow(Box::new(OutOfTurn(7))).await;
        let error: Error<()> = carried(&stowed).unwrap();
        assert_eq!(transport_error::<_, OutOfTurn>(&error), Some(&OutOfTurn(7)));
        assert!(error.to_string().ends_with("wait 7 seconds"), "{error}");
        assert!(!error.is_retryable());
    }

    #[tokio::test]
    async fn an_error_of_reqwest_stays_one() {
        let error = reqwest::Client::new()
            .get("no address")
            .build()
            .unwrap_err();
        let stowed = stow(Box::new(error)).await;
        assert!(stowed.is_builder());
        assert!(carried::<()>(&stowed).is_none());
    }

    #[test]
    fn an_answer_that_is_not_json_is_no_error_of_the_transport() {
        let parsing = serde_json::from_str::<u8>("<html>").unwrap_err();
        let error: Error<()> = Error::InvalidResponsePayload(Bytes::new(), parsing);
        assert!(transport_error::<_, OutOfTurn>(&error).is_none());
    }
}
