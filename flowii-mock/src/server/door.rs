//! What is checked before a call is carried out.

use axum::http::header::{ACCEPT, ALLOW, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use url::form_urlencoded;

use super::Server;
use crate::answer::{Failure, JSON_API};
use crate::settings::User;
use crate::spec::{Operation, Parameter, ParameterKind};

pub(crate) fn no_path(path: &str) -> Failure {
    Failure::new(StatusCode::NOT_FOUND, "Not found")
        .detail(format!("The specification has no path {path}."))
}

pub(crate) fn no_method(allowed: &str) -> Failure {
    let failure = Failure::new(StatusCode::METHOD_NOT_ALLOWED, "Method not allowed")
        .detail(format!("The path takes {allowed}."));
    match HeaderValue::from_str(allowed) {
        Ok(allowed) => failure.header(ALLOW, allowed),
        Err(_) => failure,
    }
}

/// A path as the specification has it.
pub(crate) fn without_slash(path: &str) -> &str {
    path.strip_suffix('/')
        .filter(|path| !path.is_empty())
        .unwrap_or(path)
}

pub(crate) fn query(text: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(text.as_bytes())
        .into_owned()
        .collect()
}

/// The company that is meant, if the user may work for it.
pub(crate) fn company(
    server: &Server,
    operation: &Operation,
    user: Option<&User>,
    query: &[(String, String)],
) -> Result<Option<i64>, Failure> {
    if !operation.needs_company() {
        return Ok(None);
    }
    // The links of this API spell it in small letters.
    let given = query
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("companyId"));
    let Some((_, text)) = given else {
        return Err(Failure::new(StatusCode::BAD_REQUEST, "Company missing")
            .detail("Say which company is meant: companyId=ID, with an id from GET /companies.")
            .parameter("companyId"));
    };
    let id: i64 = text.parse().map_err(|_| {
        Failure::new(StatusCode::BAD_REQUEST, "Invalid parameter")
            .detail(format!("companyId takes a whole number, not \"{text}\"."))
            .parameter("companyId")
    })?;
    let mut companies = user
        .into_iter()
        .flat_map(|user| server.doorkeeper.companies(user));
    if companies.any(|company| company.id == id) {
        return Ok(Some(id));
    }
    Err(
        Failure::new(StatusCode::FORBIDDEN, "No access to the company")
            .detail(format!(
                "The user has no company {id}; GET /companies lists the user's companies."
            ))
            .parameter("companyId"),
    )
}

/// Checks the parameters that are no filters and no pages: those that have to be there are, and
/// each is of its type.
pub(crate) fn check_required(
    operation: &Operation,
    query: &[(String, String)],
) -> Result<(), Failure> {
    let parameters = operation.parameters.iter();
    for parameter in parameters.filter(|parameter| !parameter.name.contains('[')) {
        let value = query
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(&parameter.name));
        match value {
            None if parameter.is_required => {
                return Err(Failure::new(StatusCode::BAD_REQUEST, "Parameter missing")
                    .detail(format!("The parameter {} has to be there.", parameter.name))
                    .parameter(parameter.name.clone()));
            }
            Some((_, text)) if !is_of_type(parameter, text) => {
                return Err(Failure::new(StatusCode::BAD_REQUEST, "Invalid parameter")
                    .detail(format!("{} cannot be \"{text}\".", parameter.name))
                    .parameter(parameter.name.clone()));
            }
            _ => {}
        }
    }
    Ok(())
}

fn is_of_type(parameter: &Parameter, text: &str) -> bool {
    match parameter.kind {
        ParameterKind::Integer | ParameterKind::UnixTime => text
            .parse::<i64>()
            .is_ok_and(|value| parameter.members.is_empty() || parameter.members.contains(&value)),
        ParameterKind::Number => text.parse::<f64>().is_ok(),
        ParameterKind::Boolean => matches!(text.to_ascii_lowercase().as_str(), "true" | "false"),
        ParameterKind::Integers | ParameterKind::Text => true,
    }
}

/// The ids in a path.
pub(crate) fn ids(parameters: &[String]) -> Result<Vec<i64>, Failure> {
    let ids = parameters.iter().map(|text| {
        text.parse().map_err(|_| {
            Failure::new(StatusCode::NOT_FOUND, "Not found")
                .detail(format!("\"{text}\" is no id; ids are whole numbers."))
        })
    });
    ids.collect()
}

/// 406 if the caller takes nothing that the operation answers with. Who says nothing takes all.
pub(crate) fn check_accept(operation: &Operation, headers: &HeaderMap) -> Result<(), Failure> {
    let Some(own) = &operation.media_type else {
        return Ok(());
    };
    let accepted = headers
        .get_all(ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let accepted: Vec<_> = accepted.flat_map(|value| value.split(',')).collect();
    let is_taken = accepted.is_empty() || accepted.iter().any(|range| takes(range, own));
    if is_taken {
        return Ok(());
    }
    Err(
        Failure::new(StatusCode::NOT_ACCEPTABLE, "Not acceptable").detail(format!(
            "The operation answers with {own}; send that as Accept, or nothing."
        )),
    )
}

/// Whether a range of an `Accept` header has a media type. JSON:API is JSON, too.
fn takes(range: &str, own: &str) -> bool {
    let mut parts = range.split(';').map(str::trim);
    let range = parts.next().unwrap_or_default();
    let is_refused = parts.any(|part| {
        let quality = part
            .strip_prefix("q=")
            .and_then(|quality| quality.parse::<f32>().ok());
        quality == Some(0.0)
    });
    let (group, _) = own.split_once('/').unwrap_or((own, ""));
    let is_in = range == "*/*"
        || range.eq_ignore_ascii_case(own)
        || range
            .strip_suffix("/*")
            .is_some_and(|named| named.eq_ignore_ascii_case(group))
        || (own == JSON_API && range.eq_ignore_ascii_case("application/json"));
    is_in && !is_refused
}

/// 415 if the body is not of the media type that the operation takes.
pub(crate) fn check_content_type(
    operation: &Operation,
    headers: &HeaderMap,
) -> Result<(), Failure> {
    let Some(request) = &operation.request else {
        return Ok(());
    };
    let sent = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let essence = sent.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case(&request.media_type) {
        return Ok(());
    }
    let found = if sent.is_empty() { "nothing" } else { sent };
    Err(
        Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Unsupported media type").detail(format!(
            "The operation takes {}; the Content-Type says {found}.",
            request.media_type
        )),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_accept_are_understood() {
        for range in [
            "*/*",
            "application/*",
            JSON_API,
            "application/json",
            " */*;q=0.8",
        ] {
            assert!(takes(range.trim(), JSON_API), "{range}");
        }
        for range in ["text/html", "application/xml", "*/*;q=0", "image/*"] {
            assert!(!takes(range, JSON_API), "{range}");
        }
        assert!(!takes("application/json", "application/pdf"));
    }
}
