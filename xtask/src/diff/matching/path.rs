//! Templates of paths.

/// The path with its variables made nameless: `/partners/{}`.
pub(crate) fn template(path: &str) -> String {
    let mut template = String::with_capacity(path.len());
    let mut rest = path.trim_end_matches('/');
    while let Some((before, after)) = rest.split_once('{') {
        template.push_str(before);
        template.push_str("{}");
        rest = after.split_once('}').map_or("", |(_, rest)| rest);
    }
    template.push_str(rest);
    template
}

/// The names of the variables, in the order of the path.
pub(crate) fn placeholders(path: &str) -> Vec<&str> {
    path.split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}

/// How much of two paths is the same: the part of their segments that stand in both in the same
/// order, variables aside.
pub(crate) fn likeness(old: &str, new: &str) -> f64 {
    let old = segments(old);
    let new = segments(new);
    let longest = old.len().max(new.len());
    if longest == 0 {
        return 0.0;
    }
    let mut row = vec![0_u32; new.len() + 1];
    for segment in &old {
        let mut diagonal = 0;
        for (column, other) in new.iter().enumerate() {
            let above = row[column + 1];
            row[column + 1] = if segment == other {
                diagonal + 1
            } else {
                above.max(row[column])
            };
            diagonal = above;
        }
    }
    f64::from(row[new.len()]) / f64::from(u32::try_from(longest).unwrap_or(u32::MAX))
}

fn segments(path: &str) -> Vec<&str> {
    path.split('/')
        .filter(|segment| !segment.is_empty() && !segment.starts_with('{'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_have_no_name_in_a_template() {
        assert_eq!(template("/a/{id}/b/{other}.json"), "/a/{}/b/{}.json");
        assert_eq!(template("/a/{broken"), "/a/{}");
        assert_eq!(placeholders("/a/{id}/b/{other}"), ["id", "other"]);
    }

    #[test]
    fn paths_are_alike_by_what_they_share() {
        for (old, new, expected) in [
            ("/partners", "/v2/partners", 0.5),
            ("/partners/{id}", "/partners/{partner}", 1.0),
            ("/partners", "/orders", 0.0),
            ("/a/b/c/d", "/b/c/d", 0.75),
            ("/{id}", "/{key}", 0.0),
        ] {
            let found = likeness(old, new);
            assert!((found - expected).abs() < 1e-9, "{old} {new}: {found}");
        }
    }
}
