//! Query parameters.

use serde_json::Value;

use super::resolve;

/// A query parameter of an operation.
#[derive(Debug, Clone)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) is_required: bool,
    pub(crate) kind: ParameterKind,
    /// The members, if the value is one of a few numbers.
    pub(crate) members: Vec<i64>,
}

/// How the text of a parameter is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ParameterKind {
    /// A whole number.
    Integer,
    /// Whole seconds since 1970.
    UnixTime,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// Whole numbers with commas between them.
    Integers,
    /// Any text.
    Text,
}

impl Parameter {
    /// The query parameters of an operation, in their order.
    pub(crate) fn read_all(document: &Value, operation: &Value) -> Vec<Self> {
        let parameters = operation.get("parameters").and_then(Value::as_array);
        let parameters = parameters.into_iter().flatten();
        parameters
            .map(|parameter| resolve(document, parameter))
            .filter(|parameter| parameter["in"] == "query")
            .filter_map(|parameter| Self::read(document, parameter))
            .collect()
    }

    fn read(document: &Value, parameter: &Value) -> Option<Self> {
        let schema = resolve(document, parameter.get("schema").unwrap_or(&Value::Null));
        let text = |name: &str| schema.get(name).and_then(Value::as_str).unwrap_or_default();
        let kind = match (text("type"), text("format")) {
            ("integer", "unix-time") => ParameterKind::UnixTime,
            ("integer", _) => ParameterKind::Integer,
            ("number", _) => ParameterKind::Number,
            ("boolean", _) => ParameterKind::Boolean,
            ("array", _) => ParameterKind::Integers,
            _ => ParameterKind::Text,
        };
        let members = schema.get("enum").and_then(Value::as_array);
        Some(Self {
            name: parameter.get("name")?.as_str()?.to_owned(),
            is_required: parameter["required"] == true,
            kind,
            members: members
                .into_iter()
                .flatten()
                .filter_map(Value::as_i64)
                .collect(),
        })
    }

    /// The name within `filter[…]`.
    pub(crate) fn filter_name(&self) -> Option<&str> {
        self.name.strip_prefix("filter[")?.strip_suffix(']')
    }
}
