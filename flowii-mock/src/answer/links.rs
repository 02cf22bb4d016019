//! Links of lists.

use serde_json::{Map, Value};
use url::form_urlencoded;

use crate::spec::View;

/// Which pages there are.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PageLinks {
    pub(crate) number: usize,
    pub(crate) size: usize,
    pub(crate) count: usize,
}

/// The links of a list: those that the samples show, and the neighbours if it has several pages.
pub(crate) fn list_links(
    base_url: &str,
    path: &str,
    query: &[(String, String)],
    view: &View,
    pages: Option<PageLinks>,
) -> Option<Value> {
    let kept = query
        .iter()
        .filter(|(name, _)| !name.eq_ignore_ascii_case("page[number]"));
    let kept: Vec<_> = kept
        .map(|(name, value)| {
            let is_company = name.eq_ignore_ascii_case("companyid");
            (
                if is_company {
                    "companyid"
                } else {
                    name.as_str()
                },
                value.as_str(),
            )
        })
        .collect();
    let link = |page: Option<usize>| {
        let page = page.map(|number| ("page[number]", number.to_string()));
        let pairs = kept
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .chain(page);
        let query: Vec<_> = pairs
            .map(|(name, value)| {
                let value: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
                format!("{name}={value}")
            })
            .collect();
        let mark = if query.is_empty() { "" } else { "?" };
        Value::String(format!("{base_url}{path}{mark}{}", query.join("&")))
    };
    let mut links = Map::new();
    if view.has_self_link {
        let number = pages.map(|pages| pages.number).filter(|number| *number > 0);
        links.insert("self".into(), link(number));
    }
    if view.has_first_link || pages.is_some_and(|pages| pages.count > pages.size) {
        links.insert("first".into(), link(Some(0)));
    }
    if let Some(PageLinks {
        number,
        size,
        count,
    }) = pages
    {
        if number > 0 {
            links.insert("prev".into(), link(Some(number - 1)));
        }
        if (number + 1).saturating_mul(size) < count {
            links.insert("next".into(), link(Some(number + 1)));
        }
    }
    (!links.is_empty()).then_some(Value::Object(links))
}
