//! The decision, rule by rule.

use super::*;

const MS: fn(u64) -> Duration = Duration::from_millis;
const ROOMY: Duration = Duration::from_secs(180);

fn answered(status: u16) -> Outcome {
    Outcome::Answered {
        status: StatusCode::from_u16(status).unwrap(),
        quota: status == 429,
        retry_after: None,
    }
}

fn told(status: u16, seconds: u64) -> Outcome {
    Outcome::Answered {
        status: StatusCode::from_u16(status).unwrap(),
        quota: status == 429,
        retry_after: Some(Duration::from_secs(seconds)),
    }
}

const NOT_SENT: Outcome = Outcome::NotSent { retry_after: None };

fn first() -> Progress {
    Progress {
        attempts: 1,
        most_attempts: 5,
        renewed: false,
        left: ROOMY,
    }
}

fn after(milliseconds: u64) -> Decision {
    Decision::Repeat {
        after: MS(milliseconds),
    }
}

/// Each row: what happened, and what becomes of a call that is idempotent (GET, PUT, DELETE), of one
/// that is not (POST, PATCH), and of one whose body is gone.
#[test]
fn the_table() {
    use Decision::{Renew, Settle};
    for (outcome, idempotent, other, gone) in [
        (NOT_SENT, after(500), after(500), Settle),
        (Outcome::Lost, after(500), Settle, Settle),
        (Outcome::Unusable, Settle, Settle, Settle),
        (answered(400), Settle, Settle, Settle),
        (answered(401), Renew, Renew, Settle),
        (answered(403), Settle, Settle, Settle),
        (answered(404), Settle, Settle, Settle),
        (answered(408), Settle, Settle, Settle),
        (answered(409), Settle, Settle, Settle),
        (answered(422), Settle, Settle, Settle),
        (answered(429), after(4_000), after(4_000), Settle),
        (told(429, 7), after(7_000), after(7_000), Settle),
        (answered(500), Settle, Settle, Settle),
        (answered(501), Settle, Settle, Settle),
        (answered(502), after(500), Settle, Settle),
        (answered(503), after(500), Settle, Settle),
        (told(503, 7), after(7_000), Settle, Settle),
        (answered(504), after(500), Settle, Settle),
        (answered(307), Settle, Settle, Settle),
    ] {
        for (method, replayable, expected) in [
            (Method::GET, true, idempotent),
            (Method::HEAD, true, idempotent),
            (Method::PUT, true, idempotent),
            (Method::DELETE, true, idempotent),
            (Method::POST, true, other),
            (Method::PATCH, true, other),
            (Method::GET, false, gone),
            (Method::POST, false, gone),
        ] {
            let decision = decide(Call::new(&method, replayable), &outcome, first(), 0.0);
            assert_eq!(decision, expected, "{method} {outcome:?} {replayable}");
        }
    }
}

#[test]
fn a_quota_told_under_another_status_is_a_quota() {
    let outcome = Outcome::Answered {
        status: StatusCode::FORBIDDEN,
        quota: true,
        retry_after: None,
    };
    let call = Call::new(&Method::POST, true);
    assert_eq!(decide(call, &outcome, first(), 0.0), after(4_000));
}

#[test]
fn a_new_token_is_tried_once() {
    let renewed = Progress {
        renewed: true,
        ..first()
    };
    let call = Call::new(&Method::GET, true);
    let decision = decide(call, &answered(401), renewed, 0.0);
    assert_eq!(decision, Decision::Settle);
}

#[test]
fn a_new_token_does_not_count_as_an_attempt() {
    let last = Progress {
        attempts: 5,
        ..first()
    };
    let call = Call::new(&Method::POST, true);
    assert_eq!(decide(call, &answered(401), last, 0.0), Decision::Renew);
}

#[test]
fn waits_grow_and_chance_adds_up_to_a_quarter() {
    let call = Call::new(&Method::GET, true);
    for (outcome, waits) in [
        (answered(503), [500, 1_000, 2_000, 4_000]),
        (answered(429), [4_000, 8_000, 16_000, 32_000]),
    ] {
        for (attempts, wait) in (1..).zip(waits) {
            let progress = Progress {
                attempts,
                ..first()
            };
            assert_eq!(decide(call, &outcome, progress, 0.0), after(wait));
            assert_eq!(
                decide(call, &outcome, progress, 1.0),
                after(wait + wait / 4)
            );
        }
    }
}

#[test]
fn chance_makes_a_told_wait_longer_never_shorter() {
    for (seconds, longest) in [(0, 100), (1, 1_100), (5, 5_500), (60, 61_000)] {
        let outcome = told(429, seconds);
        assert_eq!(quota_pause(&outcome, 1, 0.0), Some(MS(seconds * 1_000)));
        assert_eq!(quota_pause(&outcome, 1, 1.0), Some(MS(longest)));
    }
}

#[test]
fn attempts_have_an_end() {
    let last = Progress {
        attempts: 5,
        ..first()
    };
    let call = Call::new(&Method::GET, true);
    for outcome in [NOT_SENT, Outcome::Lost, answered(503), answered(429)] {
        assert_eq!(decide(call, &outcome, last, 0.0), Decision::Settle);
    }
}

#[test]
fn a_wait_that_outlasts_the_call_is_not_begun() {
    let short = Progress {
        left: MS(7_000),
        ..first()
    };
    let call = Call::new(&Method::GET, true);
    assert_eq!(decide(call, &told(429, 6), short, 0.0), after(6_000));
    assert_eq!(decide(call, &told(429, 7), short, 0.0), Decision::Settle);
}

#[test]
fn nothing_overflows() {
    let progress = Progress {
        attempts: u32::MAX - 1,
        most_attempts: u32::MAX,
        left: Duration::MAX,
        renewed: false,
    };
    let call = Call::new(&Method::GET, true);
    let decision = decide(call, &answered(503), progress, 1.0);
    assert_eq!(decision, after(75_000));
    let pause = quota_pause(&told(429, u64::MAX), 1, 1.0);
    assert_eq!(pause, Some(LONGEST_PAUSE + LONGEST_SPREAD));
}
