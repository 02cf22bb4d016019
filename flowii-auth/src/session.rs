//! Signs the calls of a client, and repeats one whose token FLOWii no longer knows.

use std::fmt;
use std::sync::Arc;

use flowii_api::{BoxError, Operation, Transport};
use futures::FutureExt;
use futures::future::BoxFuture;
use http::header::AUTHORIZATION;
use http::{HeaderValue, StatusCode};
use reqwest::{Request, Response};

use crate::cache::TokenCache;
use crate::company::CompanyId;
use crate::error::Error;
use crate::grant::{API_KEY, PasswordGrant};

/// The one operation that needs no token, since it gives one.
const TOKEN_OPERATION: &str = "get_token";

/// One account at FLOWii, as the calls of a client see it.
pub(crate) struct Session {
    /// Marked sensitive.
    api_key: HeaderValue,
    tokens: TokenCache,
}

impl Session {
    pub(crate) fn new(api_key: HeaderValue, grant: PasswordGrant) -> Self {
        let grant = Arc::new(grant);
        let login = move || {
            let grant = Arc::clone(&grant);
            async move { grant.request_token().await }.boxed()
        };
        Self {
            api_key,
            tokens: TokenCache::new(Arc::new(login)),
        }
    }

    /// Sees to it that there is a token.
    pub(crate) async fn log_in(&self) -> Result<(), Error> {
        self.tokens.get().await.map(drop)
    }

    async fn sign(&self, request: &mut Request) -> Result<(), Error> {
        let token = self.tokens.get().await?;
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, token.authorization());
        Ok(())
    }

    /// Sends a signed request, and once more with a new token if it is answered 401.
    ///
    /// A second 401 is the answer, and so is the first if no new token is to be had or if the body
    /// is a stream, which is gone by then.
    async fn send(&self, http: &reqwest::Client, request: Request) -> reqwest::Result<Response> {
        let used = request.headers().get(AUTHORIZATION).cloned();
        let again = request.try_clone();
        let response = http.execute(request).await?;
        let (StatusCode::UNAUTHORIZED, Some(used), Some(mut again)) =
            (response.status(), used, again)
        else {
            return Ok(response);
        };
        self.tokens.forget(&used);
        match self.sign(&mut again).await {
            Ok(()) => http.execute(again).await,
            Err(_) => Ok(response),
        }
    }
}

/// A [`Session`] whose calls are about one company, unless they name another.
#[derive(Debug)]
pub(crate) struct CompanySession {
    pub(crate) session: Arc<Session>,
    pub(crate) company_id: Option<CompanyId>,
}

impl Transport for CompanySession {
    fn company_id(&self) -> Option<i64> {
        self.company_id.map(i64::from)
    }

    fn prepare<'a>(
        &'a self,
        request: &'a mut Request,
        operation: &'a Operation,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        self.session.prepare(request, operation)
    }

    fn execute<'a>(
        &'a self,
        http: &'a reqwest::Client,
        request: Request,
        operation: &'a Operation,
    ) -> BoxFuture<'a, reqwest::Result<Response>> {
        self.session.execute(http, request, operation)
    }
}

impl Transport for Session {
    fn prepare<'a>(
        &'a self,
        request: &'a mut Request,
        operation: &'a Operation,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        async move {
            request.headers_mut().insert(API_KEY, self.api_key.clone());
            if operation.id != TOKEN_OPERATION {
                self.sign(request).await?;
            }
            Ok(())
        }
        .boxed()
    }

    fn execute<'a>(
        &'a self,
        http: &'a reqwest::Client,
        request: Request,
        _operation: &'a Operation,
    ) -> BoxFuture<'a, reqwest::Result<Response>> {
        self.send(http, request).boxed()
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Session").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credentials::Credentials;

    #[test]
    fn a_session_prints_no_secret() {
        let api_key = HeaderValue::from_static("the-key");
        let grant = PasswordGrant::new(
            reqwest::Client::new(),
            &url::Url::parse("https://api.example.com").unwrap(),
            api_key.clone(),
            Credentials::new("ann@example.com".into(), "hunter2".into()),
        );
        let session = Session::new(api_key, grant);
        assert_eq!(format!("{session:?}"), "Session { .. }");
    }
}
