//! What the fields of forms show: their schema, and their values once their types are known.

use std::collections::BTreeSet;

use serde_json::Value;

use super::accepts;
use super::beside::property_of;
use super::from_examples;
use crate::model::schema::{Schema, Shape};

/// The schema that several forms show together: the fields of all of them, each optional, since a
/// form that is shown in variants has fields that only some of them need. A field that comes
/// several times in one of them is a list.
pub(crate) fn from_fields<'a>(forms: impl IntoIterator<Item = &'a Value>) -> Schema {
    let mut schema = from_examples(forms);
    let Shape::Object(object) = &mut schema.shape else {
        return Schema::of(Shape::Object(Box::default()));
    };
    for property in object.properties.values_mut() {
        property.required = false;
        // A format that one text happens to have says nothing of a field that people type.
        property.schema.format = None;
    }
    schema
}

/// Marks the fields of a form that are files, which are sent as bytes.
pub(crate) fn mark_files(schema: &mut Schema, files: &BTreeSet<String>) {
    let Shape::Object(object) = &mut schema.shape else {
        return;
    };
    for file in files {
        let property = object.properties.get_mut(file);
        let schema = property.map(|property| &mut property.schema);
        let text = match schema {
            Some(Schema {
                shape: Shape::Array(items),
                ..
            }) => Some(&mut **items),
            schema => schema,
        };
        if let Some(text) = text {
            text.format = Some("binary".into());
        }
    }
}

/// The fields of a form with the types that a schema gives them, where the schema accepts that:
/// forms send numbers and booleans as text. Whatever else stays as it is.
pub(crate) fn typed_fields<'a>(
    form: &Value,
    schema: &'a Schema,
    resolve: &dyn Fn(&str) -> Option<&'a Schema>,
) -> Value {
    let Value::Object(fields) = form else {
        return form.clone();
    };
    let mut typed = fields.clone();
    for (name, value) in &mut typed {
        let declared = property_of(schema, name, resolve);
        if let (Some(declared), Value::String(text)) = (declared, &*value)
            && accepts(declared, value, resolve).is_err()
            && let Ok(parsed) = serde_json::from_str::<Value>(text)
            && accepts(declared, &parsed, resolve).is_ok()
        {
            *value = parsed;
        }
    }
    Value::Object(typed)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::schema::{Object, Property};

    #[test]
    fn texts_become_what_is_declared() {
        let property = |shape| Property {
            schema: Schema::of(shape),
            required: true,
        };
        let schema = Schema::of(Shape::Object(Box::new(Object {
            properties: [
                ("n".to_owned(), property(Shape::Number)),
                ("s".to_owned(), property(Shape::String)),
                ("b".to_owned(), property(Shape::Boolean)),
            ]
            .into_iter()
            .collect(),
            ..Object::default()
        })));
        let form = json!({ "n": "1.5", "s": "1", "b": "maybe", "x": "2" });
        assert_eq!(
            typed_fields(&form, &schema, &|_| None),
            json!({ "n": 1.5, "s": "1", "b": "maybe", "x": "2" })
        );
    }

    #[test]
    fn fields_of_several_forms_are_optional() {
        use crate::infer::from_fields;
        use crate::model::schema::Shape;
        use serde_json::json;

        let forms = [
            json!({ "grant": "a", "user": "u" }),
            json!({ "grant": "b", "token": "t" }),
        ];
        let Shape::Object(object) = from_fields(&forms).shape else {
            panic!()
        };
        assert_eq!(object.properties.len(), 3);
        assert!(!object.properties["grant"].required);
    }
}
