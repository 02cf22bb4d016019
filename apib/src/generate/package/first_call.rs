//! The call that a reader of the documentation sees first.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::Value;

use super::PackageOptions;
use crate::codegen::{Lowered, Response};
use crate::generate::{Interface, TypedOperation};

/// An operation that can be called with values that anybody can write down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FirstCall {
    /// The method and its types; none if no operation is that simple.
    call: Option<(String, TypedOperation)>,
    /// Whether the answer is a value that can be printed.
    typed: bool,
}

impl FirstCall {
    /// The `GET` that needs the fewest values, and of those the first in the document, preferably
    /// one with a typed answer.
    pub(super) fn choose(lowered: &Lowered, operations: &BTreeMap<String, TypedOperation>) -> Self {
        let candidates = lowered.operations.iter().filter_map(|operation| {
            let typed = operations.get(&operation.operation_id)?;
            if operation.method != "GET" || typed.body.is_some() {
                return None;
            }
            let needed: Vec<_> = needed(typed).collect();
            if needed.iter().any(|(_, ty)| value(ty).is_none()) {
                return None;
            }
            let is_json = operation.response == Response::Json;
            Some(((!is_json, needed.len()), operation, typed))
        });
        let best = candidates.min_by_key(|(cost, ..)| *cost);
        Self {
            typed: best.is_some_and(|(_, operation, _)| operation.response == Response::Json),
            call: best.map(|(_, operation, typed)| {
                let mut typed = typed.clone();
                if typed.builder.is_some() {
                    typed.parameters = needed(&typed).cloned().collect();
                }
                (operation.operation_id.clone(), typed)
            }),
        }
    }

    /// The program that makes the call.
    pub(super) fn example(&self, document: &Value, options: &PackageOptions) -> String {
        let module = options.module();
        let server = document["servers"][0]["url"].as_str();
        let server = server
            .filter(|url| url.starts_with("http") && !url.contains('{'))
            .unwrap_or("https://api.example.com");
        let server = Value::from(server.trim_end_matches('/'));
        let inner = match options.settings.inner_type.as_deref() {
            None => String::new(),
            Some(inner) => format!(
                ", {}::default()",
                turbofish(&inner.replace("crate::", &format!("{module}::")))
            ),
        };
        let mut text = String::new();
        let extension = self
            .call
            .as_ref()
            .and_then(|(_, typed)| typed.extension.as_ref());
        let import = match extension {
            Some(extension) => format!("{{Client, {extension}}}"),
            None => "Client".to_owned(),
        };
        let _ = write!(
            text,
            "use {module}::{import};\n\n#[tokio::main]\nasync fn main() -> Result<(), Box<dyn std::error::Error>> {{\n    \
             let client = Client::new({server}{inner});\n"
        );
        match &self.call {
            Some((method, typed)) => {
                let call = call(method, typed, options.settings.interface);
                if self.typed {
                    let _ = writeln!(
                        text,
                        "    let answer = client{call}.await?.into_inner();\n    println!(\"{{answer:#?}}\");"
                    );
                } else {
                    let _ = writeln!(
                        text,
                        "    let answer = client{call}.await?;\n    println!(\"{{}}\", answer.status());"
                    );
                }
            }
            None => {
                text += "    // Every operation takes arguments of its own; see the methods of `Client`.\n    println!(\"{client:?}\");\n";
            }
        }
        text + "    Ok(())\n}\n"
    }
}

/// A path as it can stand before `::default()`.
fn turbofish(ty: &str) -> String {
    if ty.contains(['<', '(', '[', '&']) {
        format!("<{ty}>")
    } else {
        ty.to_owned()
    }
}

/// The parameters that have to be given.
///
/// Those that may be left out have a type that says so.
fn needed(typed: &TypedOperation) -> impl Iterator<Item = &(String, String)> {
    typed
        .parameters
        .iter()
        .filter(|(_, ty)| !TypedOperation::is_optional(ty))
}

fn call(method: &str, typed: &TypedOperation, interface: Interface) -> String {
    let mut text = format!(".{method}(");
    match interface {
        Interface::Builder => {
            text.push(')');
            for (name, ty) in &typed.parameters {
                let _ = write!(text, ".{name}({})", value(ty).unwrap_or("\"\""));
            }
            text += ".send()";
        }
        Interface::Positional => {
            let values = typed.parameters.iter().map(|(_, ty)| {
                if TypedOperation::is_optional(ty) {
                    "None"
                } else {
                    value(ty).unwrap_or("\"\"")
                }
            });
            text += &values.collect::<Vec<_>>().join(", ");
            text.push(')');
        }
    }
    text
}

/// A value of a type, as code; none if only a reader of the documentation can choose one.
fn value(ty: &str) -> Option<&'static str> {
    match ty {
        "&str" | "::std::string::String" => Some("\"1\""),
        "i32" | "i64" | "u32" | "u64" => Some("1"),
        "f32" | "f64" => Some("1.0"),
        "bool" => Some("true"),
        _ => None,
    }
}
