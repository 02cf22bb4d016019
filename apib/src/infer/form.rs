//! Bodies of forms: `name=value&name=value`.

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::from_fields;
use crate::model::schema::Schema;

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
    let fields = Value::Object(form_fields(text)?);
    Some(from_fields([&fields]))
}

/// The fields of an `application/x-www-form-urlencoded` body, as texts; of a name that comes
/// several times, a list of texts. None if the text is no form.
pub(crate) fn form_fields(text: &str) -> Option<Map<String, Value>> {
    let mut fields = Map::new();
    for pair in text
        .split('&')
        .map(str::trim)
        .filter(|pair| !pair.is_empty())
    {
        let (name, value) = pair.split_once('=')?;
        if name.is_empty() || !name.chars().all(is_name_character) || value.contains('\n') {
            return None;
        }
        let value = Value::String(decoded(value).unwrap_or_else(|| value.to_owned()));
        add(&mut fields, decoded(name)?, value);
    }
    (!fields.is_empty()).then_some(fields)
}

/// Adds a field; one whose name is known becomes a list.
pub(super) fn add(fields: &mut Map<String, Value>, name: String, value: Value) {
    match fields.get_mut(&name) {
        None => {
            fields.insert(name, value);
        }
        Some(Value::Array(values)) => values.push(value),
        Some(known) => *known = Value::Array(vec![known.take(), value]),
    }
}

/// What authors write in names, brackets and dots of nested fields included.
fn is_name_character(c: char) -> bool {
    c.is_alphanumeric() || "_-.[]%+*$:@".contains(c)
}

/// A text without its percent encoding; None if that is not UTF-8.
fn decoded(text: &str) -> Option<String> {
    let text = text.replace('+', " ");
    let decoded = percent_decode_str(&text).decode_utf8().ok()?;
    Some(decoded.into_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn fields_are_decoded_and_keep_their_order() {
        let fields = form_fields("b=1&a%5Bx%5D=&\n c+d=%41&100%=x&b=2").unwrap();
        let names: Vec<&String> = fields.keys().collect();
        assert_eq!(names, ["b", "a[x]", "c d", "100%"]);
        assert_eq!(Value::from(fields)["b"], json!(["1", "2"]));
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
            assert_eq!(form_fields(text), None, "{text}");
        }
    }
}
