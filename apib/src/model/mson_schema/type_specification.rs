//! Type Specification (MSON, section 3.5.1): the schema of a type name alone.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::primitive;
use crate::model::schema::{Schema, Shape};
use crate::mson::{Element, TypeName};

use super::{Converter, STRING, is_variable_type, lineage};

impl Converter<'_, '_> {
    /// The schema of a type name. Within the value of `owner` itself, a name that would close a
    /// circle says nothing.
    pub(super) fn named(&mut self, name: &TypeName, owner: Option<&str>) -> Schema {
        if let Some((named, _)) = self.types.find(name) {
            if owner.is_some_and(|owner| self.types.is_circular(owner, named)) {
                self.report_circle(name, owner.unwrap_or_default());
                return Schema::default();
            }
            return Schema::of(Shape::Reference(named.to_owned()));
        }
        let Some(primitive) = primitive::of_name(&name.base.text) else {
            return self.undefined(name);
        };
        if primitive.is_other_name && !is_variable_type(name) {
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
        schema
    }

    /// A reference to a type that nobody defines, or nothing where the document has no component
    /// for it: words in the place of a parameter's type are no type that anyone would look for.
    pub(super) fn undefined(&self, name: &TypeName) -> Schema {
        let undefined = self.types.find_undefined(name);
        undefined.map_or_else(Schema::default, |name| {
            Schema::of(Shape::Reference(name.to_owned()))
        })
    }

    /// One schema for several type names; those that nobody knows are reported.
    pub(super) fn any_of(&mut self, names: &[TypeName]) -> Schema {
        let mut schemas: Vec<Schema> = Vec::new();
        for name in names {
            if self.types.base_of(name).is_none() && !is_variable_type(name) {
                self.report_unknown(name);
            } else {
                self.report_spelling(name);
            }
            let schema = self.named(name, None);
            if !schemas.contains(&schema) {
                schemas.push(schema);
            }
        }
        one_or_any_of(schemas)
    }

    /// The shape that written values of a primitive have, through any number of named types.
    pub(super) fn scalar_shape(&self, element: &Element, untyped: &Shape) -> Shape {
        let lineage = lineage(self.types, None, element);
        let root = lineage.first().map_or(element, |(_, root)| *root);
        match &root.type_definition.name {
            Some(name) => {
                primitive::of_name(&name.base.text).map_or(Shape::Any, |known| known.schema.shape)
            }
            None => untyped.clone(),
        }
    }

    /// What members without a type are in an array or enumeration: what the brackets say, if that
    /// is one primitive type.
    pub(super) fn nested_shape(&self, element: &Element) -> Shape {
        let lineage = lineage(self.types, None, element);
        let mut names = lineage
            .iter()
            .filter_map(|(_, element)| element.type_definition.name.as_ref())
            .map(|name| &name.nested[..])
            .filter(|nested| !nested.is_empty());
        let shape = match names.next_back() {
            Some([only]) => self.shape_of_name(only),
            _ => None,
        };
        shape.unwrap_or_else(|| STRING.clone())
    }

    pub(super) fn shape_of_name(&self, name: &TypeName) -> Option<Shape> {
        let shape = match self.types.find(name) {
            Some((_, element)) => self.scalar_shape(element, &Shape::Any),
            None => primitive::of_name(&name.base.text)?.schema.shape,
        };
        super::values::is_primitive(&shape).then_some(shape)
    }

    pub(super) fn report_unknown(&mut self, name: &TypeName) {
        if is_variable_type(name) {
            return;
        }
        self.diagnostics.push(Diagnostic::new(
            Code::TYPE_UNKNOWN,
            name.base.span,
            format!("no type is called `{}`", name.base.text),
        ));
    }

    /// Reports a name that finds its type only when case, or what follows it, is not looked at.
    pub(super) fn report_spelling(&mut self, name: &TypeName) {
        let written = name.base.text.as_str();
        let Some((named, _)) = self.types.find(name).filter(|(named, _)| *named != written) else {
            return;
        };
        let is_other_case = named.to_lowercase() == written.to_lowercase();
        let code = if is_other_case {
            Code::TYPE_IN_OTHER_CASE
        } else {
            Code::TYPE_WITH_ARGUMENTS
        };
        self.diagnostics.push(Diagnostic::new(
            code,
            name.base.span,
            format!("`{written}` is taken for the type `{named}`"),
        ));
    }

    pub(super) fn report_circle(&mut self, name: &TypeName, owner: &str) {
        self.diagnostics.push(Diagnostic::new(
            Code::TYPE_INHERITS_ITSELF,
            name.base.span,
            format!(
                "`{owner}` inherits from itself by way of `{}`, which is left out",
                name.base.text
            ),
        ));
    }
}

/// One schema, or any of several.
pub(super) fn one_or_any_of(mut schemas: Vec<Schema>) -> Schema {
    match schemas.len() {
        0 => Schema::default(),
        1 => schemas.remove(0),
        _ => Schema::of(Shape::AnyOf(schemas)),
    }
}
