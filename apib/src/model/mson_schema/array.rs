//! Array structures (MSON, section 2.1.2): what the items may be.

use serde_json::{Value, json};

use crate::model::mson_value;
use crate::model::schema::{Schema, Shape};
use crate::mson::literal::{self, Literal};
use crate::mson::{Element, Member, TypeName, TypeSection};

use super::enumeration::{Values, of_members};
use super::type_specification::one_or_any_of;
use super::values::{constant, inline_values};
use super::{Base, Converter, Inherited, MAX_COMPARED, Place, lineage};

impl Converter<'_, '_> {
    pub(super) fn array(&mut self, element: &Element, place: Place<'_>) -> Schema {
        let definition = &element.type_definition;
        let is_reference = definition
            .name
            .as_ref()
            .is_some_and(|name| self.types.find(name).is_some());
        let has_own = element.members().next().is_some();
        if let (Some(name), true, false) = (
            &definition.name,
            is_reference,
            has_own || place.fixed || definition.fixed,
        ) {
            return self.named(name, place.owner);
        }
        self.report_mixins(element, place);
        let lineage = lineage(self.types, place.owner, element);
        let is_fixed = place.fixed
            || lineage
                .iter()
                .any(|(_, element)| element.type_definition.fixed);
        let members = self.members_of(place.owner, element);
        let untyped = self.nested_shape(element);
        let values: Vec<Literal> = lineage
            .iter()
            .flat_map(|(_, ancestor)| inline_values(ancestor, place.is_item))
            .collect();
        if is_fixed && !(members.is_empty() && values.is_empty()) {
            return self.fixed_list(&members, &values, &untyped, place);
        }
        let nested: Vec<TypeName> = lineage
            .iter()
            .filter_map(|(_, element)| element.type_definition.name.as_ref())
            .flat_map(|name| name.nested.iter().cloned())
            .collect();
        let mut items = match self.any_of(&nested) {
            _ if nested.is_empty() => Vec::new(),
            Schema {
                shape: Shape::AnyOf(schemas),
                ..
            } => schemas,
            schema => vec![schema],
        };
        if nested.is_empty() && !values.is_empty() {
            items.push(Schema::of(untyped.clone()));
        }
        let is_of_enumeration = matches!(
            &nested[..],
            [only] if only.base.text.eq_ignore_ascii_case("enum")
        );
        let mut enumerated = Values::default();
        for member in members {
            let Inherited::Element(item) = member else {
                self.out_of_place(element.span, "only objects have alternatives");
                continue;
            };
            // An item that is only a value is a sample of the type in brackets, not a type of its
            // own.
            let is_value = item.type_definition.name.is_none()
                && item.sections.is_empty()
                && item.name.is_some();
            if is_value && !nested.is_empty() {
                // `array[enum]` leaves it to the values which enumeration that is.
                let literal = literal::value_member(item).filter(|_| is_of_enumeration);
                if let Some(literal) = literal {
                    let shape = self.enumerated_shape(&nested);
                    enumerated.push(
                        super::typed(&shape, &literal.text),
                        item.description.as_ref(),
                    );
                }
                continue;
            }
            let schema = self.item(item, &untyped, place.below(false));
            push_new(&mut items, schema);
        }
        if !enumerated.is_empty() {
            items = vec![of_members(enumerated.into_members())];
        }
        if items.is_empty() && shows_bare_values(element) {
            items.push(Schema::of(untyped));
        }
        Schema::of(Shape::Array(Box::new(one_or_any_of(items))))
    }

    /// What the values of `array[enum[number]]` are.
    fn enumerated_shape(&self, nested: &[TypeName]) -> Shape {
        let names = nested.first().map(|name| &name.nested[..]);
        let shape = match names {
            Some([only]) => self.shape_of_name(only),
            _ => None,
        };
        shape.unwrap_or_else(|| super::STRING.clone())
    }

    /// The schema of an item. A sample of it is told with the whole list's.
    fn item(&mut self, item: &Element, untyped: &Shape, place: Place<'_>) -> Schema {
        let place = Place {
            untyped,
            is_item: true,
            ..place
        };
        let mut schema = self.member(item, place);
        schema.examples.clear();
        schema
    }

