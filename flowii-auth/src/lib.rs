//! Logs in to FLOWii and hands out a client that signs every call.
//!
//! FLOWii wants two things with each request: an API key, which an account has for good, and a
//! token, which a login with user name and password gives for ten minutes. A [`Client`] takes the
//! credentials once and sees to the rest: it logs in when the first call needs it, with one login
//! for any number of calls that start together, gets a new token before the old one runs out, and
//! repeats a call once if FLOWii has dropped the token before its time.
//!
//! ```no_run
//! use flowii_auth::{Client, Error};
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Error> {
//!     let client = Client::from_env()?;
//!     for company in client.companies().await? {
//!         let partners = client.company(company.id).api().get_partner_list().send().await?;
//!         let count = partners.data.len();
//!         println!("{} ({}): {count} partners", company.name, company.id);
//!     }
//!     Ok(())
//! }
//! ```
//!
//! Every operation of the API is a method of [`Client::api`], the generated client of the crate
//! `flowii-api`. Its errors become an [`Error`] of this crate with `?`.
//!
//! The [`guide`] shows how to list, create, change, attach, export, and what to do with errors.
//!
//! # How do I log in?
//!
//! By calling something: the first call logs in, and each token is replaced in time, by the refresh
//! grant first and with the password when that is refused. [`Client::log_in`] does it without a
//! call, to find out early whether the credentials are right. [`Client::company`] and
//! [`Client::company_named`] give the same client for one company.
//!
//! | builder | environment | |
//! |---|---|---|
//! | [`api_key`](ClientBuilder::api_key) | `FLOWII_API_KEY` | needed |
//! | [`username`](ClientBuilder::username) | `FLOWII_USERNAME` | needed |
//! | [`password`](ClientBuilder::password) | `FLOWII_PASSWORD` | needed |
//! | [`api_url`](ClientBuilder::api_url) | `FLOWII_API_URL` | [`DEFAULT_API_URL`] if not given |
//! | [`company_id`](ClientBuilder::company_id) | `FLOWII_COMPANY_ID` | company of calls that name none |
//!
//! The environment is read only by [`Client::from_env`] and [`ClientBuilder::environment`]. What the
//! builder was told goes before the environment, and an empty variable counts as not set.
//!
//! A login that FLOWii refuses is not tried again for 15 minutes
//! ([`refusal_backoff`](ClientBuilder::refusal_backoff)), or until
//! [`Client::change_credentials`], so that no account is locked by a program that runs on.
//!
//! # Where do secrets live?
//!
//! User name, password and refresh token are kept in memory that is wiped when it is dropped; the API
//! key and the token as header values that are marked sensitive. None of them shows up in a `Debug`,
//! an error or a log of this crate, and they are taken out of error answers that quote them. They are
//! sent over HTTPS only, except to the machine itself, and never follow a redirect, as none is
//! followed.
//!
//! Nothing is written anywhere, unless a [`TokenStore`] is set: then it has the token and the refresh
//! token, and neither the password nor the API key.
//!
//! # What is retried?
//!
//! | what happened | GET, PUT, DELETE | POST, PATCH |
//! |---|---|---|
//! | no connection: certainly not sent | again | again |
//! | 401 | once more, with a new token | once more, with a new token |
//! | 429, "quota exceeded" | again, after the wait | again, after the wait |
//! | connection lost, no answer in time, 502, 503, 504 | again | **not** |
//! | any other answer | not | not |
//!
//! A body that is a stream is sent once. The wait is what `Retry-After` says, be it seconds or a
//! date, else it grows from attempt to attempt; after a 429 all calls of the session and its clones
//! wait. A call is sent 5 times at most and takes 3 minutes at most, waits and login included; a
//! wait that would be longer is not begun. A DELETE that is repeated may find that the first one did
//! it, and end with 404.
//!
//! | bound | default | |
//! |---|---|---|
//! | [`connect_timeout`](ClientBuilder::connect_timeout) | 10 s | |
//! | [`timeout`](ClientBuilder::timeout) | 30 s | of an attempt |
//! | [`transfer_timeout`](ClientBuilder::transfer_timeout) | 10 min | of an attempt with an export, a PDF or an attachment |
//! | [`total_timeout`](ClientBuilder::total_timeout) | 3 min | of a call |
//! | [`attempts`](ClientBuilder::attempts) | 5 | of a call, and of a login |
//! | [`max_json_bytes`](ClientBuilder::max_json_bytes) | 64 MiB | of an answer |
//! | [`requests_per_minute`](ClientBuilder::requests_per_minute) | none | of all calls together |
//!
//! # What do errors mean?
//!
//! Every error is an [`Error`], made by `?` from those of the generated client, with predicates:
//!
//! | | |
//! |---|---|
//! | [`is_auth`](Error::is_auth) | user name, password, API key or token are refused: somebody has to do something |
//! | [`is_rate_limited`](Error::is_rate_limited) | the quota is used up; [`retry_after`](Error::retry_after) says until when |
//! | [`is_timeout`](Error::is_timeout) | there was not enough time |
//! | [`is_retryable`](Error::is_retryable) | it may work later |
//! | [`may_have_been_sent`](Error::may_have_been_sent) | before a write is repeated: look whether it was done |
//! | [`status`](Error::status), [`api_errors`](Error::api_errors) | what FLOWii says |
//!
//! # Features
//!
//! - `rustls` (default): TLS by rustls.
//! - `native-tls`: TLS by the system's own library. With both, rustls is used.
//! - `file-store`: `FileStore`, a token that several processes share.
//! - `tracing`: a span `flowii_call` for each call (`operation_id`, `method`, `route`, `status`,
//!   `attempt`, `waited_ms`) and an event for each login and refresh (`grant`, and `life` or
//!   `reason`). Those are all fields there are.

#![forbid(unsafe_code)]
// docs.rs says which feature an item needs.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod address;
mod builder;
mod cache;
mod client;
mod company;
mod credentials;
mod error;
mod grant;
pub mod guide;
mod pace;
mod policy;
mod retry;
mod session;
mod settings;
mod store;
mod token;
mod trace;
mod turnstile;

pub use address::DEFAULT_API_URL;
pub use builder::ClientBuilder;
pub use client::Client;
/// [`Client`] under a name that tells it from the clients of other crates.
///
/// ```no_run
/// use flowii_auth::Flowii;
///
/// let flowii = Flowii::from_env()?;
/// # Ok::<(), flowii_auth::Error>(())
/// ```
pub type Flowii = Client;

pub use company::{Company, CompanyChoice, CompanyId, Permission};
pub use error::{Error, ErrorKind};
pub use grant::LoginFailure;
pub use policy::{
    DEFAULT_ATTEMPTS, DEFAULT_CONNECT_TIMEOUT, DEFAULT_MAX_JSON_BYTES, DEFAULT_REFUSAL_BACKOFF,
    DEFAULT_TIMEOUT, DEFAULT_TOTAL_TIMEOUT, DEFAULT_TRANSFER_TIMEOUT,
};
pub use settings::{ConfigurationError, Setting};
#[cfg(feature = "file-store")]
pub use store::FileStore;
pub use store::{Lease, MemoryStore, StoredToken, TokenStore};

/// The generated client and its types, in the version that this crate was built with.
pub use flowii_api;
/// The error type of a [`TokenStore`].
pub use flowii_api::BoxError;
