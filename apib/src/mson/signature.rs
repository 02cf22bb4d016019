//! The line of an element or parameter: `name: value (type, attributes) - description`.

use crate::source::{Span, Text};

pub(crate) use super::type_definition::{type_definition, type_name};

/// The parts of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Signature {
    pub(crate) name: Option<Text>,
    /// The name is written `*name*` and stands for any.
    pub(crate) is_variable: bool,
    /// What stands behind the colon, its quotes included.
    pub(crate) value: Option<Text>,
    /// What stands behind an equals sign, in the form that parameters once had.
    pub(crate) assigned: Option<Text>,
    /// The entries in parentheses.
    pub(crate) entries: Vec<Text>,
    pub(crate) description: Option<Text>,
}

impl Signature {
    /// Whether the name stands in back-quotes: its place has them, its text has not.
    pub(crate) fn is_quoted(&self) -> bool {
        let name = self.name.as_ref().filter(|_| !self.is_variable);
        name.is_some_and(|name| name.span.end - name.span.start > name.text.len())
    }

    /// Whether there is nothing but the colon between the name and the value.
    pub(crate) fn is_tight(&self) -> bool {
        let places = self.name.as_ref().zip(self.value.as_ref());
        places.is_some_and(|(name, value)| value.span.start == name.span.end + 1)
    }
}

/// Reads a line that stands at byte `start` of the source.
pub(crate) fn parse(line: &str, start: usize) -> Signature {
    if let Some(signature) = parse_variable_property(line, start) {
        return signature;
    }
    let (head, description) = split_description(line);
    let (head, entries, trailing) = split_entries(head);
    let at = |part: &str| text_of(part, line, start);
    let description = match description {
        // Words behind the parentheses belong to it, and so does the dash below them.
        Some(_) if !trailing.is_empty() => Some(from(trailing, line)),
        None => Some(trailing).filter(|words| !words.is_empty()),
        description => description,
    };
    let description = description
        .map(at)
        .filter(|description| !description.text.is_empty());
    let mut signature = Signature {
        entries: entries
            .map(|entries| split_outside(entries, ',').into_iter().map(at).collect())
            .unwrap_or_default(),
        description,
        ..Signature::default()
    };
    let (name, value, assigned) = split_value(head);
    signature.value = value.map(at).filter(|value| !value.text.is_empty());
    signature.assigned = assigned.map(|assigned| unquoted(&at(assigned)));
    let name = at(name);
    signature.is_variable = is_variable(&name.text);
    if !name.text.is_empty() {
        signature.name = Some(if signature.is_variable {
            Text::new(name.text.trim_matches(['*', '_']), name.span)
        } else {
            unquoted(&name)
        });
    }
    signature
}

/// A variable property name with a type of its own, as in `*rel (Custom String)* (object)` (MSON,
/// section 3.2.2): its parentheses are not the property's.
fn parse_variable_property(line: &str, start: usize) -> Option<Signature> {
    let mark = line.chars().next().filter(|c| ['*', '_'].contains(c))?;
    let (inner, rest) = line[1..].split_once(mark)?;
    if !inner.trim_end().ends_with(')') || !inner.contains('(') {
        return None;
    }
    let name = text_of(inner, line, start);
    // What follows is read as if the name were none: `: v1 (string) - d`, ` (object)`.
    let offset = start + line.len() - rest.len();
    let behind = parse(rest, offset);
    Some(Signature {
        name: Some(name),
        is_variable: true,
        ..behind
    })
}

/// Splits at a dash between blanks, or at the ellipsis that parameters once had there.
fn split_description(line: &str) -> (&str, Option<&str>) {
    let mut scanner = Scanner::default();
    for (offset, character) in line.char_indices() {
        if matches!(character, '-' | '.' | '…' | '–' | '—') && scanner.is_outside() {
            let rest = &line[offset..];
            let before_is_blank =
                line[..offset].is_empty() || line[..offset].ends_with([' ', '\t']);
            if before_is_blank {
                for separator in ["- ", "-\t", "... ", "… ", "– ", "— "] {
                    if let Some(description) = rest.strip_prefix(separator) {
                        return (&line[..offset], Some(description));
                    }
                }
                if ["-", "..."].contains(&rest.trim_end()) {
                    return (&line[..offset], None);
                }
            }
            if line[..offset].ends_with(')') && rest.starts_with("- ") {
                return (&line[..offset], Some(&rest[2..]));
            }
        }
        scanner.step(character);
    }
    (line, None)
}

