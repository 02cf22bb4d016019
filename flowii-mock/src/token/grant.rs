//! What a request for a token asks (RFC 6749, sections 4.3.2 and 6).

use secrecy::SecretString;
use url::form_urlencoded;

/// A request for a token.
#[derive(Debug)]
pub(crate) enum Grant {
    Password {
        user: String,
        password: SecretString,
    },
    Refresh {
        user: Option<String>,
        token: SecretString,
    },
}

/// Why a form is no request for a token.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum GrantProblem {
    /// `unsupported_grant_type`
    Unsupported,
    /// `invalid_request`, with the name of the field that is missing.
    Missing(&'static str),
}

impl Grant {
    pub(crate) fn read(form: &[u8]) -> Result<Self, GrantProblem> {
        let field = |name: &'static str| {
            let mut fields = form_urlencoded::parse(form);
            let value = fields
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.into_owned());
            value.filter(|value| !value.is_empty())
        };
        let needed = |name| field(name).ok_or(GrantProblem::Missing(name));
        match needed("grant_type")?.as_str() {
            "password" => Ok(Self::Password {
                user: needed("username")?,
                password: needed("password")?.into(),
            }),
            "refresh_token" => Ok(Self::Refresh {
                user: field("client_id"),
                token: needed("refresh_token")?.into(),
            }),
            _ => Err(GrantProblem::Unsupported),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_read_and_secrets_not_shown() {
        let form = b"grant_type=password&username=a%40example.com&password=very%20secret";
        let grant = Grant::read(form).unwrap();
        let shown = format!("{grant:?}");
        assert!(shown.contains("a@example.com"), "{shown}");
        assert!(!shown.contains("very"), "{shown}");
    }

    #[test]
    fn what_is_missing_is_named() {
        let problem = |form: &str| Grant::read(form.as_bytes()).unwrap_err();
        assert_eq!(problem(""), GrantProblem::Missing("grant_type"));
        assert_eq!(
            problem("grant_type=password&username=a"),
            GrantProblem::Missing("password")
        );
        assert_eq!(problem("grant_type=implicit"), GrantProblem::Unsupported);
    }
}
