//! A token endpoint that knows which of its tokens are good.

use std::sync::{Arc, Mutex};

use serde_json::json;

use super::server::{Reply, Seen};

/// Gives `s3cret-access-1`, `s3cret-access-2`, …, each with a refresh token that is good once.
#[derive(Clone, Default)]
pub(crate) struct Account(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    logins: usize,
    refreshes: usize,
    given: usize,
    /// The number of the token that is good.
    good: Option<usize>,
    refuses_refreshes: bool,
}

impl Account {
    pub(crate) fn logins(&self) -> usize {
        self.0.lock().unwrap().logins
    }

    pub(crate) fn refreshes(&self) -> usize {
        self.0.lock().unwrap().refreshes
    }

    /// Lets the good token die before its time.
    pub(crate) fn kill_token(&self) {
        self.0.lock().unwrap().good = None;
    }

    pub(crate) fn refuse_refreshes(&self) {
        self.0.lock().unwrap().refuses_refreshes = true;
    }

    /// Answers a request for a token, and 401 to a call without a good one.
    pub(crate) fn check(&self, seen: &Seen) -> Option<Reply> {
        if seen.path == "/token" {
            return Some(self.give_token(seen));
        }
        let good = self.0.lock().unwrap().good;
        let expected = good.map(|number| format!("Bearer s3cret-access-{number}"));
        if good.is_some() && seen.authorization == expected && seen.has_api_key {
            None
        } else {
            Some(Reply::status(401, &""))
        }
    }

    fn give_token(&self, seen: &Seen) -> Reply {
        let mut state = self.0.lock().unwrap();
        if seen.body.contains("grant_type=refresh_token") {
            state.refreshes += 1;
            let good = format!("refresh_token=s3cret-refresh-{}", state.given);
            let is_good = seen.body.ends_with(&good) && seen.body.contains("client_id=s3cret%40");
            if state.refuses_refreshes || !is_good {
                return Reply::status(400, &json!({"error": "invalid_grant"}));
            }
        } else {
            state.logins += 1;
        }
        state.given += 1;
        let number = state.given;
        state.good = Some(number);
        Reply::json(&json!({
            "access_token": format!("s3cret-access-{number}"),
            "token_type": "bearer",
            "expires_in": 599,
            "refresh_token": format!("s3cret-refresh-{number}"),
            "userName": "s3cret@example.com",
        }))
    }
}

/// An empty list of companies.
pub(crate) fn no_companies() -> Reply {
    Reply::json(&json!({"data": []}))
}
