//! Sample values: what a payload may look like, composed from the values, samples, defaults and base
//! types of its MSON.
//!
//! MSON says nothing of this; the rules are those by which the reference parser renders the body of
//! a payload that has none. A value counts before a sample, a sample before a default, a default
//! before `null`; where nothing is said, the empty value of the type stands. An optional property
//! without a value is left out. Of alternatives the first counts. A type within itself ends as an
//! empty object or list.

use serde_json::{Map, Value};

use crate::limits;
use crate::model::primitive;
use crate::model::schema::Shape;
use crate::mson::{Element, TypeName, TypeSection};

use super::mson_schema::{Base, Types, is_null, is_nullable, lineage};

mod array;
mod enumeration;
mod object;
mod scalar;

/// A sample too large to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

/// What becomes of a property whose value would be of a type within itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Recursion {
    /// It is an empty object or list.
    #[default]
    Empty,
    /// It is left out, if it is not required: the type may have required properties.
    LeftOut,
}

/// The sample value of an `Attributes` section. `in_all` is how many values all samples of the
/// document may still have.
///
/// # Errors
/// If the value would have more parts than the limits allow.
pub(super) fn compose(
    types: &Types<'_>,
    element: &Element,
    recursion: Recursion,
    in_all: &mut usize,
) -> Result<Value, TooLarge> {
    let mut composer = Composer::new(types);
    composer.recursion = recursion;
    let budget = composer.budget.min(*in_all);
    composer.budget = budget;
    let base = match &element.type_definition.name {
        Some(name) => types.base_of(name).unwrap_or(Base::Object),
        None => Base::Object,
    };
    let value = composer.of_base(base, element, &Place::default());
    *in_all -= budget - composer.budget;
    value
}

/// The object of a Sample or Default section: a list of properties. None where there is none.
pub(super) fn object_of(types: &Types<'_>, properties: &[Element]) -> Option<Value> {
    let mut composer = Composer::new(types);
    let mut object = Map::new();
    for element in properties {
        composer
            .property(&mut object, element, &Place::default())
            .ok()?;
    }
    (!object.is_empty()).then_some(Value::Object(object))
}

/// The list of a Sample or Default section: values, one below the other or between commas. None
/// where there is none.
pub(super) fn list_of(types: &Types<'_>, items: &[Element], untyped: &Shape) -> Option<Value> {
    let list = Composer::new(types).section_list(items, untyped).ok()?;
    (!list.is_empty()).then_some(Value::Array(list))
}

struct Composer<'e> {
    types: &'e Types<'e>,
    /// How many values may still be composed.
    budget: usize,
    /// The named types within which the current value stands.
    within: Vec<&'e str>,
    recursion: Recursion,
}

/// Where an element stands, as far as its value depends on it.
#[derive(Clone, Default)]
struct Place {
    /// Whether it inherits the attribute `fixed`, by which even an item without a value has one.
    fixed: bool,
    /// Whether it is an item or an enumeration's member, which has a value where a property has
    /// its name.
    is_item: bool,
    /// What it is if nothing is said.
    untyped: Option<Shape>,
    depth: usize,
}

impl Place {
    fn below(&self, fixed: bool) -> Self {
        Self {
            fixed,
            depth: self.depth + 1,
            ..Self::default()
        }
    }

    fn item(&self, untyped: &Shape, fixed: bool) -> Self {
        Self {
            is_item: true,
            untyped: Some(untyped.clone()),
            ..self.below(fixed)
        }
    }
}

impl<'e> Composer<'e> {
    fn new(types: &'e Types<'e>) -> Self {
        Self {
            types,
            budget: limits::MAX_SAMPLE_VALUES,
            within: Vec::new(),
            recursion: Recursion::default(),
        }
    }

    /// The value of a property or item.
    fn value(&mut self, element: &Element, place: &Place) -> Result<Value, TooLarge> {
        if !place.is_item && element.sections.is_empty() && is_null(self.types, element) {
            return Ok(Value::Null);
        }
        let base = self.base_of(element, place);
        self.of_base(base, element, place)
    }

