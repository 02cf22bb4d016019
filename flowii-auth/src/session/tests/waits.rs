//! What the server tells to wait, and for how long a call may.

use super::*;

#[tokio::test(start_paused = true)]
async fn a_wait_that_is_told_holds_for_all_calls_of_the_session() {
    let session = session(&Logins::default(), Policy::default());
    let script = Script::new(&[End::Quota(Some(30))]);
    let late = async {
        sleep(10 * SECOND).await;
        call(&session, &script, "GET").await.unwrap();
    };
    let first = async { call(&session, &script, "POST").await.unwrap() };
    tokio::join!(first, late);
    let times = script.times();
    assert_eq!(times[0], 0);
    assert!(
        times[1..].iter().all(|at| (30..=33).contains(at)),
        "{times:?}"
    );
    assert_eq!(times.len(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_is_not_told_grows() {
    let session = session(&Logins::default(), Policy::default());
    let script = Script::new(&[End::Quota(None); 5]);
    let error = call(&session, &script, "POST").await.unwrap_err();
    assert!(error.is_rate_limited() && error.is_retryable());
    let times = script.times();
    let waits: Vec<_> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
    for (wait, least) in waits.iter().zip([4, 8, 16, 32]) {
        assert!((least..=least + least / 4 + 1).contains(wait), "{waits:?}");
    }
    assert_eq!(times.len(), 5);
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_outlasts_the_call_ends_it_and_those_that_come_meanwhile() {
    let session = session(&Logins::default(), Policy::default());
    let script = Script::new(&[End::Quota(Some(600))]);
    let error = call(&session, &script, "GET").await.unwrap_err();
    assert_eq!(error.retry_after(), Some(600 * SECOND));
    assert_eq!(script.start.elapsed(), SECOND / 10);

    sleep(100 * SECOND).await;
    let error = call(&session, &script, "POST").await.unwrap_err();
    assert!(error.is_rate_limited() && !error.may_have_been_sent());
    assert!(error.retry_after().unwrap() >= 499 * SECOND);
    assert_eq!(script.times().len(), 1);

    sleep(505 * SECOND).await;
    call(&session, &script, "POST").await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn an_attempt_has_its_own_time_and_no_more_than_the_call() {
    let policy = Policy {
        total_timeout: 40 * SECOND,
        ..Policy::default()
    };
    let session = session(&Logins::default(), policy);
    let script = Script::new(&[End::Quota(Some(15))]);
    call(&session, &script, "GET").await.unwrap();
    let export = operation("get_partner_xml_export");
    let span = CallSpan::new(export);
    let answer = session.call(&script, request("GET"), export, &span).await;
    answer.unwrap();
    let seen = script.seen.lock().unwrap();
    assert_eq!(seen[0].timeout, 30 * SECOND);
    assert!(seen[1].timeout < 25 * SECOND, "{seen:?}");
    assert_eq!(seen[2].timeout, 600 * SECOND);
}
