//! Object structures (MSON, section 2.1.2): properties, and how they come from other types.

use crate::model::mson_value;
use crate::model::schema::{Additional, Object, Property, Schema, Shape};
use crate::mson::{Element, Member, TypeName, TypeSection};

use super::precedence::Closed;
use super::{Base, Converter, Inherited, MAX_COMPARED, Place, implied_base, lineage, members};

impl Converter<'_, '_> {
    pub(super) fn object(&mut self, element: &Element, place: Place<'_>) -> Schema {
        let definition = &element.type_definition;
        let parent = definition
            .name
            .as_ref()
            .filter(|name| self.types.find(name).is_some());
        let own = Closed {
            fixed: place.fixed || definition.fixed,
            fixed_type: definition.fixed_type,
        };
        if let (Some(parent), None, false) = (parent, element.members().next(), own.is_closed()) {
            return self.named(parent, place.owner);
        }
        let must_copy = own.is_closed() && parent.is_some();
        if must_copy || !self.composes(element, place, own) {
            let name = parent.and_then(|name| self.types.find(name));
            let name = name.map(|(name, _)| name);
            // A type that is copied within itself would have no end.
            let is_within = name.is_some_and(|name| self.copied.contains(&name));
            let mut budget = *self.budget;
            let types = self.types;
            let copied = (!is_within).then(|| members(types, place.owner, element, &mut budget));
            if let Some(None) = copied {
                self.report_not_copied(element);
            }
            if let Some(Some(members)) = copied {
                *self.budget = budget;
                let closed = self.closed(element, place, own);
                self.report_circles(element, place);
                self.copied.extend(name);
                let schema = self.flat(&members, closed, place);
                self.copied
                    .truncate(self.copied.len() - usize::from(name.is_some()));
                return schema;
            }
        }
        self.composed(element, place, own)
    }

    /// References to the types that an object is made of, and its own members, all of which hold.
    fn composed(&mut self, element: &Element, place: Place<'_>, own: Closed) -> Schema {
        let mut parts = Vec::new();
        if let Some(name) = &element.type_definition.name {
            if self.types.find(name).is_some() {
                parts.push(self.named(name, place.owner));
            } else if self.types.base_of(name).is_none() {
                parts.push(self.undefined(name));
            }
        }
        let mut properties: Vec<Inherited<'_>> = Vec::new();
        for member in element.members() {
            match member {
                Member::Element(element) => properties.push(Inherited::Element(element)),
                Member::OneOf(alternatives) => properties.push(Inherited::OneOf(alternatives)),
                Member::Mixin(name) => parts.extend(self.mixin(name, place)),
            }
        }
        parts.retain(|part| !part.is_any());
        if properties.is_empty() && !own.is_closed() && !parts.is_empty() {
            return all_of(parts);
        }
        // Beside references, the members stand a level deeper.
        let place = Place {
            depth: place.depth + usize::from(!parts.is_empty()),
            ..place
        };
        let flat = self.flat(&properties, own, place);
        match flat.shape {
            Shape::AllOf(more) => parts.extend(more),
            _ => parts.push(flat),
        }
        all_of(parts)
    }

    /// Mixin Type (section 5.1), where it is all of another object.
    pub(super) fn mixin(&mut self, name: &TypeName, place: Place<'_>) -> Option<Schema> {
        match self.types.base_of(name) {
            None => {
                self.report_unknown(name);
                Some(self.undefined(name)).filter(|schema| !schema.is_any())
            }
            Some(Base::Object) => {
                self.report_spelling(name);
                self.types.find(name)?;
                Some(self.named(name, place.owner))
            }
            Some(_) => {
                self.out_of_place(
                    name.base.span,
                    "an object includes a type that is no object; it is left out",
                );
                None
            }
        }
    }

    /// Reports what the members were copied without.
    fn report_circles(&mut self, element: &Element, place: Place<'_>) {
        let parent = element.type_definition.name.iter();
        let mixins = element.members().filter_map(|member| match member {
            Member::Mixin(name) => Some(name),
            _ => None,
        });
        for name in parent.chain(mixins) {
            if self.types.find(name).is_some() {
                self.named(name, place.owner);
            }
        }
        for member in element.members() {
            if let Member::Mixin(name) = member {
                self.mixin(name, place);
            }
        }
    }

