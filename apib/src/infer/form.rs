//! Bodies of forms: `name=value&name=value`.

use indexmap::IndexMap;
use percent_encoding::percent_decode_str;

use crate::model::schema::{Object, Property, Schema, Shape};

/// The schema that an `application/x-www-form-urlencoded` body shows: an object of texts, in
/// which a name that comes twice is a list of texts. None if the text is no form.
///
/// ```
/// use apib::infer::from_form;
/// use apib::model::schema::Shape;
///
/// let schema = from_form("grant_type=password&user%20name=A+B").unwrap();
/// let Shape::Object(object) = schema.shape else { panic!() };
/// assert_eq!(object.properties["user name"].schema.shape, Shape::String);
/// assert_eq!(from_form("{ \"a\": 1 }"), None);
/// ```
pub fn from_form(text: &str) -> Option<Schema> {
    let mut properties: IndexMap<String, Property> = IndexMap::new();
    for pair in text
        .split('&')
        .map(str::trim)
        .filter(|pair| !pair.is_empty())
    {
        let (name, value) = pair.split_once('=')?;
        if name.is_empty() || !name.chars().all(is_name_character) || value.contains('\n') {
            return None;
        }
        let text = Schema::of(Shape::String);
        properties
            .entry(decoded(name)?)
            .and_modify(|property| {
                property.schema = Schema::of(Shape::Array(Box::new(text.clone())));
            })
            .or_insert_with(|| Property {
                schema: text.clone(),
                required: false,
            });
    }
    let object = Object {
        properties,
        ..Object::default()
    };
    (!object.properties.is_empty()).then(|| Schema::of(Shape::Object(object)))
}

/// The schema that several forms show together: the fields of all of them, each optional, since a
/// form that is shown in variants has fields that only some of them need.
pub fn from_forms<'a>(texts: impl IntoIterator<Item = &'a str>) -> Option<Schema> {
    let mut together = Object::default();
    for text in texts {
        let Shape::Object(form) = from_form(text)?.shape else {
            continue;
        };
        for (name, property) in form.properties {
            together.properties.entry(name).or_insert(property);
        }
    }
    (!together.properties.is_empty()).then(|| Schema::of(Shape::Object(together)))
}

/// What authors write in names, brackets and dots of nested fields included.
fn is_name_character(c: char) -> bool {
    c.is_alphanumeric() || "_-.[]%+*$:@".contains(c)
}

/// A name without its percent encoding; None if that is not UTF-8.
fn decoded(name: &str) -> Option<String> {
    let name = name.replace('+', " ");
    let decoded = percent_decode_str(&name).decode_utf8().ok()?;
    Some(decoded.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Option<Vec<String>> {
        match from_form(text)?.shape {
            Shape::Object(object) => Some(object.properties.into_keys().collect()),
            _ => None,
        }
    }

    #[test]
    fn names_are_decoded_and_keep_their_order() {
        let names = names("b=1&a%5Bx%5D=&\n c+d=%41&100%=x").unwrap();
        assert_eq!(names, ["b", "a[x]", "c d", "100%"]);
    }

    #[test]
    fn a_name_that_comes_twice_is_a_list() {
        let Shape::Object(object) = from_form("a=1&b=2&a=3").unwrap().shape else {
            panic!()
        };
        assert!(matches!(
            object.properties["a"].schema.shape,
            Shape::Array(_)
        ));
        assert_eq!(object.properties["b"].schema.shape, Shape::String);
    }

    #[test]
    fn variants_of_a_form_are_one_form() {
        let schema = from_forms(["grant=a&user=u", "grant=b&token=t"]).unwrap();
        let Shape::Object(object) = schema.shape else {
            panic!()
        };
        let names: Vec<&String> = object.properties.keys().collect();
        assert_eq!(names, ["grant", "user", "token"]);
        assert_eq!(object.properties["grant"].schema.shape, Shape::String);
        assert_eq!(from_forms(["a=1", "no form"]), None);
    }

    #[test]
    fn other_texts_are_no_forms() {
        for text in [
            "",
            "hello",
            "a=1&b",
            "<a b=\"c\"/>",
            "=1",
            "%ff=1",
            "a=1\nb=2",
        ] {
            assert_eq!(from_form(text), None, "{text}");
        }
    }
}