    fn base_of(&self, element: &Element, place: &Place) -> Base {
        match &element.type_definition.name {
            Some(name) => self.types.base_of(name).unwrap_or(Base::Object),
            None => super::mson_schema::implied_base(element, place.is_item),
        }
    }

    fn of_base(&mut self, base: Base, element: &Element, place: &Place) -> Result<Value, TooLarge> {
        self.budget = self.budget.checked_sub(1).ok_or(TooLarge)?;
        let named = self.named(element);
        let is_within = named.is_some_and(|name| self.within.contains(&name));
        if is_within || place.depth > limits::MAX_NESTING {
            match base {
                Base::Object => return Ok(Value::Object(Map::new())),
                Base::Array => return Ok(Value::Array(Vec::new())),
                Base::Enum => return Ok(Value::Null),
                Base::Scalar => {}
            }
        }
        self.within.extend(named);
        let value = match base {
            Base::Object => self.object(element, place),
            Base::Array => self.array(element, place),
            Base::Enum => self.enumeration(element, place),
            Base::Scalar => Ok(self.scalar(element, place)),
        };
        if named.is_some() {
            self.within.pop();
        }
        value
    }

    /// The named type of an element.
    fn named(&self, element: &Element) -> Option<&'e str> {
        let name = element.type_definition.name.as_ref()?;
        self.types.find(name).map(|(name, _)| name)
    }

    /// Whether a property goes without, since its value would be of a type within itself.
    fn ends_here(&self, element: &Element) -> bool {
        self.recursion == Recursion::LeftOut
            && !element.type_definition.required
            && self
                .named(element)
                .is_some_and(|name| self.within.contains(&name))
    }

    /// The section of an element, or of the nearest type that it extends.
    fn sections(&self, element: &Element, is_default: bool) -> Vec<Vec<Element>> {
        for (_, ancestor) in lineage(self.types, None, element).into_iter().rev() {
            let found: Vec<Vec<Element>> = ancestor
                .sections
                .iter()
                .filter_map(|section| match section {
                    TypeSection::Sample(values) if !is_default => Some(values.clone()),
                    TypeSection::Default(values) if is_default => Some(values.clone()),
                    _ => None,
                })
                .filter(|values| !values.is_empty())
                .collect();
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// The first sample, else the last default.
    fn sample_or_default(&self, element: &Element) -> Option<Vec<Element>> {
        let first = self.sections(element, false).into_iter().next();
        first.or_else(|| self.sections(element, true).pop())
    }

    fn is_nullable(&self, element: &Element) -> bool {
        is_nullable(self.types, element)
    }

    fn is_fixed(&self, element: &Element, place: &Place) -> bool {
        place.fixed
            || lineage(self.types, None, element)
                .iter()
                .any(|(_, element)| element.type_definition.fixed)
    }

    /// The types in brackets, those of the types that it extends first.
    fn nested_types(&self, element: &Element) -> Vec<TypeName> {
        lineage(self.types, None, element)
            .into_iter()
            .filter_map(|(_, element)| element.type_definition.name.as_ref())
            .flat_map(|name| name.nested.iter().cloned())
            .collect()
    }

    /// What members without a type are: what the brackets say, if that is one primitive type.
    fn nested_shape(&self, element: &Element) -> Shape {
        let shape = match &self.nested_types(element)[..] {
            [only] => match self.types.base_of(only) {
                Some(Base::Scalar) => Some(self.shape_of_name(only)),
                _ => None,
            },
            _ => None,
        };
        shape.unwrap_or(Shape::String)
    }

    fn shape_of_name(&self, name: &TypeName) -> Shape {
        let root = match self.types.find(name) {
            Some((_, element)) => lineage(self.types, None, element)
                .first()
                .and_then(|(_, root)| root.type_definition.name.as_ref()),
            None => Some(name),
        };
        root.and_then(|name| primitive::of_name(&name.base.text))
            .map_or(Shape::Any, |known| known.schema.shape)
    }
}

/// An element that is nothing but this type.
fn of_type(name: &TypeName) -> Element {
    let mut element = Element {
        span: name.base.span,
        ..Element::default()
    };
    element.type_definition.name = Some(name.clone());
    element
}
