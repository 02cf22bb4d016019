//! Which calls of an operation can be made with what is known.

use crate::learned::Learned;
use crate::specification::{ReadOperation, Specification};

/// A call that can be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PlannedCall {
    /// With its variables filled in.
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
}

/// What is missing for a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Missing {
    /// In words.
    pub(crate) what: String,
}

/// Calls of an operation, `most` at the most, each with other identifiers.
pub(crate) fn calls(
    specification: &Specification,
    operation: &ReadOperation,
    learned: &Learned,
    most: usize,
) -> Result<Vec<PlannedCall>, Missing> {
    let query = query(specification, operation, learned)?;
    let paths = paths(specification, &operation.path, learned, most)?;
    let calls = paths.into_iter().map(|path| PlannedCall {
        path,
        query: query.clone(),
    });
    Ok(calls.collect())
}

fn query(
    specification: &Specification,
    operation: &ReadOperation,
    learned: &Learned,
) -> Result<Vec<(String, String)>, Missing> {
    let value = |name: &str, known: Option<&String>| {
        let learned = || {
            let resource_type = specification.resource_types.of_name(name)?;
            learned
                .of_type(resource_type)
                .first()
                .map(|id| (*id).to_owned())
        };
        known.cloned().or_else(learned).ok_or_else(|| Missing {
            what: format!("no value is known for the query parameter {name}"),
        })
    };
    let parameters = operation.query.iter();
    parameters
        .map(|parameter| {
            let value = value(&parameter.name, parameter.known_value.as_ref())?;
            Ok((parameter.name.clone(), value))
        })
        .collect()
}

/// The path with its variables filled in, in up to `most` ways.
fn paths(
    specification: &Specification,
    template: &str,
    learned: &Learned,
    most: usize,
) -> Result<Vec<String>, Missing> {
    // What is filled in so far, and what is still to do.
    let mut filled = vec![String::new()];
    let mut done = 0;
    while let Some(start) = template[done..].find('{') {
        let start = done + start;
        let end = template[start..]
            .find('}')
            .map_or(template.len(), |end| start + end + 1);
        let resource_type = specification.resource_types.of_path(&template[..end]);
        let collection = template[..start].trim_end_matches('/');
        let has_list = |operation: &ReadOperation| operation.path == collection;
        let is_nested = done > 0 && specification.operations.iter().any(has_list);
        let mut next = Vec::new();
        for path in &filled {
            let path = format!("{path}{}", &template[done..start]);
            let of_list = learned.of_path(path.trim_end_matches('/'));
            let ids = match of_list {
                Some(ids) => ids,
                // What belongs to something else is found in its list, and nowhere else.
                None if is_nested => Vec::new(),
                None => resource_type.map_or_else(Vec::new, |name| learned.of_type(name)),
            };
            let ids = if ids.is_empty() && !is_nested {
                resource_type.map_or_else(Vec::new, |name| learned.of_type(name))
            } else {
                ids
            };
            next.extend(ids.into_iter().take(most).map(|id| format!("{path}{id}")));
        }
        if next.is_empty() {
            let variable = &template[start..end];
            return Err(Missing {
                what: match resource_type {
                    Some(name) => format!("no answer has shown a {name} for {variable}"),
                    None => format!("the specification does not tell what {variable} names"),
                },
            });
        }
        filled = next;
        done = end;
    }
    let rest = &template[done..];
    Ok(filled
        .into_iter()
        .take(most)
        .map(|path| format!("{path}{rest}"))
        .collect())
}
