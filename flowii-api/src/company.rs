//! The company that a call is about.

use std::fmt;

/// The name of the query parameter.
const COMPANY_ID: &str = "companyId";

/// A call is about a company, and nobody said which one. It was not sent.
///
/// [`transport_error`](crate::transport_error) finds it in the error of the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MissingCompanyId;

impl fmt::Display for MissingCompanyId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(
            "the call does not say which company it is about: give it a `company_id`, or use a client that has one",
        )
    }
}

impl std::error::Error for MissingCompanyId {}

/// Names the company in the query of a request that does not name one.
///
/// # Errors
///
/// If there is no company to name.
pub(crate) fn name_company(
    request: &mut reqwest::Request,
    company_id: Option<i64>,
) -> Result<(), MissingCompanyId> {
    if request
        .url()
        .query_pairs()
        .any(|(name, _)| name == COMPANY_ID)
    {
        return Ok(());
    }
    let company_id = company_id.ok_or(MissingCompanyId)?;
    let mut pairs = request.url_mut().query_pairs_mut();
    pairs.append_pair(COMPANY_ID, &company_id.to_string());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(url: &str) -> reqwest::Request {
        reqwest::Request::new(http::Method::GET, url.parse().unwrap())
    }

    #[test]
    fn a_company_is_named_once() {
        let mut call = request("https://api.example.com/x?filter%5Bid%5D=1");
        name_company(&mut call, Some(7)).unwrap();
        let url = "https://api.example.com/x?filter%5Bid%5D=1&companyId=7";
        assert_eq!(call.url().as_str(), url);
        name_company(&mut call, Some(8)).unwrap();
        assert_eq!(call.url().as_str(), url);
    }

    #[test]
    fn a_call_without_a_company_is_an_error() {
        let mut call = request("https://api.example.com/x");
        assert_eq!(name_company(&mut call, None), Err(MissingCompanyId));
    }
}
