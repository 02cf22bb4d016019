//! A person looks at the mock, calls it, and tries a request out.

use std::time::Duration;

use flowii_mock::Mock;
use thirtyfour::prelude::*;
use thirtyfour::stringmatch;

use crate::browser::{Browser, Seen};
use crate::support::{Caller, KEY, PASSWORD, USER};

/// Long enough for a machine that is busy otherwise.
const PATIENCE: Duration = Duration::from_secs(90);

/// Answers when the operation is in the window; fails after the driver's own patience.
const UNTIL_IN_SIGHT: &str = "
    const operation = document.getElementById('operations-Partners-get_partner_list');
    const look = () => {
        const { top } = operation.getBoundingClientRect();
        top > -1 && top < innerHeight ? arguments[0]() : requestAnimationFrame(look);
    };
    look();
";

#[tokio::test(flavor = "multi_thread")]
async fn a_person_sees_the_mock_and_tries_it_out() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let caller = Caller::start(Mock::builder()).await;
    let address = caller.mock.base_url().to_owned();
    let token = caller.token.clone();
    let tab = browser.tab.clone();
    // Apart, so that the browser is closed whatever comes of it.
    let visit = tokio::spawn(async move {
        look_at_the_page(&tab, &caller).await?;
        try_a_request_out(&tab, &caller).await
    });
    let outcome = visit.await;
    let seen = browser.seen().await;
    browser.close().await;
    outcome.unwrap().unwrap();
    judge(&seen, &address, &token);
}

async fn look_at_the_page(tab: &WebDriver, caller: &Caller) -> WebDriverResult<()> {
    tab.goto(format!("{}/", caller.mock.base_url())).await?;
    assert_eq!(tab.title().await?, "flowii-mock");

    // The operations, and the way to one of them.
    text_is(tab, "#operations-count", "135").await?;
    let shown = tab.find_all(By::Css("#operations-list li")).await?;
    assert_eq!(shown.len(), 135);
    let search = tab.find(By::Id("operations-search")).await?;
    search.send_keys("partner tag").await?;
    let found = tab
        .find_all(By::Css("#operations-list li:not([hidden])"))
        .await?;
    assert!(!found.is_empty() && found.len() < 135);

    // A request, when it is made.
    first(tab, "#requests-rows tr").await?;
    assert_eq!(tab.find_all(By::Css("#requests-rows tr")).await?.len(), 1);
    caller.get("/partners").await;
    let row = first(tab, "#requests-rows tr:nth-child(2)").await?;
    assert!(row.text().await?.contains("/token"));
    let row = first(tab, "#requests-rows tr").await?;
    let text = row.text().await?;
    assert!(
        ["GET", "/partners", "200", "ms"]
            .iter()
            .all(|word| text.contains(word)),
        "{text}"
    );

    // The state, when it changes.
    first(tab, "#state-types [data-type='partner'] button")
        .await?
        .click()
        .await?;
    let before = number(tab, "#state-types [data-type='partner'] span").await?;
    let document = serde_json::json!({
        "data": {"type": "partner", "attributes": {"name": "Nováčik <b>& Co</b>", "type": 1}},
    });
    assert!(
        caller
            .send("POST", "/partners", &document)
            .await
            .status
            .is_success()
    );
    let count = "#state-types [data-type='partner'] span";
    text_is(tab, count, &(before + 1).to_string()).await?;
    text_has(
        tab,
        "#state-record option:last-child",
        "Nováčik <b>& Co</b>",
    )
    .await?;
    first(tab, "#state-record option:last-child")
        .await?
        .click()
        .await?;
    text_has(tab, "#state-json", "\"name\": \"Nováčik <b>& Co</b>\"").await?;

    // On a phone nothing sticks out.
    tab.set_window_rect(0, 0, 500, 850).await?;
    let sticks_out = "return document.documentElement.scrollWidth > innerWidth";
    let sticks_out = tab.execute(sticks_out, Vec::new()).await?;
    assert_eq!(sticks_out.json(), false);
    tab.set_window_rect(0, 0, 1280, 900).await?;
    no_secrets(tab, caller).await
}

