//! Sample values of primitives.

use serde_json::{Value, json};

use crate::model::mson_schema::{inline_value, lineage, typed};
use crate::model::primitive;
use crate::model::schema::{Schema, Shape};
use crate::mson::Element;
use crate::mson::literal;

use super::{Composer, Place};

impl Composer<'_> {
    pub(super) fn scalar(&self, element: &Element, place: &Place) -> Value {
        let schema = self.scalar_schema(element, place);
        let written = inline_value(element, place.is_item)
            .map(|literal| literal.text)
            .or_else(|| {
                let values = self.sample_or_default(element)?;
                Some(literal::value_member(values.first()?)?.text)
            });
        match written {
            Some(written) => {
                let value = typed(&schema.shape, &written);
                if is_of(&schema.shape, &value) {
                    value
                } else {
                    empty(&schema)
                }
            }
            None if self.is_nullable(element) => Value::Null,
            None => empty(&schema),
        }
    }

    fn scalar_schema(&self, element: &Element, place: &Place) -> Schema {
        let lineage = lineage(self.types, None, element);
        let root = lineage
            .first()
            .and_then(|(_, root)| root.type_definition.name.as_ref());
        match root {
            Some(name) => primitive::of_name(&name.base.text)
                .map(|known| known.schema)
                .unwrap_or_default(),
            None => Schema::of(place.untyped.clone().unwrap_or(Shape::String)),
        }
    }
}

fn is_of(shape: &Shape, value: &Value) -> bool {
    match shape {
        Shape::Boolean => value.is_boolean(),
        Shape::Integer | Shape::Number => value.is_number(),
        Shape::String => value.is_string(),
        _ => true,
    }
}

/// The value of a type of which nothing is said.
fn empty(schema: &Schema) -> Value {
    match (&schema.shape, schema.format.as_deref()) {
        (Shape::Boolean, _) => json!(false),
        (Shape::Integer | Shape::Number, _) => json!(0),
        // An empty text is none of these.
        (Shape::String, Some("date")) => json!("1970-01-01"),
        (Shape::String, Some("date-time")) => json!("1970-01-01T00:00:00Z"),
        (Shape::String, Some("uuid")) => json!("00000000-0000-0000-0000-000000000000"),
        (Shape::String, Some("email")) => json!("user@example.com"),
        (Shape::String, Some("uri")) => json!("https://example.com"),
        (Shape::String, _) => json!(""),
        (Shape::Object(_), _) => json!({}),
        (Shape::Array(_), _) => json!([]),
        _ => Value::Null,
    }
}
