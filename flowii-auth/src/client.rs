//! The client that programs hold.

use std::sync::Arc;

use flowii_api::{ClientInfo, TransportHandle};
use secrecy::SecretString;

use crate::address::base_of;
use crate::builder::ClientBuilder;
use crate::cache::{Effort, TokenCache};
use crate::company::{Company, CompanyId, Permission, read_companies, read_permissions};
use crate::credentials::Credentials;
use crate::error::{Error, ErrorKind};
use crate::grant::TokenEndpoint;
use crate::policy::Policy;
use crate::retry::Outcome;
use crate::session::{CompanySession, Session};
use crate::settings::Configuration;
use crate::store::TokenStore;
use crate::turnstile::Turnstile;

/// A client for one FLOWii account.
///
/// It is cheap to clone, and its clones share one token, one quota and one pace. Building it sends
/// nothing and needs no runtime: the first call logs in.
///
/// A login that FLOWii refused is not tried again, as that may lock the account: every later call
/// ends with the same error, until [`change_credentials`](Self::change_credentials) or the
/// [back-off](ClientBuilder::refusal_backoff) ends.
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

    pub(crate) fn new(
        configuration: Configuration,
        http: reqwest::Client,
        policy: Policy,
        turnstile: Turnstile,
        store: Option<Arc<dyn TokenStore>>,
    ) -> Self {
        let turnstile = Arc::new(turnstile);
        let endpoint = TokenEndpoint::new(
            http.clone(),
            &configuration.api_url,
            configuration.api_key.clone(),
            policy.timeout,
            Arc::clone(&turnstile),
        );
        let base = base_of(&configuration.api_url);
        let effort = Effort {
            most_attempts: policy.attempts,
            total: policy.total_timeout,
            refusal_backoff: policy.refusal_backoff,
        };
        let tokens = TokenCache::new(
            Box::new(endpoint),
            store,
            base.to_owned(),
            configuration.credentials,
            effort,
        );
        let session = Arc::new(Session::new(
            configuration.api_key,
            tokens,
            turnstile,
            policy,
        ));
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

    /// The generated client, with every operation of the API; its calls are signed.
    pub fn api(&self) -> &flowii_api::Client {
        &self.api
    }

    /// The company of calls that name none, if there is one.
    pub fn company_id(&self) -> Option<CompanyId> {
        self.company_id
    }

    /// The same client for a company: each of its calls is about this company, unless it says
    /// another.
    ///
    /// Both share one login. Nothing is asked for; whether the user may work for the company is seen
    /// at the first call.
    ///
    /// ```no_run
    /// # async fn run(client: flowii_auth::Client) -> Result<(), flowii_auth::Error> {
    /// for company in client.companies().await? {
    ///     let client = client.company(company.id);
    ///     let partners = client.api().get_partner_list().send().await?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn company(&self, company_id: impl Into<CompanyId>) -> Self {
        Self::with_company(
            self.api.baseurl(),
            self.api.client().clone(),
            Arc::clone(&self.session),
            Some(company_id.into()),
        )
    }

    /// The same client, working for the company of this name, which FLOWii is asked for.
    ///
    /// Blanks around a name do not matter; capitals do.
    ///
    /// # Errors
    ///
    /// As [`companies`](Self::companies), or if there is not exactly one company of this name
    /// ([`ErrorKind::Company`], with all companies there are).
    pub async fn company_named(&self, name: &str) -> Result<Self, Error> {
        let company = Company::named(name, self.companies().await?)?;
        Ok(self.company(company.id))
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

    /// Logs in as this user, or with this password, from now on; all clones do.
    ///
    /// What was known of the account, be it a token or a refusal, is forgotten. Calls under way end
    /// as they would have.
    pub fn change_credentials(
        &self,
        username: impl Into<SecretString>,
        password: impl Into<SecretString>,
    ) {
        let credentials = Credentials::new(username.into(), password.into());
        self.session.change_credentials(credentials);
    }

    /// The companies that the user may work for (`GET /companies`).
    ///
    /// # Errors
    ///
    /// If the login or the call fails, or if FLOWii names a company by anything but a number.
    pub async fn companies(&self) -> Result<Vec<Company>, Error> {
        let answer = self.api.get_company_access_list().send().await?;
        read_companies(answer.into_inner()).map_err(|error| {
            Error::after(Outcome::Unusable, ErrorKind::UnreadableAnswer).caused_by(error)
        })
    }

    /// What the user may do in the company that this client works for (`GET /permissions`).
    ///
    /// # Errors
    ///
    /// If no company was chosen ([`ErrorKind::CompanyNotSet`]), or the login or the call fails.
    pub async fn permissions(&self) -> Result<Vec<Permission>, Error> {
        let company_id = self
            .company_id
            .ok_or_else(|| Error::new(ErrorKind::CompanyNotSet))?;
        let call = self.api.get_user_permissions().company_id(company_id);
        Ok(read_permissions(call.send().await?.into_inner()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clients_and_errors_go_from_thread_to_thread() {
        fn shared<T: Clone + Send + Sync + 'static>() {}
        shared::<Client>();
        shared::<Error>();
    }

    #[test]
    fn a_client_for_a_company_is_the_same_session() {
        let client = Client::builder()
            .api_key("key")
            .username("ann")
            .password("hunter2")
            .build()
            .unwrap();
        let company = client.company(17);
        assert_eq!(company.company_id(), Some(CompanyId::from(17)));
        assert_eq!(client.company_id(), None);
        assert!(Arc::ptr_eq(&client.session, &company.session));
    }
}
