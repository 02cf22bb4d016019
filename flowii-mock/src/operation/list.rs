//! Lists.

use std::sync::Arc;

use axum::http::StatusCode;
use serde_json::{Map, Value};

use super::Call;
use crate::answer::{Answer, Failure, PageLinks, included, list_links};
use crate::filter::{Filters, Reach};
use crate::spec::Parameter;
use crate::store::{Record, Records};

/// The greatest page; how great FLOWii's may be is not known.
const GREATEST_PAGE: usize = 1000;

pub(crate) fn carry_out(call: &Call<'_>) -> Result<Answer, Failure> {
    let filters = Filters::read(call.operation, &call.query)?;
    let page = page(call)?;
    let records = call.records()?;
    call.check_named(&records, 0)?;
    // A list without pages is one page.
    let whole = Page {
        number: 0,
        size: usize::MAX,
    };
    let candidates = candidates(call, &records, &filters);
    let (shown, count) = shown_of(page.unwrap_or(whole), candidates);
    let view = &call.operation.view;
    let renderer = call.renderer();
    let included = view
        .included
        .as_ref()
        .map(|views| included(&records, &shown, view.primary.as_ref(), views));
    // The records are shared: whoever changes one puts another in its place.
    drop(records);

    let mut document = Map::new();
    let data = shown
        .iter()
        .map(|record| renderer.resource(record, view.primary.as_ref()));
    document.insert("data".into(), Value::Array(data.collect()));
    let pages = page.map(|page| PageLinks {
        number: page.number,
        size: page.size,
        count,
    });
    let links = list_links(&call.server.base_url, call.path, &call.query, view, pages);
    document.extend(links.map(|links| ("links".into(), links)));
    if let Some(included) = included {
        let included = included.iter();
        let included = included.map(|(view, record)| renderer.resource(record, Some(view)));
        document.insert("included".into(), Value::Array(included.collect()));
    }
    Ok(Answer::json(
        call.operation.status,
        call.media_type(),
        Value::Object(document),
    ))
}

/// The records of a list that the filters let through, by their ids.
pub(crate) fn candidates<'r>(
    call: &'r Call<'_>,
    records: &'r Records,
    filters: &'r Filters,
) -> impl Iterator<Item = &'r Arc<Record>> {
    let kind = call.operation.kind.as_str();
    let reach = Reach {
        records,
        resources: &call.server.specification.resources,
    };
    let parent = call.parent();
    let codes = codes(call);
    let listed: Box<dyn Iterator<Item = &'r Arc<Record>>> = match parent {
        Some(parent) => Box::new(below(records, &parent, kind)),
        None => Box::new(records.of_kind(kind).filter(move |record| {
            // Subtypes are listed below their types, in paths of their own.
            !record.owners.iter().any(|owner| *owner.kind == *kind) && !has_parent(record)
        })),
    };
    listed
        .filter(move |record| {
            codes
                .iter()
                .all(|(name, code)| has_code(record, name, *code))
        })
        .filter(move |record| filters.is_empty() || filters.accept(reach, record))
}

/// The records of a type that belong to another one: that point to it, that it points to, or that
/// were created below its path.
fn below<'r>(
    records: &'r Records,
    parent: &crate::store::Key,
    kind: &str,
) -> impl Iterator<Item = &'r Arc<Record>> + use<'r> {
    let mut found: Vec<&Arc<Record>> = records.referrers(parent, kind).collect();
    if let Some(parent) = records.get(parent) {
        let targets = parent.relationships.iter();
        // A type is no subtype of its own, whatever points to it.
        let targets = targets
            .filter(|(name, _)| name != "parent")
            .flat_map(|(_, link)| link.keys());
        let targets = targets.filter(|target| *target.kind == *kind);
        found.extend(targets.filter_map(|target| records.get(target)));
    }
    found.sort_by(|left, right| left.key.cmp(&right.key));
    found.dedup_by(|left, right| left.key == right.key);
    found.into_iter()
}

fn has_parent(record: &Record) -> bool {
    record
        .link("parent")
        .is_some_and(|link| !link.keys().is_empty())
}

/// Parameters such as `documentType`, which say which of several lists is meant.
fn codes(call: &Call<'_>) -> Vec<(String, i64)> {
    let is_code = |parameter: &&Parameter| {
        let name = parameter.name.as_str();
        parameter.is_required && !name.eq_ignore_ascii_case("companyId") && !name.contains('[')
    };
    let parameters = call.operation.parameters.iter().filter(is_code);
    let codes = parameters.filter_map(|parameter| {
        let mut query = call.query.iter();
        let (_, text) = query.find(|(name, _)| name.eq_ignore_ascii_case(&parameter.name))?;
        Some((kebab(&parameter.name), text.parse().ok()?))
    });
    codes.collect()
}

/// Whether a record belongs to one of several lists. One that does not say belongs to each.
fn has_code(record: &Record, name: &str, code: i64) -> bool {
    record
        .attributes
        .get(name)
        .and_then(Value::as_i64)
        .is_none_or(|own| own == code)
}

/// `document-type` of `documentType`.
fn kebab(name: &str) -> String {
    let mut text = String::new();
    for character in name.chars() {
        if character.is_ascii_uppercase() {
            text.push('-');
        }
        text.push(character.to_ascii_lowercase());
    }
    text
}

/// The records of a page, and how many there are on all of them.
fn shown_of<'r>(
    page: Page,
    candidates: impl Iterator<Item = &'r Arc<Record>>,
) -> (Vec<Arc<Record>>, usize) {
    let skipped = page.number.saturating_mul(page.size);
    let mut count = 0;
    let mut shown = Vec::new();
    for record in candidates {
        if count >= skipped && shown.len() < page.size {
            shown.push(Arc::clone(record));
        }
        count += 1;
    }
    (shown, count)
}

#[derive(Debug, Clone, Copy)]
struct Page {
    number: usize,
    size: usize,
}

/// Which page is meant; nothing if the list has none.
fn page(call: &Call<'_>) -> Result<Option<Page>, Failure> {
    if !call.operation.has_pages() {
        return Ok(None);
    }
    let read = |name: &str| {
        let mut query = call.query.iter();
        let Some((_, text)) = query.find(|(known, _)| known.eq_ignore_ascii_case(name)) else {
            return Ok(None);
        };
        text.parse::<usize>().map(Some).map_err(|_| {
            Failure::new(StatusCode::BAD_REQUEST, "Invalid parameter")
                .detail(format!(
                    "{name} takes a whole number from 0 on, not \"{text}\"."
                ))
                .parameter(name)
        })
    };
    let size = read("page[size]")?.filter(|size| *size > 0);
    Ok(Some(Page {
        number: read("page[number]")?.unwrap_or(0),
        size: size
            .unwrap_or(call.server.settings.page_size)
            .min(GREATEST_PAGE),
    }))
}
