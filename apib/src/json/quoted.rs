//! Texts in quotes, with everything that goes wrong within them.

use super::RepairKind;
use super::lexer::{Cursor, comment_length};

/// What a text in quotes stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Key,
    Value,
}

/// True for a character that authors open a text with.
pub(super) fn is_quote(c: char) -> bool {
    closing_quotes(c).is_some()
}

fn closing_quotes(open: char) -> Option<&'static [char]> {
    match open {
        '"' => Some(&['"']),
        '\'' => Some(&['\'']),
        '`' => Some(&['`', '\'']),
        '“' | '”' | '„' => Some(&['”', '“', '"']),
        '‘' | '’' => Some(&['’', '‘', '\'']),
        _ => None,
    }
}

impl Cursor<'_> {
    /// Takes the text whose opening quote is next.
    pub(super) fn take_quoted(&mut self, role: Role) -> String {
        let open = self.peek().unwrap_or('"');
        let closing = closing_quotes(open).unwrap_or(&['"']);
        let opening = self.take_char();
        let start = self.at;
        if open != '"' {
            self.report(RepairKind::ForeignQuotes, opening);
        }
        let mut content = String::new();
        let mut control_reported = false;
        while let Some(c) = self.peek() {
            if closing.contains(&c) {
                if role == Role::Value && self.is_inner_quote(c) {
                    let range = self.take_char();
                    self.report(RepairKind::InnerQuote, range);
                    content.push(c);
                    continue;
                }
                return self.close_quoted(role, start, content);
            }
            if c == '\\' {
                self.take_escape(&mut content);
                continue;
            }
            if c == '\n' && (role == Role::Key || self.next_line_is_structure()) {
                break;
            }
            let range = self.take_char();
            if c < ' ' && !control_reported {
                self.report(RepairKind::ControlCharacter, range);
                control_reported = true;
            }
            content.push(c);
        }
        self.end_unclosed(role, start)
    }

    /// Ends a text at its closing quote. A name that holds its colon, as in `"name: "A"`, lacks
    /// its own quote and has taken one of what follows.
    fn close_quoted(&mut self, role: Role, start: usize, content: String) -> String {
        let raw = &self.text[start..self.at];
        if role == Role::Value && raw.trim_end().ends_with(',') && self.opens_next_name() {
            return self.end_before(start, raw.trim_end().trim_end_matches(','));
        }
        self.take_char();
        let followed = self.ahead().trim_start().chars().next();
        let ends_name = |colon: &usize| {
            let after = &raw[colon + 1..];
            after.is_empty() || after.starts_with(char::is_whitespace)
        };
        let colon = raw.match_indices(':').map(|(at, _)| at).find(ends_name);
        match colon {
            Some(colon) if role == Role::Key && followed.is_some_and(|c| !":=,}]".contains(c)) => {
                self.end_before(start, &raw[..colon])
            }
            _ => content,
        }
    }

    /// True if the quote here is the opening one of the next name, as in `"a, "b": 1`.
    fn opens_next_name(&self) -> bool {
        let name = self.ahead().get(1..).unwrap_or_default();
        let after = name.trim_start_matches(|c: char| c.is_alphanumeric() || "_-".contains(c));
        after.len() < name.len()
            && after
                .strip_prefix('"')
                .is_some_and(|after| after.trim_start().starts_with(':'))
    }

    /// Ends a text that is not closed on its line, or not at all: the structure after it does not
    /// belong to it.
    fn end_unclosed(&mut self, role: Role, start: usize) -> String {
        let raw = &self.text[start..self.at];
        let kept = match (role, raw.find(':')) {
            (Role::Key, Some(colon)) => &raw[..colon],
            _ if self.at == self.text.len() => {
                raw.trim_end_matches(|c: char| c.is_whitespace() || ",}]".contains(c))
            }
            _ => raw.trim_end().trim_end_matches(','),
        };
        self.end_before(start, kept)
    }

    /// Ends a text, whose closing quote is missing, with the part of it that belongs to it.
    fn end_before(&mut self, start: usize, kept: &str) -> String {
        let mut inner = Cursor::new(kept);
        let mut content = String::new();
        while let Some(c) = inner.peek() {
            if c == '\\' {
                inner.take_escape(&mut content);
            } else {
                inner.take_char();
                content.push(c);
            }
        }
        self.at = start + kept.len();
        self.token_end = self.at;
        self.report_missing(RepairKind::MissingQuote);
        content
    }

    /// True if the quote here stands within a text: what follows on the line is no structure, and
    /// a later quote ends the text properly.
    fn is_inner_quote(&self, quote: char) -> bool {
        let ahead = self.ahead().get(quote.len_utf8()..).unwrap_or_default();
        let next = ahead.trim_start();
        if ends_value(next)
            || next.starts_with(|c| ":|(+-<=\"'".contains(c))
            || next.starts_with("or ")
        {
            return false;
        }
        ahead
            .match_indices(quote)
            .map(|(at, found)| ahead[at + found.len()..].trim_start())
            .find_map(|after| match after {
                _ if after.starts_with(':') => Some(false),
                _ if ends_value(after) => Some(true),
                _ => None,
            })
            .unwrap_or(false)
    }

    /// True if the line after this line break goes on with members or elements, so that the text
    /// before it has lost its closing quote.
    fn next_line_is_structure(&self) -> bool {
        let before = self.text[..self.at].trim_end_matches([' ', '\t', '\r']);
        let next = &self.rest()[1..];
        let line = next[..next.find('\n').unwrap_or(next.len())].trim_start();
        if line.is_empty() {
            return next.len() == line.len();
        }
        match line.chars().next() {
            Some('}' | ']') => true,
            Some('{' | '[') => before.ends_with(','),
            Some('"') => !ends_value(line[1..].trim_start()),
            _ => false,
        }
    }

    /// Takes a backslash and what belongs to it.
    fn take_escape(&mut self, content: &mut String) {
        let rest = self.rest();
        let escaped = rest[1..].chars().next();
        let (length, decoded) = match escaped {
            Some(c @ ('"' | '\\' | '/')) => (2, Some(c)),
            Some('b') => (2, Some('\u{8}')),
            Some('f') => (2, Some('\u{c}')),
            Some('n') => (2, Some('\n')),
            Some('r') => (2, Some('\r')),
            Some('t') => (2, Some('\t')),
            Some('u') => unicode_escape(rest).map_or((1, None), |(length, c)| (length, Some(c))),
            _ => (1, None),
        };
        if let Some(c) = decoded {
            self.take(length);
            content.push(c);
            return;
        }
        // `\'` is the one escape whose meaning is beyond doubt; any other backslash was meant.
        if escaped != Some('\'') {
            content.push('\\');
        }
        let range = self.take(1);
        self.report(RepairKind::BadEscape, range);
        if let Some(c) = escaped.filter(|&c| c != '\n' && c != 'u') {
            self.take(c.len_utf8());
            content.push(c);
        }
    }
}

/// True if a text starts with what may follow a value: the end of the line included.
fn ends_value(text: &str) -> bool {
    text.is_empty() || text.starts_with([',', '}', ']', '\r', ';']) || comment_length(text) > 0
}

/// The character of `\uXXXX` or of a pair of surrogates, with the length of the escape.
fn unicode_escape(text: &str) -> Option<(usize, char)> {
    let unit = |text: &str| {
        let digits = text.strip_prefix("\\u")?.get(..4)?;
        digits
            .chars()
            .all(|c| c.is_ascii_hexdigit())
            .then(|| u16::from_str_radix(digits, 16).ok())?
    };
    let first = unit(text)?;
    if let Some(c) = char::from_u32(u32::from(first)) {
        return Some((6, c));
    }
    let second = unit(&text[6..])?;
    let c = char::decode_utf16([first, second]).next()?.ok()?;
    Some((12, c))
}
