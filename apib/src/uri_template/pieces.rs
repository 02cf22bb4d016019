//! Where a template's literals, expressions and query begin and end.

/// A part of a template's path.
pub(super) enum Piece<'a> {
    Literal(&'a str),
    /// What stands between braces.
    Expression(&'a str),
}

/// The template without scheme and host, which belong to the servers.
pub(super) fn without_origin(template: &str) -> &str {
    let Some((scheme, rest)) = template.split_once("://") else {
        return template;
    };
    if scheme.contains(['/', '{']) {
        return template;
    }
    rest.find('/').map_or("", |slash| &rest[slash..])
}

/// Splits at a question mark outside of braces; a fragment outside of braces is cut off.
pub(super) fn split_query(template: &str) -> (&str, Option<&str>) {
    let mut depth = 0_usize;
    let mut query = None;
    for (offset, character) in template.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            '?' if depth == 0 && query.is_none() => query = Some(offset),
            '#' if depth == 0 => return split_at(&template[..offset], query),
            _ => {}
        }
    }
    split_at(template, query)
}

fn split_at(template: &str, query: Option<usize>) -> (&str, Option<&str>) {
    match query {
        Some(offset) => (&template[..offset], Some(&template[offset + 1..])),
        None => (template, None),
    }
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
