//! Keys, tokens, companies, and what stands at the door.

mod support;

use std::time::{Duration, UNIX_EPOCH};

use flowii_mock::{Clock, Mock};
use reqwest::StatusCode;
use support::{Caller, FORM, JSON_API, KEY, PASSWORD, USER, password_grant, send};

fn clock() -> Clock {
    Clock::stopped_at(UNIX_EPOCH + Duration::from_secs(1_800_000_000))
}

/// The requests of FLOWii's manual, header by header: the token, the company access list, any list.
#[tokio::test]
async fn the_way_of_the_manual() {
    let mock = Mock::builder().start().await.unwrap();
    let base = mock.base_url();
    let http = reqwest::Client::new();
    let body = format!(
        "grant_type=password&username={}&password={PASSWORD}",
        USER.replace('@', "%40"),
    );
    let request = http
        .post(format!("{base}/token"))
        .header("Content-Type", FORM);
    let token = send(request.header("Api-Key", KEY).body(body)).await;
    assert_eq!(token.status, 200);
    let token = token.json();
    assert_eq!(
        (&token["token_type"], &token["expires_in"]),
        (&"bearer".into(), &599.into())
    );
    assert_eq!(token["userName"], USER);
    let token = token["access_token"].as_str().unwrap();

    let get = |target: String| {
        let request = http
            .get(format!("{base}{target}"))
            .header("Content-Type", JSON_API);
        send(
            request
                .header("Api-Key", KEY)
                .header("Authorization", format!("Bearer {token}")),
        )
    };
    let companies = get("/companies".to_owned()).await;
    let company = companies.json()["data"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(companies.json()["data"][0]["type"], "company");
    let partners = get(format!("/partners?companyId={company}")).await;
    assert_eq!(
        (partners.status.as_u16(), partners.media_type()),
        (200, JSON_API)
    );
    assert!(!partners.ids().is_empty());
}

#[tokio::test]
async fn a_token_expires_and_is_renewed_once() {
    let clock = clock();
    let mut caller = Caller::start(
        Mock::builder()
            .clock(clock.clone())
            .token_ttl(Duration::from_secs(5)),
    )
    .await;
    let first = caller.grant(&password_grant()).await.json();
    let refresh = first["refresh_token"].as_str().unwrap();
    caller.token = first["access_token"].as_str().unwrap().to_owned();
    assert_eq!(caller.get("/partners").await.status, 200);
    clock.advance(Duration::from_secs(5));
    let expired = caller.get("/partners").await;
    assert_eq!(expired.status, 401);
    assert!(
        expired.headers["www-authenticate"]
            .to_str()
            .unwrap()
            .contains("invalid_token")
    );
    assert!(
        expired.json()["errors"][0]["detail"]
            .as_str()
            .unwrap()
            .contains("expired")
    );

    let form = [
        ("grant_type", "refresh_token"),
        ("client_id", USER),
        ("refresh_token", refresh),
    ];
    let second = caller.grant(&form).await;
    assert_eq!(second.status, 200);
    caller.token = second.json()["access_token"].as_str().unwrap().to_owned();
    assert_eq!(caller.get("/partners").await.status, 200);
    let again = caller.grant(&form).await;
    assert_eq!(
        (again.status.as_u16(), &again.json()["error"]),
        (400, &"invalid_grant".into())
    );

    clock.advance(Duration::from_secs(15 * 24 * 60 * 60));
    let late = second.json()["refresh_token"].as_str().unwrap().to_owned();
    let late = caller
        .grant(&[("grant_type", "refresh_token"), ("refresh_token", &late)])
        .await;
    assert_eq!(late.status, 400);
}

#[tokio::test]
async fn a_login_that_is_wrong_says_what_is() {
    let caller = Caller::start(Mock::builder()).await;
    let wrong = [
        ("grant_type", "password"),
        ("username", USER),
        ("password", "guess"),
    ];
    let cases: [(&[(&str, &str)], &str); 3] = [
        (&wrong, "invalid_grant"),
        (&[("grant_type", "implicit")], "unsupported_grant_type"),
        (
            &[("grant_type", "password"), ("username", USER)],
            "invalid_request",
        ),
    ];
    for (form, code) in cases {
        let reply = caller.grant(form).await;
        assert_eq!(reply.status, 400, "{code}");
        assert_eq!(reply.json()["error"], code);
        assert_eq!(reply.json()["errors"][0]["status"], "400");
        assert!(!String::from_utf8_lossy(&reply.bytes).contains("guess"));
    }
    let json = caller.bare("POST", "/token").header("Api-Key", KEY);
    let json = json.header("Content-Type", "application/json").body("{}");
    assert_eq!(send(json).await.status, 415);
}

#[tokio::test]
async fn without_key_or_token_nobody_gets_in() {
    let caller = Caller::start(Mock::builder()).await;
    let token = format!("Bearer {}", caller.token);
    let cases: [&[(&str, &str)]; 5] = [
        &[],
        &[("Api-Key", KEY)],
        &[("Authorization", &token)],
        &[("Api-Key", "another"), ("Authorization", &token)],
        &[("Api-Key", KEY), ("Authorization", "Bearer another")],
    ];
    for headers in cases {
        let mut request = caller.bare("GET", "/partners?companyId=101");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let reply = send(request).await;
        assert_eq!(reply.status, StatusCode::UNAUTHORIZED, "{headers:?}");
        assert_eq!(reply.json()["errors"][0]["status"], "401");
    }
}

#[tokio::test]
async fn a_user_sees_the_companies_of_that_user() {
    let builder = Mock::builder().user_of_companies(USER, PASSWORD, [102]);
    let mut caller = Caller::start(builder).await;
    assert_eq!(caller.get("/companies").await.ids(), ["102"]);
    let refused = caller.get("/partners").await;
    assert_eq!(refused.status, 403);
    assert_eq!(
        refused.json()["errors"][0]["source"]["parameter"],
        "companyId"
    );
    caller.company = 102;
    assert_eq!(caller.get("/partners").await.status, 200);
    let none = caller.bare("GET", "/partners").header("Api-Key", KEY);
    assert_eq!(send(none.bearer_auth(&caller.token)).await.status, 400);
    let nobody = Mock::builder()
        .user_of_companies("a", "b", [7])
        .start()
        .await;
    assert!(nobody.unwrap_err().to_string().contains("no company 7"));
}

#[tokio::test]
async fn paths_methods_and_media_types_are_those_of_the_specification() {
    let caller = Caller::start(Mock::builder()).await;
    assert_eq!(caller.get("/nothing").await.status, 404);
    assert_eq!(caller.get("/partners/first").await.status, 404);
    let put = send(caller.request("PUT", "/partners")).await;
    assert_eq!(put.status, 405);
    assert_eq!(put.headers["allow"], "GET, POST");
    let html = caller
        .request("GET", "/partners")
        .header("Accept", "text/html");
    assert_eq!(send(html).await.status, 406);
    let json = caller
        .request("GET", "/partners")
        .header("Accept", "application/json");
    assert_eq!(send(json).await.status, 200);
    // The links of this API end with a slash, and spell the company in small letters.
    let link = caller
        .bare("GET", "/partners/501/?companyid=101")
        .header("Api-Key", KEY);
    assert_eq!(send(link.bearer_auth(&caller.token)).await.status, 200);
    let head = send(caller.request("HEAD", "/partners/501")).await;
    assert_eq!((head.status.as_u16(), head.bytes.len()), (200, 0));
}

#[tokio::test]
async fn secrets_are_in_no_log() {
    let caller = Caller::start(Mock::builder().api_key(KEY).user(USER, PASSWORD)).await;
    caller
        .get("/partners?filter[search-text]=confidential")
        .await;
    let builder = Mock::builder()
        .api_key("the key")
        .user(USER, "the password");
    let shown = format!("{builder:?} {:?} {:?}", caller.mock, caller.mock.requests());
    for path in ["/_mock/requests", "/_mock/state", "/_mock/operations"] {
        let own = send(caller.bare("GET", path)).await;
        assert_eq!(own.status, 200);
        let shown = shown.clone() + &String::from_utf8_lossy(&own.bytes);
        for secret in [
            "the key",
            "the password",
            PASSWORD,
            KEY,
            &caller.token,
            "confidential",
        ] {
            assert!(!shown.contains(secret), "{secret} in {shown}");
        }
    }
    let requests = caller.mock.requests();
    let last = requests.last().unwrap();
    assert_eq!((last.path.as_str(), last.status), ("/partners", 200));
    assert_eq!(last.operation.as_deref(), Some("get_partner_list"));
}
