//! What the generated methods are given.

use apib::codegen::{Lowered, LoweredOperation};
use apib::generate::TypedOperation;
use serde_json::{Value, json};

use super::exchanges::{examples, generated, referenced};
use super::sample::sample;

/// One argument of a generated method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Argument {
    /// The builder's method, which is also the name in reports.
    pub(super) field: String,
    /// Its type as the method has it.
    ty: String,
    source: Source,
}

/// Where the value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Source {
    /// JSON texts; the first that the type reads is given.
    Values {
        texts: Vec<String>,
        documented: bool,
    },
    /// The request of the exchange.
    Request,
}

impl Argument {
    pub(super) fn is_optional(&self) -> bool {
        bare(&self.ty).0
    }

    /// The expression of the value: an `Option`.
    pub(super) fn value(&self) -> String {
        let field = &self.field;
        let ty = bare(&self.ty).1;
        match &self.source {
            Source::Values { texts, documented } => {
                format!("run.argument::<{ty}>({field:?}, &{texts:?}, {documented})")
            }
            Source::Request if ty == "reqwest::Body" => "exchange.raw()".to_owned(),
            Source::Request => format!("run.request::<{ty}>(exchange)"),
        }
    }

    /// The value that is in `variable`, as an argument in its place.
    pub(super) fn positional(&self, variable: &str) -> String {
        let (optional, owned) = bare(&self.ty);
        if self.source == Source::Request {
            let by_value = [
                "bool",
                "i32",
                "i64",
                "u64",
                "f32",
                "f64",
                "String",
                "reqwest::Body",
            ];
            let borrow = if by_value.contains(&&*owned) { "" } else { "&" };
            return format!("{borrow}{variable}");
        }
        match (optional, self.ty.contains('&'), self.ty.contains("&str")) {
            (true, true, true) => format!("{variable}.as_deref()"),
            (true, true, false) => format!("{variable}.as_ref()"),
            (false, true, _) => format!("&{variable}"),
            _ => variable.to_owned(),
        }
    }
}

/// Whether a type is an `Option`, and the owned type that is in it or that it is itself.
fn bare(ty: &str) -> (bool, String) {
    let inner = ["Option<", "::std::option::Option<"]
        .iter()
        .find_map(|start| ty.strip_prefix(start)?.strip_suffix('>'));
    let owned = inner.unwrap_or(ty).trim_start_matches('&');
    let owned = match owned {
        "str" => "::std::string::String",
        // The positional style takes anything that becomes one.
        "B" => "reqwest::Body",
        _ => owned,
    };
    (inner.is_some(), owned.to_owned())
}

/// The arguments of an operation, without its body, in their order.
pub(super) fn arguments(
    document: &Value,
    lowered: &Lowered,
    operation: &LoweredOperation,
    typed: &TypedOperation,
) -> Vec<Argument> {
    let (_, generated) = generated(lowered, operation);
    let parameters: Vec<&Value> = generated["parameters"]
        .as_array()
        .into_iter()
        .flatten()
        .collect();
    let mut variables = variables(&operation.path);
    let described: Vec<Option<&Value>> = parameters
        .iter()
        .map(|parameter| {
            let name = parameter["name"].as_str()?;
            // The variables of a path have names of their own, but their places.
            let name = if parameter["in"] == "path" {
                variables.next()?
            } else {
                name
            };
            find(document, operation, name, &parameter["in"])
        })
        .collect();
    typed
        .parameters
        .iter()
        .map(|(field, ty)| {
            let index = parameters.iter().position(|parameter| {
                let name = parameter["name"].as_str().unwrap_or_default();
                folded(name) == folded(field)
            });
            let described = index.and_then(|index| described[index]);
            let example = described.and_then(|parameter| example(document, parameter));
            let schema = index.map_or(&Value::Null, |index| &parameters[index]["schema"]);
            let schema = if schema.is_null() {
                &json!({"type": "string"})
            } else {
                schema
            };
            let mut texts = Vec::new();
            if let Some(value) = &example {
                texts.extend([value.to_string(), json!(as_text(value)).to_string()]);
                // A list with one item; a number in quotes.
                texts.extend([json!([value]).to_string(), as_text(value)]);
            }
            texts.push(sample(&lowered.document, schema).to_string());
            Argument {
                field: field.clone(),
                ty: ty.clone(),
                source: Source::Values {
                    texts,
                    documented: example.is_some(),
                },
            }
        })
        .collect()
}

/// The argument for the request's body.
pub(super) fn body(typed: &TypedOperation) -> Option<Argument> {
    Some(Argument {
        field: "body".to_owned(),
        ty: typed.body.clone()?,
        source: Source::Request,
    })
}

/// The letters and digits of a name, which are what its forms have in common.
fn folded(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

fn as_text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// The variables of a path.
fn variables(path: &str) -> impl Iterator<Item = &str> {
    let parts = path.split('{').skip(1);
    parts.filter_map(|part| part.split_once('}').map(|(name, _)| name))
}

fn find<'d>(
    document: &'d Value,
    operation: &LoweredOperation,
    name: &str,
    location: &Value,
) -> Option<&'d Value> {
    let item = &document["paths"][&operation.path];
    let own = &item[operation.method.to_lowercase()]["parameters"];
    let lists = [own, &item["parameters"]]
        .into_iter()
        .filter_map(Value::as_array);
    lists
        .flatten()
        .map(|parameter| referenced(document, parameter))
        .find(|parameter| parameter["name"] == name && parameter["in"] == *location)
}

/// A value that the document gives for a parameter.
fn example(document: &Value, parameter: &Value) -> Option<Value> {
    let schema = referenced(document, &parameter["schema"]);
    let named = examples(document, parameter)
        .into_iter()
        .map(|(_, value)| value);
    let told = [&schema["example"], &schema["default"], &schema["enum"][0]];
    // An empty variable would make another path.
    named
        .chain(told)
        .find(|value| !value.is_null() && *value != "")
        .cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_read_as_they_are_spelled() {
        for (ty, optional, owned) in [
            ("&str", false, "::std::string::String"),
            ("Option<&str>", true, "::std::string::String"),
            ("::std::option::Option<i64>", true, "i64"),
            ("&::std::vec::Vec<i64>", false, "::std::vec::Vec<i64>"),
            ("&types::Note", false, "types::Note"),
        ] {
            assert_eq!(bare(ty), (optional, owned.to_owned()), "{ty}");
        }
    }

    #[test]
    fn names_are_found_in_their_rust_form() {
        assert_eq!(
            folded("filter[created-from]"),
            folded("filter_created_from")
        );
        assert_eq!(folded("self"), folded("self_"));
        assert_ne!(folded("a"), folded("b"));
    }
}
