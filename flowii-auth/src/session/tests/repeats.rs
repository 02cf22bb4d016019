//! What is sent again after a fault, and what is not.

use super::*;

#[tokio::test(start_paused = true)]
async fn a_read_outlives_faults_and_a_write_does_not() {
    for end in [
        End::Status(502),
        End::Status(503),
        End::Status(504),
        End::Lost,
    ] {
        let session = session(&Logins::default(), Policy::default());
        for method in ["GET", "DELETE"] {
            let script = Script::new(&[end, end, end]);
            call(&session, &script, method).await.unwrap();
            assert_eq!(script.times().len(), 4, "{end:?}");
        }
        for method in ["POST", "PATCH"] {
            let script = Script::new(&[end]);
            let error = call(&session, &script, method).await.unwrap_err();
            assert!(error.is_retryable() && error.may_have_been_sent());
            assert_eq!(script.times().len(), 1, "{end:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_was_certainly_not_sent_is_sent_again() {
    for method in ["GET", "POST", "PATCH"] {
        let session = session(&Logins::default(), Policy::default());
        let script = Script::new(&[End::NotSent; 4]);
        call(&session, &script, method).await.unwrap();
        assert_eq!(script.times().len(), 5);

        let script = Script::new(&[End::NotSent; 5]);
        let error = call(&session, &script, method).await.unwrap_err();
        assert!(!error.may_have_been_sent());
    }
}

#[tokio::test(start_paused = true)]
async fn an_earlier_attempt_that_may_have_arrived_is_not_forgotten() {
    let session = session(&Logins::default(), Policy::default());
    let script = Script::new(&[
        End::Lost,
        End::NotSent,
        End::NotSent,
        End::NotSent,
        End::NotSent,
    ]);
    let error = call(&session, &script, "DELETE").await.unwrap_err();
    assert!(error.may_have_been_sent());
}

#[tokio::test(start_paused = true)]
async fn attempts_can_be_limited_to_one() {
    for attempts in [0, 1] {
        let policy = Policy {
            attempts,
            ..Policy::default()
        };
        let session = session(&Logins::default(), policy);
        for end in [End::Status(503), End::Quota(None), End::NotSent, End::Lost] {
            let script = Script::new(&[end]);
            sleep(60 * SECOND).await;
            call(&session, &script, "GET").await.unwrap_err();
            assert_eq!(script.times().len(), 1);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_body_that_is_a_stream_is_sent_once() {
    let session = session(&Logins::default(), Policy::default());
    let operation = operation("get_partner_list");
    for end in [
        End::Status(401),
        End::Status(503),
        End::Quota(None),
        End::NotSent,
    ] {
        let script = Script::new(&[end]);
        let mut request = request("POST");
        let body = futures::stream::once(async { Ok::<_, std::io::Error>("{}") });
        *request.body_mut() = Some(reqwest::Body::wrap_stream(body));
        let span = CallSpan::new(operation);
        let failed = session.call(&script, request, operation, &span).await;
        failed.unwrap_err();
        assert_eq!(script.times().len(), 1, "{end:?}");
        sleep(60 * SECOND).await;
    }
}
