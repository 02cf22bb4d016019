//! What a login needs to know.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

/// The user and the password of a FLOWii account.
///
/// The user name is an e-mail address: not secret, but personal, so it is not printed either.
#[derive(Clone)]
pub(crate) struct Credentials {
    username: SecretString,
    password: SecretString,
}

impl Credentials {
    pub(crate) fn new(username: SecretString, password: SecretString) -> Self {
        Self { username, password }
    }

    pub(crate) fn username(&self) -> &str {
        self.username.expose_secret()
    }

    pub(crate) fn password(&self) -> &str {
        self.password.expose_secret()
    }

    /// The fields of the password grant: RFC 6749, section 4.3.2.
    pub(crate) fn password_form(&self) -> [(&'static str, &str); 3] {
        [
            ("grant_type", "password"),
            ("username", self.username()),
            ("password", self.password()),
        ]
    }

    /// The fields of the refresh grant, with which FLOWii wants the user's name as the client's.
    pub(crate) fn refresh_form<'a>(
        &'a self,
        refresh_token: &'a str,
    ) -> [(&'static str, &'a str); 3] {
        [
            ("grant_type", "refresh_token"),
            ("client_id", self.username()),
            ("refresh_token", refresh_token),
        ]
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Credentials")
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_print_nothing_of_themselves() {
        let credentials = Credentials::new("ann@example.com".into(), "hunter2".into());
        assert_eq!(format!("{credentials:?}"), "Credentials { .. }");
    }
}
