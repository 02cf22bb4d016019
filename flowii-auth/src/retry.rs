//! What is repeated, and when: a decision without clock, network or chance.

use std::time::Duration;

use http::{Method, StatusCode};

pub(crate) mod after;

/// How ended what was sent, or was to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing of it can have reached FLOWii.
    NotSent {
        /// How long FLOWii wants to be left alone, if that is why.
        retry_after: Option<Duration>,
    },
    /// It may have been sent, in part or whole, and no whole answer came back.
    Lost,
    /// The answer is no success.
    Answered {
        status: StatusCode,
        /// Whether it says that the quota is used up.
        quota: bool,
        retry_after: Option<Duration>,
    },
    /// The answer is a success that cannot be used: it would be the same the next time.
    Unusable,
}

/// What of a call bears on whether it may be repeated.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Call {
    /// Whether carrying it out twice is as good as once.
    pub(crate) idempotent: bool,
    /// Whether its body is still there.
    pub(crate) replayable: bool,
}

impl Call {
    /// A call with this method: RFC 9110, section 9.2.2.
    pub(crate) fn new(method: &Method, replayable: bool) -> Self {
        Self {
            idempotent: method.is_idempotent(),
            replayable,
        }
    }

    /// A request for a token, of which one more does no harm.
    pub(crate) const fn login() -> Self {
        Self {
            idempotent: true,
            replayable: true,
        }
    }
}

/// How far a call has come.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Progress {
    /// How many attempts were made, the last one included; at least 1.
    pub(crate) attempts: u32,
    /// How many there may be.
    pub(crate) most_attempts: u32,
    /// Whether a 401 has led to a new token before.
    pub(crate) renewed: bool,
    /// How much of the total time is left.
    pub(crate) left: Duration,
}

/// What to do after an attempt that was no success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// End the call with it.
    Settle,
    /// Get a new token, then send it again at once.
    Renew,
    /// Send it again after a while.
    Repeat { after: Duration },
}

/// Decides on a call after the attempt that ended in `outcome`.
///
/// `roll`, from 0 to 1, is the part that chance has in the wait.
pub(crate) fn decide(call: Call, outcome: &Outcome, progress: Progress, roll: f64) -> Decision {
    if !call.replayable {
        return Decision::Settle;
    }
    if let Outcome::Answered { status, quota, .. } = *outcome
        && status == StatusCode::UNAUTHORIZED
        && !quota
    {
        // The token was refused, so nothing was carried out.
        return if progress.renewed {
            Decision::Settle
        } else {
            Decision::Renew
        };
    }
    let Some(after) = wait(call, outcome, progress.attempts, roll) else {
        return Decision::Settle;
    };
    // A wait that ends with the call's time helps nobody.
    if progress.attempts < progress.most_attempts && after < progress.left {
        Decision::Repeat { after }
    } else {
        Decision::Settle
    }
}

/// How long to wait before the same call can be sent again, or `None` if it must not be.
fn wait(call: Call, outcome: &Outcome, attempts: u32, roll: f64) -> Option<Duration> {
    if let Some(pause) = quota_pause(outcome, attempts, roll) {
        return Some(pause);
    }
    match outcome {
        // Certainly not carried out.
        Outcome::NotSent { .. } => Some(backoff(FAULT_BACKOFF, attempts, roll)),
        Outcome::Lost if call.idempotent => Some(backoff(FAULT_BACKOFF, attempts, roll)),
        Outcome::Answered {
            status,
            retry_after,
            ..
        } if call.idempotent && is_passing(*status) => {
            let backoff = backoff(FAULT_BACKOFF, attempts, roll);
            Some(retry_after.map_or(backoff, |told| told.max(backoff)))
        }
        _ => None,
    }
}

/// How long all calls of the session have to wait, if the answer says that the quota is used up.
///
/// As long as told, and a little more, so that those who wait do not all come back at once; if
/// nothing is told, longer each time.
pub(crate) fn quota_pause(outcome: &Outcome, attempts: u32, roll: f64) -> Option<Duration> {
    let Outcome::Answered {
        quota: true,
        retry_after,
        ..
    } = outcome
    else {
        return None;
    };
    Some(match retry_after {
        Some(told) => {
            let told = (*told).min(LONGEST_PAUSE);
            told + (told / 10)
                .clamp(SHORTEST_SPREAD, LONGEST_SPREAD)
                .mul_f64(roll)
        }
        None => backoff(QUOTA_BACKOFF, attempts, roll),
    })
}

/// Twice as long each time, plus up to a quarter by chance.
fn backoff(first: Duration, attempts: u32, roll: f64) -> Duration {
    let doublings = attempts.saturating_sub(1).min(16);
    let wait = (first * 2_u32.pow(doublings)).min(LONGEST_BACKOFF);
    wait + (wait / 4).mul_f64(roll)
}

/// Statuses of servers that are overloaded or being restarted.
fn is_passing(status: StatusCode) -> bool {
    matches!(status.as_u16(), 502..=504)
}

/// The first wait after a lost connection or a 503: half, one, two, four seconds.
const FAULT_BACKOFF: Duration = Duration::from_millis(500);

/// The first wait after an answer that the quota is used up, if it does not say for how long. The
/// four waits of a call come to a minute, which is what FLOWii's quota seems to be counted by.
const QUOTA_BACKOFF: Duration = Duration::from_secs(4);

/// No wait by rule is longer.
const LONGEST_BACKOFF: Duration = Duration::from_secs(60);

/// No wait that FLOWii asks for is taken to be longer: a mistake in one header must not stop a
/// program for good.
const LONGEST_PAUSE: Duration = Duration::from_secs(60 * 60);

/// Bounds of what chance adds to a wait that FLOWii asks for.
const SHORTEST_SPREAD: Duration = Duration::from_millis(100);
const LONGEST_SPREAD: Duration = Duration::from_secs(1);

#[cfg(test)]
mod tests;
