//! What stands within a line: code, links, addresses and angle brackets.

/// One line outside of code blocks.
pub(super) fn inline(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let taken = match first {
            '`' => code_span(rest, &mut out),
            '\\' => {
                let length = rest.chars().take(2).map(char::len_utf8).sum();
                out.push_str(&rest[..length]);
                length
            }
            '[' => link(rest, &mut out),
            '<' => angle_bracket(rest, &mut out),
            'h' if rest.starts_with("http://") || rest.starts_with("https://") => {
                bare_url(rest, &mut out)
            }
            other => {
                out.push(other);
                other.len_utf8()
            }
        };
        rest = &rest[taken..];
    }
    out
}

/// Copies a code span as it is; a lone backtick is escaped.
fn code_span(rest: &str, out: &mut String) -> usize {
    let ticks = rest.chars().take_while(|c| *c == '`').count();
    if let Some(end) = rest[ticks..].find(&rest[..ticks]) {
        let length = ticks + end + ticks;
        out.push_str(&rest[..length]);
        length
    } else {
        out.extend(std::iter::repeat_n("\\`", ticks));
        ticks
    }
}

/// Keeps links that lead to the web; of others only their text stays.
fn link(rest: &str, out: &mut String) -> usize {
    let parts = rest.find(']').and_then(|close| {
        let after = rest[close + 1..].strip_prefix('(')?;
        Some((&rest[1..close], &after[..after.find(')')?]))
    });
    match parts {
        Some((text, target)) if !text.contains('[') => {
            let web = ["http://", "https://", "mailto:"]
                .iter()
                .any(|scheme| target.starts_with(scheme));
            if web {
                out.extend(["[", &text.replace('<', "\\<"), "](", target, ")"]);
            } else {
                out.push_str(&inline(text));
            }
            text.len() + target.len() + 4
        }
        _ => {
            out.push_str("\\[");
            1
        }
    }
}

fn angle_bracket(rest: &str, out: &mut String) -> usize {
    let autolink = ["<http://", "<https://", "<mailto:"]
        .iter()
        .any(|start| rest.starts_with(start));
    if let Some(end) = rest
        .find('>')
        .filter(|end| autolink && !rest[..*end].contains(' '))
    {
        out.push_str(&rest[..=end]);
        end + 1
    } else {
        out.push_str("\\<");
        1
    }
}

fn bare_url(rest: &str, out: &mut String) -> usize {
    let end = rest
        .find(|c: char| c.is_whitespace() || "<>\"`|".contains(c))
        .unwrap_or(rest.len());
    // What ends a sentence does not belong to the address.
    let url = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'', '*', '_']);
    out.extend(["<", url, ">"]);
    url.len()
}
