//! Schemas as a blueprint means them, whatever they were written in: MSON, JSON Schema, or
//! nothing but an example.

use std::borrow::Cow;

use indexmap::IndexMap;
use serde_json::Value;
use thin_vec::ThinVec;

pub use constraints::Constraints;

mod constraints;

/// Where references to types lead from within a keyword, in the model as in the output.
pub(crate) const COMPONENTS: &str = "#/components/schemas/";

/// What a value may be, and what is said of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schema {
    /// The kind of value, with its parts.
    pub shape: Shape,
    /// Whether `null` may stand in its place.
    pub nullable: bool,
    /// A refinement such as `int64` or `date-time-local`, from the OpenAPI format registry.
    pub format: Option<Cow<'static, str>>,
    /// The values it may have. Empty: any value of its shape.
    pub members: ThinVec<Member>,
    /// A short name.
    pub title: Option<Box<str>>,
    /// What it means, in Markdown.
    pub description: Option<String>,
    /// The value that is assumed where none is given.
    pub default: Option<Box<Value>>,
    /// Sample values.
    pub examples: ThinVec<Value>,
    /// Keywords of JSON Schema that have no field here (`minLength`, `pattern`, `if`, …), in their
    /// meaning of draft 2020-12. Schemas within them are JSON of that draft, in which `$ref` is
    /// `#/components/schemas/` and the name of a type as a step of a JSON pointer. A few say more
    /// exactly what the shape can only say more widely, and replace it for a writer that knows
    /// them: `prefixItems` with `items`, `patternProperties` with `additionalProperties`, and
    /// `type` where nothing but `null` is allowed. Keywords of no draft begin with `x-`.
    pub constraints: Constraints,
}

/// The kind of a value.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Shape {
    /// Nothing is known.
    #[default]
    Any,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// A text.
    String,
    /// A list of values that are all of one schema.
    Array(Box<Schema>),
    /// A record or a map.
    Object(Box<Object>),
    /// A named type, by its name in the blueprint.
    Reference(String),
    /// Exactly one of these.
    OneOf(Vec<Schema>),
    /// At least one of these.
    AnyOf(Vec<Schema>),
    /// All of these at once; how inheritance is told.
    AllOf(Vec<Schema>),
}

/// The parts of a record or a map.
#[derive(Debug, Default, PartialEq)]
pub struct Object {
    /// The properties that have a name, in the order of the document.
    pub properties: IndexMap<String, Property>,
    /// What else it may hold.
    pub additional: Additional,
}

impl Clone for Object {
    /// A copy that takes no more room than it needs, where a map's own takes up to twice as much.
    fn clone(&self) -> Self {
        let properties = self.properties.iter();
        let copied = properties.map(|(name, property)| (name.clone(), property.clone()));
        Self {
            properties: copied.collect(),
            additional: self.additional.clone(),
        }
    }
}

/// One property of an [`Object`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Property {
    /// What its value may be.
    pub schema: Schema,
    /// Whether it must be there.
    pub required: bool,
}

/// What an [`Object`] may hold beside its named properties.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Additional {
    /// Not said: anything, as JSON Schema has it.
    #[default]
    Unspecified,
    /// Nothing.
    Forbidden,
    /// Values of this schema under any name: a map.
    Values(Box<Schema>),
}

/// One value of an enumeration.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The value itself.
    pub value: Value,
    /// What it means.
    pub description: Option<String>,
}

impl Schema {
    /// A schema of this shape, about which nothing else is said.
    pub fn of(shape: Shape) -> Self {
        Self {
            shape,
            ..Self::default()
        }
    }

    /// True if it says nothing at all and so accepts everything.
    pub fn is_any(&self) -> bool {
        self.shape == Shape::Any && self.members.is_empty() && self.constraints.is_empty()
    }
}
