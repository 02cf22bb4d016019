//! Where the vendor's description is to be had.

use anyhow::{Context, bail};
use apib::Source;
use serde_json::Value;

use crate::description::{self, Description, DownloadError, Origin};
use crate::report;

/// Apiary's two addresses of the blueprint that FLOWii's documentation was made from.
const KNOWN: [&str; 2] = [
    "https://flowiiapi.docs.apiary.io/api-description-document",
    "https://jsapi.apiary.io/apis/flowiiapi.apib",
];

/// What to do when nobody is at home.
const GONE: &str = "\
the home of FLOWii's description is gone, or does not answer: Apiary's end of life was 2026-10-31, \
after which hosted documents are deleted. Look at FLOWii's site or ask its support for the new \
address of the API's description, then run `cargo xtask fetch --from URL`, or with the file that \
you have got, `cargo xtask fetch --from PATH`. Ours is unchanged";

/// The addresses that are tried if none is given.
pub(super) fn known() -> Vec<Origin> {
    KNOWN
        .iter()
        .map(|url| Origin::Url((*url).to_owned()))
        .collect()
}

/// The address of the description itself, where that of an Apiary page with its documentation is
/// given.
pub(super) fn resolved(origin: &Origin) -> Origin {
    let Origin::Url(url) = origin else {
        return origin.clone();
    };
    let page = url.split(['#', '?']).next().unwrap_or_default();
    let page = page.trim_end_matches('/');
    if page.ends_with(".docs.apiary.io") {
        return Origin::Url(format!("{page}/api-description-document"));
    }
    origin.clone()
}

/// What the first of the homes gives that gives anything readable.
///
/// # Errors
///
/// If none does: with what was wrong at each, and for the known ones with what to do.
pub(super) fn first(homes: &[Origin], are_known: bool) -> anyhow::Result<Description> {
    let mut faults = Vec::new();
    for home in homes {
        match get(home) {
            Ok(description) => return Ok(description),
            Err(fault) => faults.push(fault),
        }
    }
    let nobody_answered = faults
        .iter()
        .all(|fault| fault.downcast_ref::<DownloadError>().is_some());
    let last = faults.pop();
    for fault in &faults {
        report::warning(format!("{fault:#}"));
    }
    match last {
        Some(fault) if are_known || nobody_answered && is_gone(&fault) => Err(fault).context(GONE),
        Some(fault) => Err(fault),
        None => bail!("no address is given"),
    }
}

fn is_gone(fault: &anyhow::Error) -> bool {
    matches!(
        fault.downcast_ref(),
        Some(DownloadError::Gone { .. } | DownloadError::Unreachable { .. })
    )
}

fn get(home: &Origin) -> anyhow::Result<Description> {
    let source = home.get()?;
    description::read(out_of_envelope(source))
}

/// The blueprint that Apiary's own interface gives in the field `code` of a JSON object.
fn out_of_envelope(source: Source) -> Source {
    if !source.text().trim_start().starts_with('{') {
        return source;
    }
    let answer: Value = serde_json::from_str(source.text()).unwrap_or_default();
    match answer["code"].as_str() {
        Some(code) if answer.get("openapi").is_none() => Source::new(source.name(), code),
        _ => source,
    }
}
