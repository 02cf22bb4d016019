//! The enumerations in Rust: invocations of the macro that flowii-api has for them.

use std::fmt::Write;

use anyhow::Context;
use serde_json::Value;

use super::text::doc_comment;

/// The text of `flowii-api/src/enumerations.rs`.
pub(super) fn enumerations(document: &Value) -> anyhow::Result<String> {
    let mut text =
        String::from("//! Numbers that stand for words.\n\nuse crate::open_enum::open_enum;\n");
    let components = document
        .pointer("/components/schemas")
        .and_then(Value::as_object);
    for (name, component) in components.into_iter().flatten() {
        if component.get("x-enum-varnames").is_some() {
            let item =
                enumeration(component).with_context(|| format!("the enumeration `{name}`"))?;
            let _ = write!(
                text,
                "\nopen_enum! {{\n{}\n}}\n",
                item.replace("NAME", name)
            );
        }
    }
    Ok(text)
}

fn enumeration(component: &Value) -> anyhow::Result<String> {
    let list = |key: &str| {
        component[key]
            .as_array()
            .with_context(|| format!("`{key}` is no list"))
    };
    let (numbers, names, labels) = (
        list("enum")?,
        list("x-enum-varnames")?,
        list("x-enum-descriptions")?,
    );
    let mut text = doc_comment(component["description"].as_str().unwrap_or_default(), 4);
    text += "    NAME {\n";
    for (index, number) in numbers.iter().enumerate() {
        let number = number.as_i64().context("a member is no whole number")?;
        let name = names.get(index).and_then(Value::as_str);
        let name = name.with_context(|| format!("{number} has no name"))?;
        syn::parse_str::<syn::Ident>(name)
            .with_context(|| format!("`{name}` cannot be the name of a variant"))?;
        let label = labels
            .get(index)
            .and_then(Value::as_str)
            .unwrap_or_default();
        text += &doc_comment(label, 8);
        let _ = writeln!(text, "        {name} = {number},");
    }
    Ok(text + "    }")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn document(names: &Value) -> Value {
        json!({"components": {"schemas": {
            "Other": {"type": "integer"},
            "Kind": {
                "description": "A kind.",
                "enum": [-1, 2],
                "x-enum-varnames": names,
                "x-enum-descriptions": ["Nič", "Dva"],
            },
        }}})
    }

    #[test]
    fn an_enumeration_is_a_macro_call() {
        let text = enumerations(&document(&json!(["None", "Two"]))).unwrap();
        let expected = "open_enum! {\n    /// A kind.\n    Kind {\n        /// Nič\n        None = -1,\n        /// Dva\n        Two = 2,\n    }\n}\n";
        assert!(text.ends_with(expected), "{text}");
        assert!(syn::parse_file(&text).is_ok());
    }

    #[test]
    fn a_name_that_is_none_in_rust_is_named() {
        let error = enumerations(&document(&json!(["None", "2nd"]))).unwrap_err();
        let error = format!("{error:#}");
        assert!(
            error.contains("`Kind`") && error.contains("`2nd`"),
            "{error}"
        );
    }
}
