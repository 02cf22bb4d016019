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
//!         let partners = client.for_company(company.id).api().get_partner_list().send().await?;
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
//! # Configuration
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
//! # Secrets
//!
//! API key, password and token show up in no `Debug`, no error and no log of this crate. They are
//! sent over HTTPS only, except to the machine itself, and never follow a redirect.

mod address;
mod builder;
mod cache;
mod client;
mod company;
mod credentials;
mod error;
mod grant;
pub mod guide;
mod session;
mod settings;
mod token;

pub use address::DEFAULT_API_URL;
pub use builder::{ClientBuilder, DEFAULT_CONNECT_TIMEOUT, DEFAULT_TIMEOUT};
pub use client::Client;
pub use company::{Company, CompanyId};
pub use error::{Error, ErrorKind};
pub use grant::LoginFailure;
pub use settings::{ConfigurationError, Setting};

/// The generated client and its types, in the version that this crate was built with.
pub use flowii_api;
