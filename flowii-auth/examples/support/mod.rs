//! The FLOWii that an example calls: the one that the environment names or, with `--mock`, one of its
//! own that is started on this machine and ends with the example.

use flowii_auth::{Client, ClientBuilder};
use flowii_mock::{Mock, StartError};

pub(crate) struct Flowii(Option<Mock>);

impl Flowii {
    /// Looks for `--mock` among the arguments.
    pub(crate) async fn of_arguments() -> Result<Self, StartError> {
        if std::env::args().any(|argument| argument == "--mock") {
            return Ok(Self(Some(Mock::builder().start().await?)));
        }
        Ok(Self(None))
    }

    /// A client that is to be built, with address, key, user, password and company.
    pub(crate) fn client(&self) -> ClientBuilder {
        let Some(mock) = &self.0 else {
            return Client::builder().environment();
        };
        let access = mock.access();
        Client::builder()
            .api_url(mock.base_url())
            .api_key(access.api_key)
            .username(access.username)
            .password(access.password)
            .company_id(access.company_id)
    }
}

/// The first argument that is no option.
#[allow(dead_code, reason = "not every example takes one")]
pub(crate) fn argument() -> Option<String> {
    let mut arguments = std::env::args().skip(1);
    arguments.find(|argument| !argument.starts_with("--"))
}