/// Splits off the last group in parentheses, if nothing but words without a dash follow it.
fn split_entries(head: &str) -> (&str, Option<&str>, &str) {
    let mut scanner = Scanner::default();
    let mut opening = None;
    let mut group = None;
    let mut tight_opening = None;
    let mut tight = None;
    for (offset, character) in head.char_indices() {
        let was_outside = scanner.is_outside();
        scanner.step(character);
        if character == '(' && was_outside && starts_entries(&head[..offset]) {
            opening = Some(offset);
        } else if character == '(' && was_outside {
            tight_opening = Some(offset);
        } else if character == ')' && scanner.is_outside() {
            if let Some(opening) = opening.take() {
                group = Some((opening, offset));
            } else if let Some(opening) = tight_opening.take() {
                tight = Some((opening, offset));
            }
        }
    }
    if let Some((opening, closing)) = group {
        return (
            &head[..opening],
            Some(&head[opening + 1..closing]),
            head[closing + 1..].trim(),
        );
    }
    // `Note(object)`: without a blank it is a type only at the end, and behind a name alone.
    if let Some((opening, closing)) = tight
        && head[closing + 1..].trim().is_empty()
        && !head[..opening].contains(':')
    {
        return (&head[..opening], Some(&head[opening + 1..closing]), "");
    }
    // An unclosed parenthesis still means a type.
    match opening {
        Some(opening) => (&head[..opening], Some(&head[opening + 1..]), ""),
        None => (head, None, ""),
    }
}

fn starts_entries(before: &str) -> bool {
    before.is_empty() || before.ends_with([' ', '\t', '`', '*'])
}

/// Splits `name: value` or `name = value`.
fn split_value(head: &str) -> (&str, Option<&str>, Option<&str>) {
    let mut scanner = Scanner::default();
    for (offset, character) in head.char_indices() {
        if matches!(character, ':' | '=') && scanner.is_outside() {
            let rest = &head[offset + character.len_utf8()..];
            if character == ':' && !rest.starts_with("//") {
                return (&head[..offset], Some(rest), None);
            }
            if character == '=' && rest.trim_start().starts_with('`') {
                return (&head[..offset], None, Some(rest));
            }
        }
        scanner.step(character);
    }
    (head, None, None)
}

/// True for a text that stands as a whole between `*` or `_`: a variable property name or value.
pub(crate) fn is_variable(text: &str) -> bool {
    ['*', '_'].iter().any(|&mark| {
        text.len() > 2
            && text.starts_with(mark)
            && text.ends_with(mark)
            && !text[1..text.len() - 1].contains(mark)
    })
}

/// The text without the back-quotes around it.
pub(crate) fn unquote(text: &str) -> &str {
    let text = text.trim();
    text.strip_prefix('`')
        .and_then(|inner| inner.strip_suffix('`'))
        .unwrap_or(text)
        .trim()
}

fn unquoted(text: &Text) -> Text {
    Text::new(unquote(&text.text), text.span)
}

/// The rest of a line from a part of it on.
fn from<'a>(part: &str, line: &'a str) -> &'a str {
    &line[part.as_ptr() as usize - line.as_ptr() as usize..]
}

fn text_of(part: &str, line: &str, start: usize) -> Text {
    let trimmed = part.trim();
    // `part` is a slice of `line`, so the distance of their starts is its offset.
    let offset = trimmed.as_ptr() as usize - line.as_ptr() as usize;
    Text::new(
        trimmed,
        Span::new(start + offset, start + offset + trimmed.len()),
    )
}

