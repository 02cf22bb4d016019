//! Reading from a server: the one place from which anything is sent.

use std::fmt;

use flowii_api::{BoxError, ClientInfo, Operation};
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use url::Url;

use crate::judge::Observation;
use crate::specification::ReadOperation;

/// The longest answer that is looked at, in bytes.
const LONGEST_ANSWER: usize = 32 * 1024 * 1024;

/// The longest beginning of a file that is read, in bytes; files are not looked into.
const LONGEST_FILE: usize = 64 * 1024;

/// Why a call brought no answer; in words that tell no host, no identifier and no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallFailure {
    kind: FailureKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FailureKind {
    /// Nobody is let in.
    Access,
    RateLimited,
    Timeout,
    Connection,
    TooLarge,
    /// The address of the API and the path do not make an address.
    Address,
    Other,
}

impl CallFailure {
    /// Whether no other call would do better.
    pub fn is_final(&self) -> bool {
        self.kind == FailureKind::Access
    }
}

impl fmt::Display for CallFailure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.kind {
            FailureKind::Access => "the server refuses the user name, the password or the API key",
            FailureKind::RateLimited => "the quota is used up",
            FailureKind::Timeout => "no answer in time",
            FailureKind::Connection => "the connection failed",
            FailureKind::TooLarge => "the answer is longer than what is looked at",
            FailureKind::Address => "the path cannot be called",
            FailureKind::Other => "the call failed",
        })
    }
}

impl std::error::Error for CallFailure {}

/// Something that can be read from.
pub trait Wire {
    /// Brings the answer to a GET, whatever its status.
    fn get(
        &self,
        path: &str,
        query: &[(String, String)],
        operation: &ReadOperation,
    ) -> impl Future<Output = Result<Observation, CallFailure>>;
}

/// A server that a client is logged in to; its pace, its repetitions and its token are those of the
/// client.
#[derive(Clone, Debug)]
pub struct Server {
    client: flowii_auth::Client,
}

impl Server {
    /// Reads through this client.
    pub fn new(client: flowii_auth::Client) -> Self {
        Self { client }
    }

    fn url(&self, path: &str, query: &[(String, String)]) -> Option<Url> {
        let base = self.client.api().baseurl().trim_end_matches('/');
        let mut url = Url::parse(&format!("{base}{path}")).ok()?;
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        Some(url)
    }
}

/// What the client has to know of a call: that its answer is brought as it is. `is_file` gives it the
/// time of a transfer.
fn raw(is_file: bool) -> Operation {
    Operation {
        id: "verify",
        method: "GET",
        path: "",
        accept: is_file.then_some("application/octet-stream"),
        content_type: None,
        json_response: false,
        company_id: false,
    }
}

impl Wire for Server {
    async fn get(
        &self,
        path: &str,
        query: &[(String, String)],
        operation: &ReadOperation,
    ) -> Result<Observation, CallFailure> {
        let failure = |kind| CallFailure { kind };
        let url = self
            .url(path, query)
            .ok_or_else(|| failure(FailureKind::Address))?;
        let api = self.client.api();
        let request = api.client().get(url).header(ACCEPT, operation.accept());
        let request = request.build().map_err(|_| failure(FailureKind::Address))?;
        let is_file = operation.is_transfer();
        let operation = raw(is_file);
        let response = api.inner().execute(api.client(), request, &operation).await;
        let mut response = response.map_err(|error| failure(kind_of(&error)))?;
        let media_type = response.headers().get(CONTENT_TYPE);
        let media_type = media_type
            .and_then(|name| name.to_str().ok())
            .map(str::to_owned);
        let status = response.status().as_u16();
        let mut body = Vec::new();
        while let Some(chunk) = response
            .chunk()
            .await
            .map_err(|_| failure(FailureKind::Connection))?
        {
            body.extend_from_slice(&chunk);
            if is_file && body.len() > LONGEST_FILE {
                break;
            }
            if body.len() > LONGEST_ANSWER {
                return Err(failure(FailureKind::TooLarge));
            }
        }
        Ok(Observation {
            status,
            media_type,
            body,
        })
    }
}

fn kind_of(error: &BoxError) -> FailureKind {
    match error.downcast_ref::<flowii_auth::Error>() {
        Some(error) if error.is_auth() => FailureKind::Access,
        Some(error) if error.is_rate_limited() => FailureKind::RateLimited,
        Some(error) if error.is_timeout() => FailureKind::Timeout,
        Some(error) if matches!(error.kind(), flowii_auth::ErrorKind::Connection) => {
            FailureKind::Connection
        }
        Some(error) if matches!(error.kind(), flowii_auth::ErrorKind::Login(_)) => {
            FailureKind::Access
        }
        _ => FailureKind::Other,
    }
}
