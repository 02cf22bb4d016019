//! The filters of a call.

use std::sync::Arc;

use axum::http::StatusCode;

use super::reach::Reach;
use super::search;
use crate::answer::Failure;
use crate::spec::{Operation, Parameter, ParameterKind};
use crate::store::{Record, Records};

/// What a record has to meet to be in a list.
#[derive(Debug, Default)]
pub(crate) struct Filters(Vec<Criterion>);

#[derive(Debug)]
struct Criterion {
    name: String,
    test: Test,
}

#[derive(Debug, PartialEq)]
enum Test {
    NotBefore(i64),
    NotAfter(i64),
    AtLeast(f64),
    AtMost(f64),
    Ids(Vec<i64>),
    Number(f64),
    Text(String),
    Search(String),
    /// Something happened, or nothing, within a period.
    Activity {
        is_wanted: bool,
        from: i64,
        to: i64,
    },
    /// Paired with an invoice, or not.
    Paired(bool),
}

impl Filters {
    /// Reads the filters that an operation takes from a query. Others are not looked at.
    pub(crate) fn read(operation: &Operation, query: &[(String, String)]) -> Result<Self, Failure> {
        let mut filters = Self::default();
        for (name, text) in query {
            let parameter = operation.parameter(name);
            let Some(parameter) = parameter.filter(|_| !text.is_empty()) else {
                continue;
            };
            let Some(filter) = parameter.filter_name() else {
                continue;
            };
            let criterion = criterion(filter, parameter, text)?;
            filters.0.extend(criterion);
        }
        filters.join_periods();
        Ok(filters)
    }