    /// An object with these members, whichever types they come from.
    fn flat(&mut self, members: &[Inherited<'_>], closed: Closed, place: Place<'_>) -> Schema {
        let mut object = Object::default();
        let mut variable = Vec::new();
        let mut one_ofs = Vec::new();
        for member in members {
            match member {
                Inherited::Element(element) if element.is_variable => {
                    let schema = self.property(element, closed, place).schema;
                    push_value_type(&mut variable, schema);
                }
                Inherited::Element(element) => {
                    if let Some(name) = &element.name {
                        let property = self.property(element, closed, place);
                        object.properties.insert(name.text.clone(), property);
                    }
                }
                Inherited::OneOf(alternatives) => one_ofs.push(*alternatives),
            }
        }
        object.properties.shrink_to_fit();
        if !variable.is_empty() {
            let values = super::type_specification::one_or_any_of(variable);
            object.additional = Additional::Values(Box::new(values));
        } else if closed.is_closed() {
            object.additional = Additional::Forbidden;
        }
        let mut parts = Vec::new();
        for alternatives in one_ofs {
            parts.extend(self.one_of(alternatives, place));
        }
        if object.additional != Additional::Unspecified {
            allow(&mut object, &parts);
        }
        if parts.is_empty() {
            return Schema::of(Shape::Object(Box::new(object)));
        }
        if object != Object::default() {
            parts.push(Schema::of(Shape::Object(Box::new(object))));
        }
        all_of(parts)
    }

    fn property(&mut self, element: &Element, closed: Closed, place: Place<'_>) -> Property {
        let definition = &element.type_definition;
        let fixed = closed.fixed && self.inherits_fixed(element);
        let required = definition.required || closed.is_closed();
        Property {
            schema: self.member(element, place.below(fixed)),
            required: required && !definition.optional,
        }
    }

    /// Whether the attribute `fixed` of an object holds for the value of a property: it does for
    /// objects, and for anything else that has a value.
    pub(super) fn inherits_fixed(&self, element: &Element) -> bool {
        let base = match &element.type_definition.name {
            Some(name) => self.types.base_of(name),
            None => Some(implied_base(element, false)),
        };
        let has_value = || {
            let lineage = lineage(self.types, None, element);
            lineage
                .iter()
                .any(|(_, element)| element.value.is_some() || !element.sections.is_empty())
        };
        !element.is_variable && (base == Some(Base::Object) || has_value())
    }

    /// Properties of a One Of, each alternative with a list of its own.
    pub(super) fn alternative(&mut self, members: &[Member], place: Place<'_>) -> Vec<Schema> {
        let mut parts = Vec::new();
        let mut properties: Vec<Inherited<'_>> = Vec::new();
        for member in members {
            match member {
                Member::Element(element) => properties.push(Inherited::Element(element)),
                Member::OneOf(alternatives) => properties.push(Inherited::OneOf(alternatives)),
                Member::Mixin(name) => parts.extend(self.mixin(name, place)),
            }
        }
        if !properties.is_empty() || parts.is_empty() {
            let flat = self.flat(&properties, Closed::default(), place);
            match flat.shape {
                Shape::AllOf(more) => parts.extend(more),
                _ => parts.push(flat),
            }
        }
        parts
    }

    /// Samples and default of an object: each a list of properties.
    pub(super) fn add_object_values(&self, schema: &mut Schema, element: &Element) {
        for section in &element.sections {
            let (TypeSection::Sample(values) | TypeSection::Default(values)) = section else {
                continue;
            };
            let value = mson_value::object_of(self.types, values);
            let Some(value) = value else { continue };
            match section {
                TypeSection::Default(_) => schema.default = Some(Box::new(value)),
                _ => schema.examples.push(value),
            }
        }
    }
}

/// Adds the schema of a variable property; the samples of equal ones come together.
fn push_value_type(schemas: &mut Vec<Schema>, mut schema: Schema) {
    let examples = std::mem::take(&mut schema.examples);
    for other in schemas.iter_mut().take(MAX_COMPARED) {
        let others = std::mem::take(&mut other.examples);
        let is_same = *other == schema;
        other.examples = others;
        if is_same {
            other.examples.extend(examples);
            return;
        }
    }
    schema.examples = examples;
    schemas.push(schema);
}

/// All of several schemas.
pub(super) fn all_of(mut parts: Vec<Schema>) -> Schema {
    if parts.len() == 1 {
        return parts.remove(0);
    }
    Schema::of(Shape::AllOf(parts))
}

/// Names the properties of alternatives, which an object that allows no others has to know.
fn allow(object: &mut Object, parts: &[Schema]) {
    for part in parts {
        match &part.shape {
            Shape::Object(alternative) => {
                for (name, property) in &alternative.properties {
                    object
                        .properties
                        .entry(name.clone())
                        .or_insert_with(|| Property {
                            schema: Schema::of(property.schema.shape.clone()),
                            required: false,
                        });
                }
            }
            Shape::OneOf(parts) | Shape::AnyOf(parts) | Shape::AllOf(parts) => {
                allow(object, parts);
            }
            _ => {}
        }
    }
}
