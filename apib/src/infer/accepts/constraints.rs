//! Keywords that narrow a value within its type (JSON Schema 2020-12, validation, section 6).

use std::collections::BTreeMap;

use fancy_regex::{Regex, RegexBuilder};
use serde_json::{Map, Value};

use super::is_same;
use crate::limits;

/// Regular expressions, compiled once each. None for one that is not understood, which then
/// matches everything.
#[derive(Default)]
pub(super) struct Patterns {
    compiled: BTreeMap<String, Option<Regex>>,
    /// Whether something was let pass because it would have taken too long to check.
    pub(super) has_given_up: bool,
}

impl Patterns {
    fn is_match(&mut self, pattern: &str, text: &str) -> bool {
        if text.len() > limits::MAX_PATTERN_TEXT {
            self.has_given_up = true;
            return true;
        }
        if !self.compiled.contains_key(pattern) {
            let compiled = RegexBuilder::new(pattern)
                .backtrack_limit(limits::MAX_PATTERN_STEPS)
                .delegate_size_limit(limits::MAX_PATTERN_SIZE)
                .build()
                .ok();
            self.compiled.insert(pattern.to_owned(), compiled);
        }
        let Some(Some(regex)) = self.compiled.get(pattern) else {
            return true;
        };
        regex.is_match(text).unwrap_or_else(|_| {
            self.has_given_up = true;
            true
        })
    }
}

/// The first keyword that a value violates. Keywords that say nothing of values of its type, and
/// those with a schema as their value, are not looked at.
pub(super) fn violated<'c>(
    constraints: &'c Map<String, Value>,
    value: &Value,
    patterns: &mut Patterns,
) -> Option<&'c str> {
    let is_violated = |(keyword, bound): &(&'c String, &Value)| {
        !holds(keyword, bound, value, patterns).unwrap_or(true)
    };
    let mut constraints = constraints.iter();
    constraints
        .find(is_violated)
        .map(|(keyword, _)| keyword.as_str())
}

/// Whether a value keeps to one keyword; None where the keyword does not apply.
fn holds(keyword: &str, bound: &Value, value: &Value, patterns: &mut Patterns) -> Option<bool> {
    match value {
        Value::String(text) => match keyword {
            "pattern" => Some(patterns.is_match(bound.as_str()?, text)),
            "minLength" => Some(text.chars().count() as u64 >= bound.as_u64()?),
            "maxLength" => Some(text.chars().count() as u64 <= bound.as_u64()?),
            _ => None,
        },
        Value::Number(number) => number_holds(keyword, bound.as_f64()?, number.as_f64()?),
        Value::Array(items) => match keyword {
            "minItems" => Some(items.len() as u64 >= bound.as_u64()?),
            "maxItems" => Some(items.len() as u64 <= bound.as_u64()?),
            "uniqueItems" if items.len() > limits::MAX_UNIQUE_ITEMS => {
                patterns.has_given_up |= bound == &Value::Bool(true);
                None
            }
            "uniqueItems" => Some(bound != &Value::Bool(true) || are_unique(items)),
            _ => None,
        },
        Value::Object(members) => match keyword {
            "minProperties" => Some(members.len() as u64 >= bound.as_u64()?),
            "maxProperties" => Some(members.len() as u64 <= bound.as_u64()?),
            _ => None,
        },
        Value::Null | Value::Bool(_) => None,
    }
}

fn number_holds(keyword: &str, bound: f64, number: f64) -> Option<bool> {
    match keyword {
        "minimum" => Some(number >= bound),
        "maximum" => Some(number <= bound),
        "exclusiveMinimum" => Some(number > bound),
        "exclusiveMaximum" => Some(number < bound),
        "multipleOf" => {
            let quotient = number / bound;
            // As exact as doubles are: 0.07 is a multiple of 0.01.
            Some((quotient - quotient.round()).abs() <= quotient.abs() * f64::EPSILON)
        }
        _ => None,
    }
}

/// Whether no two items are the same. Every item is held against every other one.
fn are_unique(items: &[Value]) -> bool {
    let mut numbered = items.iter().enumerate();
    numbered.all(|(index, item)| !items[..index].iter().any(|other| is_same(other, item)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_keyword_speaks_of_its_own_type() {
        for (constraints, kept, broken) in [
            (
                json!({ "pattern": "^(?!b)[a-z]+$" }),
                json!("abc"),
                json!("bc"),
            ),
            (json!({ "minLength": 2 }), json!("čš"), json!("č")),
            (json!({ "maxLength": 1 }), json!(22), json!("22")),
            (json!({ "minimum": 1 }), json!(1), json!(0.5)),
            (json!({ "exclusiveMinimum": 1 }), json!(1.5), json!(1)),
            (json!({ "maximum": 1 }), json!("2"), json!(2)),
            (json!({ "exclusiveMaximum": 1 }), json!(0), json!(1)),
            (json!({ "multipleOf": 0.01 }), json!(0.07), json!(0.075)),
            (json!({ "minItems": 1 }), json!([1]), json!([])),
            (json!({ "maxItems": 1 }), json!([1]), json!([1, 2])),
            (
                json!({ "uniqueItems": true }),
                json!([1, 2]),
                json!([1, 1.0]),
            ),
            (
                json!({ "maxProperties": 1 }),
                json!({ "a": 1 }),
                json!({ "a": 1, "b": 2 }),
            ),
        ] {
            let constraints = constraints.as_object().unwrap();
            let mut patterns = Patterns::default();
            let keyword = constraints.keys().next().map(String::as_str);
            assert_eq!(violated(constraints, &kept, &mut patterns), None);
            assert_eq!(violated(constraints, &broken, &mut patterns), keyword);
        }
    }

    #[test]
    fn a_pattern_that_is_not_understood_holds_everything() {
        let mut patterns = Patterns::default();
        assert!(patterns.is_match("(", "a"));
        assert!(patterns.is_match("^(a+)+\\1$", &"a".repeat(60)));
    }
}
