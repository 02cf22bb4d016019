//! The values of an enumeration, to look values up in.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::model::schema::Member;

/// The values of an enumeration. Numbers are the same if they are of one value, however they are
/// written.
#[derive(Debug, Default)]
pub(super) struct MemberSet {
    texts: BTreeSet<String>,
}

impl MemberSet {
    pub(super) fn of(members: &[Member]) -> Self {
        Self {
            texts: members.iter().map(|member| text(&member.value)).collect(),
        }
    }

    pub(super) fn contains(&self, value: &Value) -> bool {
        self.texts.contains(&text(value))
    }

    /// True if the value was not among them.
    pub(super) fn insert(&mut self, value: &Value) -> bool {
        self.texts.insert(text(value))
    }
}

/// Whether a value is among members, of which there are few or which are looked up once.
pub(super) fn is_member(members: &[Member], value: &Value) -> bool {
    let mut members = members.iter();
    members.any(|member| super::accepts::is_same(&member.value, value))
}

/// A text that two values have only if they are the same.
fn text(value: &Value) -> String {
    match value {
        Value::Number(number) if !(number.is_i64() || number.is_u64()) => {
            let double = number.as_f64().unwrap_or_default();
            // A double without a fraction is written as the integer that it is the same as.
            if double.fract() == 0.0 && double.abs() < 1e15 {
                format!("{double:.0}")
            } else {
                value.to_string()
            }
        }
        value => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_are_looked_up_by_value() {
        let member = |value| Member {
            value,
            description: None,
        };
        let mut set = MemberSet::of(&[member(json!(1)), member(json!("1")), member(json!(2.5))]);
        assert!(set.contains(&json!(1.0)) && set.contains(&json!("1")));
        assert!(!set.contains(&json!(2)) && !set.contains(&json!(null)));
        assert!(set.insert(&json!(2)) && !set.insert(&json!(2.0)));
    }
}