    /// A "fixed ordered list" (section 4.3): these values or types, in this order. OpenAPI 3.0
    /// cannot tell the order, but the number of items and what they may be.
    fn fixed_list(
        &mut self,
        members: &[Inherited<'_>],
        values: &[Literal],
        untyped: &Shape,
        place: Place<'_>,
    ) -> Schema {
        let mut items: Vec<Schema> = Vec::new();
        let mut length = values.len();
        for value in values {
            push_new(&mut items, constant(untyped, value));
        }
        for member in members {
            let Inherited::Element(item) = member else {
                continue;
            };
            length += 1;
            let fixed = item.name.is_some() || self.inherits_fixed(item);
            let schema = self.item(item, untyped, place.below(fixed));
            push_new(&mut items, schema);
        }
        let mut schema = Schema::of(Shape::Array(Box::new(one_enumeration(items))));
        for bound in ["minItems", "maxItems"] {
            schema.constraints.insert(bound.to_owned(), json!(length));
        }
        schema
    }

    fn report_mixins(&mut self, element: &Element, place: Place<'_>) {
        for member in element.members() {
            let Member::Mixin(name) = member else {
                continue;
            };
            match self.types.base_of(name) {
                None => self.report_unknown(name),
                Some(Base::Array) => {
                    self.report_spelling(name);
                    self.named(name, place.owner);
                }
                Some(_) => self.out_of_place(
                    name.base.span,
                    "a list includes a type that is no list; it is left out",
                ),
            }
        }
    }

    /// The values of a list's own items, if each of them is a primitive with a value.
    fn member_values(&self, element: &Element, untyped: &Shape) -> Vec<Value> {
        let value = |member: &Member| {
            let Member::Element(item) = member else {
                return None;
            };
            let shape = self.scalar_shape(item, untyped);
            let literal = literal::value_member(item)?;
            let value = super::typed(&shape, &literal.text);
            (super::values::is_primitive(&shape) && super::values::fits(&shape, &value))
                .then_some(value)
        };
        let values: Option<Vec<Value>> = element.members().map(value).collect();
        values.unwrap_or_default()
    }

    /// Samples and default of a list: values between commas, or one below the other.
    pub(super) fn add_array_values(
        &mut self,
        schema: &mut Schema,
        element: &Element,
        place: Place<'_>,
    ) {
        let untyped = self.nested_shape(element);
        let inline = inline_values(element, place.is_item);
        if !inline.is_empty() {
            let list = inline
                .iter()
                .map(|value| super::typed(&untyped, &value.text));
            let list = Value::Array(list.collect());
            if element.type_definition.default {
                self.set_default(schema, list, element.span);
            } else {
                schema.examples.push(list);
            }
        }
        let members = self.member_values(element, &untyped);
        if !members.is_empty() {
            schema.examples.push(Value::Array(members));
        }
        for section in &element.sections {
            let (values, is_default) = match section {
                TypeSection::Sample(values) => (values, false),
                TypeSection::Default(values) => (values, true),
                TypeSection::Members(_) => continue,
            };
            let Some(list) = mson_value::list_of(self.types, values, &untyped) else {
                continue;
            };
            if is_default {
                self.set_default(schema, list, element.span);
            } else {
                schema.examples.push(list);
            }
        }
    }
}

/// True if values without a type stand in a Sample or Default section, which makes them values of
/// the implied one.
fn shows_bare_values(element: &Element) -> bool {
    element.sections.iter().any(|section| match section {
        TypeSection::Sample(values) | TypeSection::Default(values) => values
            .iter()
            .any(|value| value.type_definition.name.is_none() && value.sections.is_empty()),
        TypeSection::Members(_) => false,
    })
}

pub(super) fn push_new(schemas: &mut Vec<Schema>, schema: Schema) {
    if schemas.len() > MAX_COMPARED || !schemas.contains(&schema) {
        schemas.push(schema);
    }
}

/// Any of the schemas; as one enumeration where each of them is one value.
fn one_enumeration(items: Vec<Schema>) -> Schema {
    let is_constant = |schema: &Schema| {
        !schema.members.is_empty() && schema.description.is_none() && !schema.nullable
    };
    if items.len() < 2 || !items.iter().all(is_constant) {
        return one_or_any_of(items);
    }
    let mut values = Values::default();
    for member in items.into_iter().flat_map(|schema| schema.members) {
        values.push(member.value, None);
    }
    of_members(values.into_members())
}
