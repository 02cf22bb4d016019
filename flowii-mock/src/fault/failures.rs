//! Calls that fail by chance.

use std::fmt;
use std::str::FromStr;

use axum::http::StatusCode;

/// A status that a share of the calls is answered with, for no reason of theirs: `503:0.05`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Failures {
    status: StatusCode,
    share: f64,
}

/// A text that is no [`Failures`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected a status from 400 to 599 and a share from 0 to 1, such as 503:0.05")]
pub struct ParseFailuresError;

impl Failures {
    /// Answers with this status (400 to 599) to this share (0 to 1) of the calls.
    ///
    /// # Errors
    ///
    /// If one of them is out of its bounds.
    pub fn new(status: u16, share: f64) -> Result<Self, ParseFailuresError> {
        let known = StatusCode::from_u16(status).map_err(|_| ParseFailuresError)?;
        let is_error = known.is_client_error() || known.is_server_error();
        if !is_error || !(0.0..=1.0).contains(&share) {
            return Err(ParseFailuresError);
        }
        Ok(Self {
            status: known,
            share,
        })
    }

    /// The status to answer with, if chance has it.
    pub(crate) fn draw(&self, chance: &mut fastrand::Rng) -> Option<StatusCode> {
        (chance.f64() < self.share).then_some(self.status)
    }
}

impl FromStr for Failures {
    type Err = ParseFailuresError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (status, share) = text.split_once(':').ok_or(ParseFailuresError)?;
        let status = status.trim().parse().map_err(|_| ParseFailuresError)?;
        Self::new(
            status,
            share.trim().parse().map_err(|_| ParseFailuresError)?,
        )
    }
}

impl fmt::Display for Failures {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.status.as_u16(), self.share)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_read_and_drawn() {
        let failures: Failures = "503:0.25".parse().unwrap();
        let mut chance = fastrand::Rng::with_seed(1);
        let drawn = (0..10_000)
            .filter(|_| failures.draw(&mut chance).is_some())
            .count();
        assert!((2_200..2_800).contains(&drawn), "{drawn}");
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for text in [
            "", "503", "200:0.5", "503:2", "503:-1", "503:NaN", "x:0.1", "99:0.1",
        ] {
            assert_eq!(text.parse::<Failures>(), Err(ParseFailuresError), "{text}");
        }
    }
}