    /// Whether a record is let through.
    pub(crate) fn accept(&self, reach: Reach<'_>, record: &Record) -> bool {
        self.0
            .iter()
            .all(|criterion| criterion.accepts(reach, record))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `inactive-from` and `inactive-to` are the ends of one period.
    fn join_periods(&mut self) {
        let mut joined: Vec<Criterion> = Vec::new();
        for criterion in std::mem::take(&mut self.0) {
            if let Test::Activity { from, to, .. } = criterion.test
                && let Some(other) = joined.iter_mut().find(|other| other.name == criterion.name)
                && let Test::Activity {
                    from: begins,
                    to: ends,
                    ..
                } = &mut other.test
            {
                *begins = from.max(*begins);
                *ends = to.min(*ends);
            } else {
                joined.push(criterion);
            }
        }
        self.0 = joined;
    }
}

fn criterion(name: &str, parameter: &Parameter, text: &str) -> Result<Option<Criterion>, Failure> {
    let invalid = |expected: &str| {
        Failure::new(StatusCode::BAD_REQUEST, "Invalid parameter")
            .detail(format!(
                "{} takes {expected}, not \"{text}\".",
                parameter.name
            ))
            .parameter(parameter.name.clone())
    };
    let whole = |text: &str| text.trim().parse::<i64>();
    let of = |name: &str, test: Test| {
        Some(Criterion {
            name: name.to_owned(),
            test,
        })
    };
    Ok(match parameter.kind {
        ParameterKind::UnixTime => {
            let seconds = whole(text).map_err(|_| invalid("seconds since 1970"))?;
            let (stem, is_from) = bound(name);
            match stem {
                "active" | "inactive" => of(
                    stem,
                    Test::Activity {
                        is_wanted: stem == "active",
                        from: if is_from { seconds } else { i64::MIN },
                        to: if is_from { i64::MAX } else { seconds },
                    },
                ),
                _ if is_from => of(stem, Test::NotBefore(seconds)),
                _ => of(stem, Test::NotAfter(seconds)),
            }
        }
        ParameterKind::Number => {
            let number: f64 = text.parse().map_err(|_| invalid("a number"))?;
            let (stem, is_from) = bound(name);
            of(
                stem,
                if is_from {
                    Test::AtLeast(number)
                } else {
                    Test::AtMost(number)
                },
            )
        }
        ParameterKind::Integers => {
            let ids = text.split(',').map(whole).collect::<Result<_, _>>();
            let ids = ids.map_err(|_| invalid("ids with commas between them"))?;
            of(name.strip_suffix("-ids").unwrap_or(name), Test::Ids(ids))
        }
        ParameterKind::Integer if !parameter.members.is_empty() => {
            let number = whole(text).map_err(|_| invalid("a number"))?;
            if !parameter.members.contains(&number) {
                let members: Vec<_> = parameter.members.iter().map(i64::to_string).collect();
                return Err(invalid(&format!("one of {}", members.join(", "))));
            }
            member(name, number)
        }
        ParameterKind::Integer => {
            let id = whole(text).map_err(|_| invalid("a whole number"))?;
            match name.strip_suffix("-id") {
                Some(stem) => of(stem, Test::Ids(vec![id])),
                #[expect(clippy::cast_precision_loss, reason = "codes are small")]
                None => of(name, Test::Number(id as f64)),
            }
        }
        ParameterKind::Boolean => {
            let value: bool = text.parse().map_err(|_| invalid("true or false"))?;
            of(name, Test::Text(value.to_string()))
        }
        ParameterKind::Text if name == "search-text" => of(name, Test::Search(text.to_owned())),
        ParameterKind::Text => of(name, Test::Text(text.to_owned())),
    })
}

/// The test for a member of an enumeration.
fn member(name: &str, number: i64) -> Option<Criterion> {
    let test = match (name, number) {
        // The members of `InvoicePairing`: paired, not paired, all.
        ("invoice-pairing", -3) => Test::Paired(true),
        ("invoice-pairing", -2) => Test::Paired(false),
        ("invoice-pairing", _) => return None,
        #[expect(clippy::cast_precision_loss, reason = "members are small")]
        (_, number) => Test::Number(number as f64),
    };
    Some(Criterion {
        name: name.to_owned(),
        test,
    })
}

/// `created` of `created-from`, and whether it is a lower bound.
fn bound(name: &str) -> (&str, bool) {
    match (name.strip_suffix("-from"), name.strip_suffix("-to")) {
        (Some(stem), _) => (stem, true),
        (None, Some(stem)) => (stem, false),
        (None, None) => (name, true),
    }
}

impl Criterion {
    fn accepts(&self, reach: Reach<'_>, record: &Record) -> bool {
        match &self.test {
            Test::Search(text) => return search::contains(record, text),
            Test::Activity {
                is_wanted,
                from,
                to,
            } => {
                let is_active = is_active(reach.records, record, *from, *to);
                return is_active == *is_wanted;
            }
            Test::Paired(is_wanted) => {
                let invoice = record.link("invoice");
                return invoice.is_some_and(|link| !link.keys().is_empty()) == *is_wanted;
            }
            _ => {}
        }
        let mut found = reach.from(record, &self.name).into_iter();
        found.any(|found| match &self.test {
            Test::NotBefore(bound) => found.moment().is_some_and(|moment| moment >= *bound),
            Test::NotAfter(bound) => found.moment().is_some_and(|moment| moment <= *bound),
            Test::AtLeast(bound) => found.number().is_some_and(|number| number >= *bound),
            Test::AtMost(bound) => found.number().is_some_and(|number| number <= *bound),
            #[expect(clippy::float_cmp, reason = "both are whole")]
            Test::Number(wanted) => found.number().is_some_and(|number| number == *wanted),
            Test::Ids(ids) => match found {
                super::reach::Found::Record(record) => ids.contains(&record.key.id),
                _ => false,
            },
            Test::Text(wanted) => match found {
                super::reach::Found::Attribute(value) => {
                    value
                        .as_str()
                        .map_or_else(|| value.to_string(), str::to_owned)
                        == *wanted
                }
                _ => false,
            },
            Test::Search(_) | Test::Activity { .. } | Test::Paired(_) => false,
        })
    }
}

/// Whether a record, or one that points to it, was created or edited within a period.
fn is_active(records: &Records, record: &Record, from: i64, to: i64) -> bool {
    let within = |record: &Record| {
        [record.created, record.edited]
            .iter()
            .any(|moment| (from..=to).contains(moment))
    };
    within(record)
        || records
            .all_referrers(&record.key)
            .map(Arc::as_ref)
            .any(within)
}
