//! Value (MSON, section 3.4.1): literal and variable values, and lists of them.

use serde_json::Value;

use super::Element;
use super::signature::{is_variable, split_outside, unquote};
use crate::source::Text;

/// One value as the document writes it, without the marks around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Literal {
    pub(crate) text: String,
    /// Variable Value (section 3.4.3): written `*value*`, so that it is a sample.
    pub(crate) is_variable: bool,
}

/// Literal Value or Variable Value: `value`, `` `value` ``, `*value*`.
pub(crate) fn value(written: &str) -> Literal {
    let written = written.trim();
    let is_variable = is_variable(written);
    let inner = if is_variable {
        written.trim_matches(['*', '_'])
    } else {
        written
    };
    Literal {
        text: unquote(inner).to_owned(),
        is_variable,
    }
}

/// Values List: values between commas; `*3, 4*` are two variable values. One that is written as
/// JSON, `[3, 4]`, has the same two values.
pub(crate) fn values_list(written: &str) -> Vec<Literal> {
    let written = written.trim();
    let all_variable = is_variable(written);
    let inner = if all_variable {
        written.trim_matches(['*', '_'])
    } else {
        written
    };
    if let Some(values) = json_list(inner) {
        let literal = |text| Literal {
            text,
            is_variable: all_variable,
        };
        return values.into_iter().map(literal).collect();
    }
    split_outside(inner, ',')
        .into_iter()
        .filter(|part| !part.trim().is_empty())
        .map(|part| {
            let part = value(part);
            Literal {
                is_variable: all_variable || part.is_variable,
                ..part
            }
        })
        .collect()
}

/// The values of a JSON list of plain values.
fn json_list(written: &str) -> Option<Vec<String>> {
    if !written.starts_with('[') {
        return None;
    }
    let values: Vec<Value> = serde_json::from_str(written).ok()?;
    let text = |value: Value| match value {
        Value::String(text) => Some(text),
        Value::Array(_) | Value::Object(_) => None,
        plain => Some(plain.to_string()),
    };
    values.into_iter().map(text).collect()
}

/// Value Member Declaration (section 3.3): what an item of an array or enumeration says its value
/// is. It has no name, so a colon in it is part of the value, unless quotes end the value before it.
pub(crate) fn value_member(element: &Element) -> Option<Literal> {
    let (Some(name), value) = (&element.name, &element.value) else {
        return element.value.as_ref().map(|text| value(&text.text));
    };
    let text = match value {
        None => name.text.clone(),
        Some(_) if element.is_quoted => name.text.clone(),
        Some(value) => {
            let colon = if element.is_tight { ":" } else { ": " };
            format!("{}{colon}{}", name.text, value.text)
        }
    };
    Some(Literal {
        text,
        is_variable: element.is_variable,
    })
}

/// What a value means, where that stands behind a colon: `` `1`: `Open` ``.
pub(crate) fn meaning(element: &Element) -> Option<Text> {
    let value = element.value.as_ref().filter(|_| element.is_quoted)?;
    Some(Text::new(unquote(&value.text), value.span))
}

/// As [`value_member`], where the item is itself a list: `1, 2, 3 (array[number])`.
pub(crate) fn value_member_list(element: &Element) -> Vec<Literal> {
    let Some(member) = value_member(element) else {
        return Vec::new();
    };
    values_list(&member.text)
        .into_iter()
        .map(|part| Literal {
            is_variable: part.is_variable || member.is_variable,
            ..part
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mson::signature;

    fn shown(literals: &[Literal]) -> String {
        let mark = |literal: &Literal| {
            let mark = if literal.is_variable { "*" } else { "" };
            format!("{mark}{}{mark}", literal.text)
        };
        literals.iter().map(mark).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn values_may_be_quoted_or_variable() {
        assert_eq!(shown(&values_list("1, `2, 3`,*4*")), "1|2, 3|*4*");
        assert_eq!(shown(&values_list("*3, 4*")), "*3*|*4*");
        assert_eq!(shown(&values_list(r#"[-2, "a, b"]"#)), "-2|a, b");
        assert_eq!(shown(&values_list("[[1], [2]]")), "[[1], [2]]");
        assert_eq!(shown(&[value("`*`")]), "*");
        assert_eq!(shown(&[value("*`a b`*")]), "*a b*");
    }

    #[test]
    fn a_colon_belongs_to_a_value_member() {
        let member = |line: &str| {
            let signature = signature::parse(line, 0);
            let element = Element {
                is_quoted: signature.is_quoted(),
                is_tight: signature.is_tight(),
                name: signature.name,
                value: signature.value,
                is_variable: signature.is_variable,
                ..Element::default()
            };
            value_member(&element).map(|literal| literal.text)
        };
        assert_eq!(member("urn:a:b").unwrap(), "urn:a:b");
        assert_eq!(member("Note: read on").unwrap(), "Note: read on");
        assert_eq!(member("`1`: `Open`").unwrap(), "1");
        assert_eq!(member("12:30 (string)").unwrap(), "12:30");
        assert_eq!(member("(string)"), None);
    }
}
