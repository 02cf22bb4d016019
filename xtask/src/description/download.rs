//! Texts from the web.

use std::time::Duration;

use reqwest::redirect::{Attempt, Policy};
use reqwest::{Client, StatusCode, Url};
use thiserror::Error;

/// How long it may take to connect.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);
/// How long all of it may take.
const TIMEOUT: Duration = Duration::from_secs(120);
/// The largest text that is taken, in bytes; the vendor's has 0.4 million.
const LARGEST: usize = 32 << 20;
/// How many redirections are followed.
const REDIRECTIONS: usize = 5;

/// Why a text could not be had.
#[derive(Debug, Error)]
pub(crate) enum DownloadError {
    /// Nobody is there: the name is not known, or nobody answers.
    #[error("{url} cannot be reached ({reason})")]
    Unreachable { url: String, reason: String },
    /// The server is there, and the text is not.
    #[error("{url} is gone (status {status})")]
    Gone { url: String, status: StatusCode },
    /// The server does not give it.
    #[error("{url} answers with status {status}")]
    Refused { url: String, status: StatusCode },
    /// The answer ended before its end.
    #[error("the answer of {url} broke off ({reason})")]
    Interrupted { url: String, reason: String },
    /// More than is taken.
    #[error("{url} has more than {} MiB, which no description of an API has", LARGEST >> 20)]
    TooLarge { url: String },
    /// Not an address that is read from.
    #[error("{url} is not read: {reason}")]
    Unfit { url: String, reason: String },
}

/// The bytes at `url`, over HTTPS; HTTP is for servers on this machine.
pub(crate) fn get(url: &str) -> Result<Vec<u8>, DownloadError> {
    let unfit = |reason: String| DownloadError::Unfit {
        url: url.to_owned(),
        reason,
    };
    let address = Url::parse(url).map_err(|error| unfit(error.to_string()))?;
    if !is_trusted(&address) {
        return Err(unfit(
            "what comes over plain HTTP may have been changed on its way; write https://"
                .to_owned(),
        ));
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| unfit(error.to_string()))?;
    runtime.block_on(download(url, address))
}

/// HTTPS, or this machine.
fn is_trusted(url: &Url) -> bool {
    let is_loopback = match url.host_str() {
        Some("localhost" | "[::1]") => true,
        Some(host) => host
            .parse::<std::net::Ipv4Addr>()
            .is_ok_and(|address| address.is_loopback()),
        None => false,
    };
    url.scheme() == "https" || (url.scheme() == "http" && is_loopback)
}

fn redirect(attempt: Attempt<'_>) -> reqwest::redirect::Action {
    if attempt.previous().len() > REDIRECTIONS {
        attempt.error("it redirects without end")
    } else if is_trusted(attempt.url()) {
        attempt.follow()
    } else {
        attempt.error("it redirects to an address without HTTPS")
    }
}

async fn download(url: &str, address: Url) -> Result<Vec<u8>, DownloadError> {
    let interrupted = |error: reqwest::Error| DownloadError::Interrupted {
        url: url.to_owned(),
        reason: reason(&error),
    };
    let client = Client::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        .timeout(TIMEOUT)
        .redirect(Policy::custom(redirect))
        .user_agent(concat!("flowii-xtask/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(interrupted)?;
    let answer = client.get(address).send().await;
    let mut answer = answer.map_err(|error| {
        let (url, reason) = (url.to_owned(), reason(&error));
        if error.is_redirect() {
            DownloadError::Unfit { url, reason }
        } else {
            DownloadError::Unreachable { url, reason }
        }
    })?;
    let status = answer.status();
    let url = || url.to_owned();
    match status {
        StatusCode::NOT_FOUND | StatusCode::GONE => {
            return Err(DownloadError::Gone { url: url(), status });
        }
        status if !status.is_success() => {
            return Err(DownloadError::Refused { url: url(), status });
        }
        _ => {}
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(interrupted)? {
        if bytes.len() + chunk.len() > LARGEST {
            return Err(DownloadError::TooLarge { url: url() });
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// The innermost cause, which says most; what is around it repeats the address.
fn reason(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_read_without_https() {
        for url in [
            "http://127.0.0.1:8080/a",
            "http://[::1]/a",
            "http://localhost",
            "https://example.com",
        ] {
            assert!(is_trusted(&url.parse().unwrap()), "{url}");
        }
        for url in [
            "http://example.com/a",
            "http://127.0.0.1.example.com",
            "ftp://127.0.0.1",
        ] {
            assert!(!is_trusted(&url.parse().unwrap()), "{url}");
        }
        let error = get("http://example.com/openapi.json").unwrap_err();
        assert!(error.to_string().contains("write https://"), "{error}");
    }
}