/// Splits at a separator that stands neither in quotes nor in brackets.
pub(crate) fn split_outside(text: &str, separator: char) -> Vec<&str> {
    let mut scanner = Scanner::default();
    let mut parts = Vec::new();
    let mut from = 0;
    for (offset, character) in text.char_indices() {
        if character == separator && scanner.is_outside() {
            parts.push(&text[from..offset]);
            from = offset + separator.len_utf8();
        }
        scanner.step(character);
    }
    parts.push(&text[from..]);
    parts
}

/// Tells whether a place lies outside of back-quotes, parentheses and brackets.
#[derive(Default)]
struct Scanner {
    quoted: bool,
    open: usize,
}

impl Scanner {
    fn is_outside(&self) -> bool {
        !self.quoted && self.open == 0
    }

    fn step(&mut self, character: char) {
        match character {
            '`' => self.quoted = !self.quoted,
            '(' | '[' if !self.quoted => self.open += 1,
            ')' | ']' if !self.quoted => self.open = self.open.saturating_sub(1),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str) -> String {
        let signature = parse(line, 0);
        let text = |text: Option<Text>| text.map_or("-".to_owned(), |text| text.text);
        let entries: Vec<String> = signature
            .entries
            .into_iter()
            .map(|entry| entry.text)
            .collect();
        format!(
            "{} | {} | {} | {} | {}",
            text(signature.name),
            text(signature.value),
            text(signature.assigned),
            entries.join(";"),
            text(signature.description),
        )
    }

    #[test]
    fn a_line_has_a_name_a_value_a_type_and_a_description() {
        assert_eq!(
            shown("name: Ann, Bob (array[string], required) - The names"),
            "name | Ann, Bob | - | array[string];required | The names"
        );
        assert_eq!(shown("companyId (long)"), "companyId | - | - | long | -");
        assert_eq!(
            shown("`a:b`: `1 - 2` (string)"),
            "a:b | `1 - 2` | - | string | -"
        );
        assert_eq!(shown("1 - Open (for now)"), "1 | - | - |  | Open (for now)");
        assert_eq!(shown("`-1` - None"), "-1 | - | - |  | None");
        assert_eq!(
            shown("id (number) the identifier"),
            "id | - | - | number | the identifier"
        );
        assert_eq!(
            shown("id: 9 (number) 9 - birthday, 13 - visit"),
            "id | 9 | - | number | 9 - birthday, 13 - visit"
        );
        assert_eq!(shown("(array[Note])"), "- | - | - | array[Note] | -");
        assert_eq!(shown("- A description"), "- | - | - |  | A description");
    }

    #[test]
    fn parameters_may_have_the_form_they_once_had() {
        assert_eq!(
            shown("source = `all` (string, optional) ... where from"),
            "source | - | all | string;optional | where from"
        );
        assert_eq!(
            shown("id (required, number, `10`)... The id"),
            "id | - | - | required;number;`10` | ... The id"
        );
    }

    #[test]
    fn a_variable_property_name_may_have_a_type() {
        assert_eq!(shown("*rel*: x (string)"), "rel | x | - | string | -");
        assert_eq!(
            shown("*rel (Custom String)* (object) - Any"),
            "rel (Custom String) | - | - | object | Any"
        );
        assert_eq!(shown("*(Key)*: v1"), "(Key) | v1 | - |  | -");
        assert!(parse("*rel (Custom String)*", 0).is_variable);
        assert!(!parse("*a*, b, *c* (array)", 0).is_variable);
    }

    #[test]
    fn a_type_may_stand_without_a_blank_before_it() {
        assert_eq!(shown("Media(object)"), "Media | - | - | object | -");
        assert_eq!(shown("Attributes(A)"), "Attributes | - | - | A | -");
        assert_eq!(shown("count: f(x)"), "count | f(x) | - |  | -");
        assert_eq!(shown("2())"), "2()) | - | - |  | -");
        assert_eq!(shown("a(b)c)"), "a(b)c) | - | - |  | -");
        assert_eq!(shown("list(array[f(x)])"), "list | - | - | array[f(x)] | -");
    }
}
