//! JSON values that are kept, not worked on.

use std::fmt;

use serde_json::Value;

/// A JSON value as its shortest text, which takes a tenth of the memory of a [`Value`]: there, a
/// member of an object takes more than a hundred bytes beside its name and text.
///
/// ```
/// use apib::json::Compact;
/// use serde_json::json;
///
/// let kept = Compact::from(&json!({ "id": 7 }));
/// assert_eq!(kept.text(), "{\"id\":7}");
/// assert_eq!(kept.value(), json!({ "id": 7 }));
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Compact(Box<str>);

impl Compact {
    /// The value as JSON without white space.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The value itself. What is nested deeper than the 127 levels that `serde_json` reads comes
    /// back as text; nothing that is read or composed here is.
    pub fn value(&self) -> Value {
        serde_json::from_str(&self.0).unwrap_or_else(|_| Value::from(&*self.0))
    }
}

impl From<&Value> for Compact {
    fn from(value: &Value) -> Self {
        Self(value.to_string().into())
    }
}

impl From<Value> for Compact {
    fn from(value: Value) -> Self {
        Self::from(&value)
    }
}

impl fmt::Debug for Compact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_kind_of_value_comes_back_as_it_was() {
        for value in [
            json!(null),
            json!({ "b": [1, -1, 1.5, u64::MAX, true], "a": "\u{0}\"\\\n" }),
            json!([0.1 + 0.2, 1e-310, f64::MIN_POSITIVE, f64::MAX, -0.0]),
            json!("text\nof lines"),
        ] {
            assert_eq!(Compact::from(&value).value(), value);
        }
    }

    #[test]
    fn the_deepest_value_of_a_blueprint_comes_back() {
        let deepest = (0..crate::json::MAX_DEPTH).fold(json!(1), |value, _| json!([value]));
        assert_eq!(Compact::from(&deepest).value(), deepest);
    }
}
