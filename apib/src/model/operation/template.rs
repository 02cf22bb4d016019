//! The URI template of an operation, where its path and parameters do not hold all of it.

use std::collections::BTreeSet;

use crate::model::Parameter;
use crate::uri_template::{Location, UriTemplate, Variable};

use super::Occurrence;

/// The first action's URI template as written, where path and parameters cannot tell what was in it.
pub(super) fn respelt(
    path: &str,
    occurrences: &[(Occurrence<'_>, UriTemplate)],
    parameters: &[Parameter],
) -> Option<String> {
    // The headings of merged actions tell it.
    let [(first, template)] = occurrences else {
        return None;
    };
    let names: BTreeSet<&str> = parameters.iter().map(|one| one.name.as_str()).collect();
    let is_left_out = |variable: &Variable| {
        variable.location == Location::Query && !names.contains(variable.name.as_str())
    };
    let is_respelt = template.path != path
        || !template.problems.is_empty()
        || template.variables.iter().any(is_left_out);
    first
        .uri_template()
        .filter(|written| is_respelt && written.text.trim() != path)
        .map(|template| template.text.clone())
}
