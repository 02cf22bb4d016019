//! From MSON to schemas.

use crate::diagnostic::{Code, Diagnostic};
use crate::limits;
use crate::mson::{Element, Member as MsonMember, TypeName};

use super::primitive;
use super::schema::{Additional, Member, Object, Property, Schema, Shape};

use types::Base;
use values::is_scalar;

pub(super) use types::Types;
pub(super) use values::typed;

mod types;
mod values;

/// Turns MSON elements into schemas, collecting what is wrong with them.
pub(super) struct Converter<'a> {
    pub(super) types: &'a Types<'a>,
    pub(super) diagnostics: &'a mut Vec<Diagnostic>,
}

impl Converter<'_> {
    /// The schema of a named type or of an `Attributes` section.
    pub(super) fn schema(&mut self, element: &Element) -> Schema {
        self.schema_at(element, 0)
    }

    fn schema_at(&mut self, element: &Element, depth: usize) -> Schema {
        if depth > limits::MAX_NESTING {
            return Schema::default();
        }
        let definition = &element.type_definition;
        let name = definition.name.as_ref();
        let has_members = element.members().next().is_some();
        let base = match name {
            Some(name) => self.base_of(name),
            None if has_members => Base::Object,
            None => Base::Scalar,
        };
        let mut schema = match base {
            Base::Object => self.object(element, depth),
            Base::Array => self.array(element, depth),
            Base::Enum => self.enumeration(element),
            Base::Scalar => self.scalar(element),
        };
        schema.nullable |= definition.nullable;
        schema.description = element.description.as_ref().map(|text| text.text.clone());
        self.add_values(&mut schema, element);
        schema
    }

    fn base_of(&mut self, name: &TypeName) -> Base {
        if let Some(base) = self.types.base_of(&name.base.text) {
            return base;
        }
        let message = if self.types.contains(&name.base.text) {
            format!(
                "the type `{}` inherits from itself or from nothing known",
                name.base.text
            )
        } else {
            format!("no type is called `{}`", name.base.text)
        };
        self.diagnostics
            .push(Diagnostic::new(Code::TYPE_UNKNOWN, name.base.span, message));
        Base::Scalar
    }

    /// The schema of a type name alone.
    fn named(&mut self, name: &TypeName) -> Schema {
        if self.types.contains(&name.base.text) {
            return Schema::of(Shape::Reference(name.base.text.clone()));
        }
        if let Some(primitive) = primitive::of_name(&name.base.text) {
            if primitive.is_other_name {
                self.diagnostics.push(Diagnostic::new(
                    Code::TYPE_BY_OTHER_NAME,
                    name.base.span,
                    format!(
                        "`{}` is no type of MSON; it is taken as the nearest one",
                        name.base.text
                    ),
                ));
            }
            let mut schema = primitive.schema;
            if let Shape::Array(items) = &mut schema.shape {
                **items = self.any_of(&name.nested);
            } else if name.base.text.eq_ignore_ascii_case("enum") {
                schema = self.any_of(&name.nested);
            }
            return schema;
        }
        Schema::default()
    }

    /// One schema for several type names.
    fn any_of(&mut self, names: &[TypeName]) -> Schema {
        let mut schemas: Vec<Schema> = names.iter().map(|name| self.named(name)).collect();
        match schemas.len() {
            0 => Schema::default(),
            1 => schemas.remove(0),
            _ => Schema::of(Shape::AnyOf(schemas)),
        }
    }

    fn object(&mut self, element: &Element, depth: usize) -> Schema {
        let mut parts = Vec::new();
        if let Some(name) = &element.type_definition.name
            && self.types.contains(&name.base.text)
        {
            parts.push(self.named(name));
        }
        let mut object = Object::default();
        if element.type_definition.fixed_type {
            object.additional = Additional::Forbidden;
        }
        for member in element.members() {
            self.add_member(&mut object, &mut parts, member, depth);
        }
        let is_empty = object == Object::default();
        if parts.is_empty() {
            return Schema::of(Shape::Object(object));
        }
        if !is_empty {
            parts.push(Schema::of(Shape::Object(object)));
        }
        if parts.len() == 1 {
            return parts.remove(0);
        }
        Schema::of(Shape::AllOf(parts))
    }

    fn add_member(
        &mut self,
        object: &mut Object,
        parts: &mut Vec<Schema>,
        member: &MsonMember,
        depth: usize,
    ) {
        match member {
            MsonMember::Element(element) => self.add_property(object, element, depth),
            MsonMember::Mixin(name) => {
                if self.types.contains(&name.base.text) {
                    parts.push(self.named(name));
                } else {
                    self.base_of(name);
                }
            }
            MsonMember::OneOf(alternatives) => {
                let alternatives = alternatives
                    .iter()
                    .map(|members| {
                        let mut object = Object::default();
                        let mut parts = Vec::new();
                        for member in members {
                            self.add_member(&mut object, &mut parts, member, depth + 1);
                        }
                        // An alternative is chosen by the presence of its properties.
                        for property in object.properties.values_mut() {
                            property.required = true;
                        }
                        if object != Object::default() || parts.is_empty() {
                            parts.push(Schema::of(Shape::Object(object)));
                        }
                        if parts.len() == 1 {
                            parts.remove(0)
                        } else {
                            Schema::of(Shape::AllOf(parts))
                        }
                    })
                    .collect();
                parts.push(Schema::of(Shape::OneOf(alternatives)));
            }
        }
    }

    fn add_property(&mut self, object: &mut Object, element: &Element, depth: usize) {
        let Some(name) = &element.name else { return };
        let schema = self.schema_at(element, depth + 1);
        if element.is_variable {
            object.additional = Additional::Values(Box::new(schema));
            return;
        }
        let required = element.type_definition.required || element.type_definition.fixed;
        object
            .properties
            .insert(name.text.clone(), Property { schema, required });
    }

    fn array(&mut self, element: &Element, depth: usize) -> Schema {
        let name = element.type_definition.name.as_ref();
        let mut items: Vec<Schema> = Vec::new();
        if let Some(name) = name {
            if self.types.contains(&name.base.text) && element.members().next().is_none() {
                return self.named(name);
            }
            if !name.nested.is_empty() {
                items.push(self.any_of(&name.nested));
            }
        }
        for member in element.members() {
            let MsonMember::Element(item) = member else {
                continue;
            };
            // An item that is only a value is a sample, not a type of its own.
            let is_value = item.type_definition.name.is_none() && item.sections.is_empty();
            let schema = if is_value && !items.is_empty() {
                continue;
            } else {
                self.item(item, depth)
            };
            if !items.contains(&schema) {
                items.push(schema);
            }
        }
        let items = match items.len() {
            0 if element.value.is_some() => Schema::of(Shape::String),
            0 => Schema::default(),
            1 => items.remove(0),
            _ => Schema::of(Shape::AnyOf(items)),
        };
        Schema::of(Shape::Array(Box::new(items)))
    }

    /// The schema of a nested item, whose name is a sample value.
    fn item(&mut self, item: &Element, depth: usize) -> Schema {
        let mut schema = self.schema_at(item, depth + 1);
        if let (Some(name), true) = (&item.name, is_scalar(&schema.shape)) {
            schema.examples = vec![typed(&schema.shape, &name.text)];
        }
        schema
    }

    fn enumeration(&mut self, element: &Element) -> Schema {
        let name = element.type_definition.name.as_ref();
        let is_named = name.is_some_and(|name| self.types.contains(&name.base.text));
        if is_named && element.members().next().is_none() {
            return name.map(|name| self.named(name)).unwrap_or_default();
        }
        let mut schema = name
            .map(|name| self.any_of(&name.nested))
            .unwrap_or_default();
        if schema.shape == Shape::Any {
            schema.shape = Shape::String;
        }
        for member in element.members() {
            let MsonMember::Element(member) = member else {
                continue;
            };
            let Some(name) = &member.name else { continue };
            schema.members.push(Member {
                value: typed(&schema.shape, &name.text),
                description: member.description.as_ref().map(|text| text.text.clone()),
            });
        }
        if schema.shape == Shape::Number
            && !schema.members.is_empty()
            && schema.members.iter().all(|member| member.value.is_i64())
        {
            schema.shape = Shape::Integer;
        }
        schema
    }

    fn scalar(&mut self, element: &Element) -> Schema {
        match &element.type_definition.name {
            Some(name) => self.named(name),
            None => Schema::of(Shape::String),
        }
    }
}
