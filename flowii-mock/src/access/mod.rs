//! Who may call: the key, the token, and the companies of a user.

use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use axum::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use secrecy::{ExposeSecret, SecretString};

use crate::answer::Failure;
use crate::seed::Company;
use crate::settings::{Settings, User};
use crate::token::{Grant, Issued, Lifetimes, Refusal, Tokens};

/// What a program needs to log in. Its `Debug` shows no secret.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Access {
    /// The key that goes into the header `Api-Key`.
    pub api_key: SecretString,
    /// The name of the user.
    pub username: String,
    /// The password of the user.
    pub password: SecretString,
    /// A company that the user may work for; 0 if there is none.
    pub company_id: i64,
}

/// The users, their companies and their tokens.
#[derive(Debug)]
pub(crate) struct Doorkeeper {
    api_key: SecretString,
    users: Vec<User>,
    companies: Vec<Company>,
    lifetimes: Lifetimes,
    tokens: Mutex<Tokens>,
}

impl Doorkeeper {
    pub(crate) fn new(settings: &Settings, companies: Vec<Company>) -> Self {
        Self {
            api_key: settings.api_key.clone(),
            users: settings.users.clone(),
            companies,
            lifetimes: Lifetimes {
                access: settings.token_ttl,
                refresh: settings.refresh_ttl,
            },
            tokens: Mutex::default(),
        }
    }

    /// Checks the `Api-Key`.
    pub(crate) fn check_key(&self, headers: &HeaderMap) -> Result<(), Failure> {
        match headers.get("api-key") {
            Some(key) if key.as_bytes() == self.api_key.expose_secret().as_bytes() => Ok(()),
            Some(_) => Err(Failure::new(StatusCode::UNAUTHORIZED, "API key refused")
                .detail("The Api-Key header has a key that is not known here.")),
            None => Err(Failure::new(StatusCode::UNAUTHORIZED, "API key missing")
                .detail("Send the key of the account in the header Api-Key.")),
        }
    }

    /// The user whose token came along.
    pub(crate) fn user(&self, headers: &HeaderMap, now: SystemTime) -> Result<&User, Failure> {
        let Some(header) = headers.get(AUTHORIZATION) else {
            return Err(unauthorized(
                "Token missing",
                "Get a token from POST /token and send it as Authorization: Bearer TOKEN.",
                "Bearer",
            ));
        };
        let refused =
            |detail: &str| unauthorized("Token refused", detail, "Bearer error=\"invalid_token\"");
        let header = header.to_str().unwrap_or_default();
        let token = header
            .split_once(' ')
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        let Some((_, token)) = token else {
            return Err(refused(
                "The Authorization header is not of the form Bearer TOKEN.",
            ));
        };
        let tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        let name = tokens
            .user(token.trim(), now)
            .map_err(|refusal| match refusal {
                Refusal::Unknown => refused("The token was not issued by this server."),
                Refusal::Expired => refused("The token has expired; renew it or log in again."),
            })?;
        let mut users = self.users.iter();
        users
            .find(|user| user.name == name)
            .ok_or_else(|| refused("The user is not known."))
    }

    /// The companies that a user may work for.
    pub(crate) fn companies(&self, user: &User) -> impl Iterator<Item = &Company> {
        let allowed = user.companies.as_deref();
        let companies = self.companies.iter();
        companies.filter(move |company| allowed.is_none_or(|ids| ids.contains(&company.id)))
    }

    /// Carries a grant out.
    pub(crate) fn grant(
        &self,
        grant: &Grant,
        now: SystemTime,
        chance: &mut fastrand::Rng,
    ) -> Result<Issued, Refusal> {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        let user = match grant {
            Grant::Password { user, password } => {
                let known = self.users.iter().find(|known| known.name == *user);
                let is_right = known.is_some_and(|known| {
                    known.password.expose_secret() == password.expose_secret()
                });
                if !is_right {
                    return Err(Refusal::Unknown);
                }
                user.clone()
            }
            Grant::Refresh { user, token } => tokens.redeem(token, user.as_deref(), now)?,
        };
        Ok(tokens.issue(&user, now, self.lifetimes, chance))
    }

    /// The first user's, for that user's first company.
    pub(crate) fn first_access(&self) -> Access {
        let user = self.users.first();
        let company = user.and_then(|user| self.companies(user).next());
        Access {
            api_key: self.api_key.clone(),
            username: user.map(|user| user.name.clone()).unwrap_or_default(),
            password: user.map(|user| user.password.clone()).unwrap_or_default(),
            company_id: company.map_or(0, |company| company.id),
        }
    }
}

fn unauthorized(title: &'static str, detail: &str, challenge: &'static str) -> Failure {
    Failure::new(StatusCode::UNAUTHORIZED, title)
        .detail(detail)
        .header(WWW_AUTHENTICATE, HeaderValue::from_static(challenge))
}
