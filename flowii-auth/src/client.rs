//! The client that programs hold.

use std::sync::Arc;

use flowii_api::{ClientInfo, TransportHandle};

use crate::address::base_of;
use crate::builder::ClientBuilder;
use crate::company::{Company, CompanyId, read_companies};
use crate::error::{Error, ErrorKind};
use crate::grant::PasswordGrant;
use crate::session::{CompanySession, Session};
use crate::settings::Configuration;

/// A client for one FLOWii account.
///
/// It is cheap to clone, and its clones share one token. Building it sends nothing and needs no
/// runtime: the first call logs in.
///
/// A login that FLOWii refused is not tried again, as that may lock the account: every later call
/// ends with the same error. After the password was changed, build a new client.
#[derive(Clone, Debug)]
pub struct Client {
    api: flowii_api::Client,
    session: Arc<Session>,
    company_id: Option<CompanyId>,
}

impl Client {
    /// Starts to set up a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// A client with all its settings from the environment; the [crate documentation](crate) lists
    /// them.
    ///
    /// # Errors
    ///
    /// If variables are missing, all of which the error names, or if a value cannot be used.
    pub fn from_env() -> Result<Self, Error> {
        Self::builder().environment().build()
    }

    pub(crate) fn new(configuration: Configuration, http: reqwest::Client) -> Self {
        let grant = PasswordGrant::new(
            http.clone(),
            &configuration.api_url,
            configuration.api_key.clone(),
            configuration.credentials,
        );
        let session = Arc::new(Session::new(configuration.api_key, grant));
        let base = base_of(&configuration.api_url);
        Self::with_company(base, http, session, configuration.company_id)
    }

    fn with_company(
        base: &str,
        http: reqwest::Client,
        session: Arc<Session>,
        company_id: Option<CompanyId>,
    ) -> Self {
        let transport = TransportHandle::new(CompanySession {
            session: Arc::clone(&session),
            company_id,
        });
        Self {
            api: flowii_api::Client::new_with_client(base, http, transport),
            session,
            company_id,
        }
    }

    /// The same client for a company: each of its calls is about this company, unless it says
    /// another.
    ///
    /// Both share one login.
    ///
    /// ```no_run
    /// # async fn run(client: flowii_auth::Client) -> Result<(), flowii_auth::Error> {
    /// for company in client.companies().await? {
    ///     let client = client.for_company(company.id);
    ///     let partners = client.api().get_partner_list().send().await?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn for_company(&self, company_id: impl Into<CompanyId>) -> Self {
        Self::with_company(
            self.api.baseurl(),
            self.api.client().clone(),
            Arc::clone(&self.session),
            Some(company_id.into()),
        )
    }

    /// The generated client, with every operation of the API; its calls are signed.
    pub fn api(&self) -> &flowii_api::Client {
        &self.api
    }

    /// The company of calls that name none, if there is one.
    pub fn company_id(&self) -> Option<CompanyId> {
        self.company_id
    }

    /// Logs in, unless there is a token already: to find out early whether the credentials are
    /// right.
    ///
    /// # Errors
    ///
    /// If no token is to be had.
    pub async fn log_in(&self) -> Result<(), Error> {
        self.session.log_in().await
    }

    /// The companies that the user may work for (`GET /companies`).
    ///
    /// # Errors
    ///
    /// If the login or the call fails, or if FLOWii names a company by anything but a number.
    pub async fn companies(&self) -> Result<Vec<Company>, Error> {
        let answer = self.api.get_company_access_list().send().await?;
        read_companies(answer.into_inner())
            .map_err(|error| Error::caused_by(ErrorKind::UnreadableAnswer, error))
    }
}
