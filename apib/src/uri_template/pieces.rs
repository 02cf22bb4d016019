//! Where a template's literals, expressions and query begin and end.

/// A part of a template's path.
pub(super) enum Piece<'a> {
    Literal(&'a str),
    /// What stands between braces.
    Expression(&'a str),
}

/// Scheme and authority, and what stands behind them.
pub(super) fn split_origin(template: &str) -> (Option<&str>, &str) {
    let Some((scheme, authority)) = template.split_once("://") else {
        return (None, template);
    };
    if scheme.is_empty() || scheme.contains(|c: char| !c.is_ascii_alphanumeric()) {
        return (None, template);
    }
    // An expression with an operator, such as `{?page}`, is no part of the host.
    let ends = ["/", "?", "#", "{/", "{?", "{&", "{#"];
    let end = ends
        .iter()
        .filter_map(|end| authority.find(end))
        .min()
        .unwrap_or(authority.len());
    let (origin, rest) = template.split_at(scheme.len() + "://".len() + end);
    (Some(origin), rest)
}

/// Path, query and fragment: splits at the first question mark and hash sign outside of braces.
pub(super) fn split_query(template: &str) -> (&str, Option<&str>, Option<&str>) {
    let mut depth = 0_usize;
    let mut query = None;
    let mut fragment = None;
    for (offset, character) in template.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            '?' if depth == 0 && query.is_none() => query = Some(offset),
            '#' if depth == 0 => {
                fragment = Some(offset);
                break;
            }
            _ => {}
        }
    }
    let end = fragment.unwrap_or(template.len());
    (
        &template[..query.unwrap_or(end)],
        query.map(|offset| &template[offset + 1..end]),
        fragment.map(|offset| &template[offset + 1..]),
    )
}

/// The literals and expressions of a path. Braces that are doubled or never closed are problems.
pub(super) fn pieces<'a>(template: &'a str, problems: &mut Vec<String>) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some(opening) = rest.find('{') {
        if opening > 0 {
            pieces.push(Piece::Literal(&rest[..opening]));
        }
        let inner = &rest[opening + 1..];
        if let Some(closing) = inner.find('}') {
            let expression = inner[..closing].trim_start_matches('{');
            // Mustache writes two braces.
            let behind = inner[closing..].trim_start_matches('}');
            let end = inner.len() - behind.len();
            if inner.starts_with('{') || end > closing + 1 {
                problems.push(format!("the braces around `{expression}` are doubled"));
            }
            pieces.push(Piece::Expression(expression));
            rest = behind;
        } else {
            let end = inner.find('/').unwrap_or(inner.len());
            problems.push(format!(
                "the brace before `{}` is never closed",
                &inner[..end]
            ));
            pieces.push(Piece::Expression(&inner[..end]));
            rest = &inner[end..];
        }
    }
    if !rest.is_empty() {
        pieces.push(Piece::Literal(rest));
    }
    pieces
}