async fn try_a_request_out(tab: &WebDriver, caller: &Caller) -> WebDriverResult<()> {
    tab.goto(format!("{}/", caller.mock.base_url())).await?;
    let reference = "#operations-list a[href$='/get_partner_list']";
    first(tab, reference).await?.click().await?;
    // The address leads to the operation, which is open and in sight.
    first(
        tab,
        "#operations-Partners-get_partner_list.is-open .execute",
    )
    .await?;
    tab.execute_async(UNTIL_IN_SIGHT, Vec::new()).await?;
    let tags = tab.find_all(By::Css(".opblock-tag")).await?;
    assert_eq!(tags.len(), 43);
    let operations = tab.find_all(By::Css(".opblock")).await?;
    assert_eq!(operations.len(), 16, "the operations of the tag Partners");

    for (name, value) in [("key", KEY), ("user", USER), ("password", "wrong")] {
        let field = tab.find(By::Css(format!("#log-in [name={name}]"))).await?;
        field.send_keys(value).await?;
    }
    tab.find(By::Css("#log-in button")).await?.click().await?;
    text_has(tab, "#log-in-outcome.failed", "Not logged in: ").await?;
    let password = tab.find(By::Css("#log-in [name=password]")).await?;
    password.clear().await?;
    password.send_keys(PASSWORD).await?;
    tab.find(By::Css("#log-in button")).await?.click().await?;
    text_has(
        tab,
        "#log-in-outcome:not(.failed)",
        &format!("Logged in as {USER}"),
    )
    .await?;

    let execute = "#operations-Partners-get_partner_list .execute";
    let execute = first(tab, execute).await?;
    execute.scroll_into_view().await?;
    execute.click().await?;
    let status = "#operations-Partners-get_partner_list .live-responses-table .response-col_status";
    text_has(tab, status, "200").await?;
    let last = caller.mock.requests().pop().unwrap();
    assert_eq!((last.path.as_str(), last.status), ("/partners", 200));
    text_has(
        tab,
        "#operations-Partners-get_partner_list .curl-command",
        "Bearer $token",
    )
    .await?;
    no_secrets(tab, caller).await
}

/// Neither the key nor the password nor the token is in the page.
async fn no_secrets(tab: &WebDriver, caller: &Caller) -> WebDriverResult<()> {
    let page = tab.source().await?;
    for secret in [KEY, PASSWORD, &caller.token] {
        assert!(!page.contains(secret), "the page shows {secret}");
    }
    Ok(())
}

fn judge(seen: &Seen, address: &str, token: &str) {
    let complaints = seen.complaints.iter();
    // The wrong password that was tried.
    let complaints: Vec<_> = complaints
        .filter(|text| !text.contains("/token - "))
        .collect();
    assert!(complaints.is_empty(), "{complaints:#?}");
    assert!(!seen.addresses.is_empty());
    for asked in &seen.addresses {
        // The browser's own empty page is none of ours.
        let is_local = ["data:", "blob:", "about:", "chrome:"]
            .iter()
            .any(|scheme| asked.starts_with(scheme));
        assert!(
            is_local || asked.starts_with(address),
            "{asked} was asked for"
        );
        assert!(!asked.contains(token), "{asked} has a token in it");
    }
}

async fn first(tab: &WebDriver, selector: &str) -> WebDriverResult<WebElement> {
    let query = tab.query(By::Css(selector.to_owned()));
    query
        .wait(PATIENCE, Duration::from_millis(200))
        .first()
        .await
}

async fn number(tab: &WebDriver, selector: &str) -> WebDriverResult<u64> {
    let text = first(tab, selector).await?.text().await?;
    Ok(text.parse().unwrap())
}

async fn text_is(tab: &WebDriver, selector: &str, expected: &str) -> WebDriverResult<()> {
    let query = tab.query(By::Css(selector.to_owned()));
    let query = query.with_text(expected.to_owned());
    query
        .wait(PATIENCE, Duration::from_millis(200))
        .first()
        .await?;
    Ok(())
}

async fn text_has(tab: &WebDriver, selector: &str, expected: &str) -> WebDriverResult<()> {
    let query = tab.query(By::Css(selector.to_owned()));
    let query = query.with_text(stringmatch::StringMatch::new(expected).partial());
    query
        .wait(PATIENCE, Duration::from_millis(200))
        .first()
        .await?;
    Ok(())
}
