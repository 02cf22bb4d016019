//! Schemas as a generator can take them: no constraint, no default, no closed enumeration.

use indexmap::IndexMap;

/// What a value may be, and what is said of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Type {
    pub(super) shape: Shape,
    pub(super) nullable: bool,
    /// Markdown, made fit for rustdoc.
    pub(super) description: Option<String>,
}

/// The kind of a value.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Shape {
    /// Free form.
    #[default]
    Any,
    Boolean,
    /// With the format `int32` or `int64`, if one is said.
    Integer(Option<String>),
    /// With the format `float` or `double`, if one is said.
    Number(Option<String>),
    /// With the format `binary` or `password`, if it is said.
    String(Option<String>),
    Array(Box<Type>),
    Object(Object),
    /// A Rust type that exists already, as `x-rust-type` names it.
    Rust(serde_json::Value),
    /// A component, by its key in the document that is lowered.
    Reference(String),
    AllOf(Vec<Type>),
    /// `oneOf` and `anyOf` alike: a generated type can only be one of them at a time.
    OneOf(Vec<Type>),
}

/// The parts of a record or a map.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Object {
    pub(super) properties: IndexMap<String, Property>,
    /// What properties without a name of their own are, where the document says it.
    pub(super) additional: Option<Box<Type>>,
}

/// One property of a record.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Property {
    pub(super) value: Type,
    pub(super) required: bool,
}

impl Type {
    /// A type of which only the shape is known.
    pub(super) fn of(shape: Shape) -> Self {
        Self {
            shape,
            ..Self::default()
        }
    }

    /// The same type, where `null` may stand too if `nullable` says so.
    pub(super) fn or_null(mut self, nullable: bool) -> Self {
        self.nullable |= nullable;
        self
    }

    /// The same type with `description`, unless it has its own.
    pub(super) fn described(mut self, description: Option<&String>) -> Self {
        if self.description.is_none() {
            self.description = description.cloned();
        }
        self
    }

    /// The same type without a word about it, to compare what goes over the wire.
    pub(super) fn bare(&self) -> Self {
        let bare_box = |inner: &Type| Box::new(inner.bare());
        let shape = match &self.shape {
            Shape::Array(items) => Shape::Array(bare_box(items)),
            Shape::Object(object) => Shape::Object(Object {
                properties: object
                    .properties
                    .iter()
                    .map(|(name, property)| {
                        let value = property.value.bare();
                        let required = property.required;
                        (name.clone(), Property { value, required })
                    })
                    .collect(),
                additional: object.additional.as_deref().map(bare_box),
            }),
            Shape::AllOf(parts) => Shape::AllOf(parts.iter().map(Self::bare).collect()),
            Shape::OneOf(parts) => Shape::OneOf(parts.iter().map(Self::bare).collect()),
            other => other.clone(),
        };
        Self {
            shape,
            nullable: self.nullable,
            description: None,
        }
    }
}
