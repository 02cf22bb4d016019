//! Attributes in a patch.

/// What a patch does to one attribute.
///
/// ```
/// use flowii_api::types::PartnerPatch;
/// use flowii_api::json_api::Field;
///
/// let patch = PartnerPatch {
///     comment: Field::Null,
///     name: "Oak Lane Ltd".into(),
///     ..PartnerPatch::new(501)
/// };
/// let sent = serde_json::to_value(&patch)?;
/// assert_eq!(sent["attributes"], serde_json::json!({"comment": null, "name": "Oak Lane Ltd"}));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Field<T> {
    /// Nothing: the attribute is not sent.
    #[default]
    Absent,
    /// Clears it.
    Null,
    /// Sets it.
    Value(T),
}

impl<T> Field<T> {
    /// The value, if one is set.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }
}

impl<T> From<T> for Field<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl From<&str> for Field<String> {
    fn from(text: &str) -> Self {
        Self::Value(text.to_owned())
    }
}

impl From<i64> for Field<crate::Decimal> {
    fn from(number: i64) -> Self {
        Self::Value(number.into())
    }
}
