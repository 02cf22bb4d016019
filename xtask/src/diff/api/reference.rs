//! Following references within a document.

use serde_json::Value;

/// References that lead from one to the next; a longer chain is taken for a circle.
const LONGEST_CHAIN: usize = 32;

/// What `value` refers to, or `value` itself if it is no reference. What cannot be found is null.
pub(crate) fn resolve<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let mut value = value;
    for _ in 0..LONGEST_CHAIN {
        let Some(reference) = value["$ref"].as_str() else {
            return value;
        };
        value = reference
            .strip_prefix('#')
            .and_then(|pointer| document.pointer(&decoded(pointer)))
            .unwrap_or(&Value::Null);
    }
    &Value::Null
}

/// The component schema that a reference names, if it names one.
pub(crate) fn component(reference: &str) -> Option<String> {
    let name = reference.strip_prefix("#/components/schemas/")?;
    if name.contains('/') {
        return None;
    }
    Some(decoded(name).replace("~1", "/").replace("~0", "~"))
}

/// References are URIs, so a pointer in one is percent-encoded.
fn decoded(pointer: &str) -> String {
    percent_encoding::percent_decode_str(pointer)
        .decode_utf8_lossy()
        .into_owned()
}
