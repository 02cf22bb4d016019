//! Examples over HTTP, as a module of the batch that calls every operation of a document.
//!
//! A server on loopback answers with one example after the other, in its status and media type;
//! what is called is the generated method, with the document's own values. An answer to a
//! successful call has to be read by its type and say the same again; any other has to arrive as
//! an error that tells its status. What is sent has to be the method, the path and the body of the
//! document.

use std::collections::BTreeMap;
use std::fmt::Write;

use apib::codegen::{Lowered, LoweredOperation, Response};
use apib::generate::TypedOperation;
use serde_json::Value;

use arguments::{Argument, arguments, body};
use exchanges::exchanges;

mod arguments;
mod exchanges;
mod sample;

/// The part of the batch that all documents share: the server, and what it is told and tells.
pub(super) const SHARED: &str = include_str!("shared.rs.txt");

/// The text of a module in which `call` makes the calls of one document; each client carries a value
/// of the type `inner`, if that is given.
pub(super) fn module(
    document: &Value,
    lowered: &Lowered,
    operations: &BTreeMap<String, TypedOperation>,
    inner: Option<&str>,
) -> String {
    let inner = inner.map_or_else(String::new, |inner| format!(", {inner}::default()"));
    let mut calls = String::new();
    let mut functions = String::new();
    let mut traits: Vec<&str> = Vec::new();
    for operation in &lowered.operations {
        let Some(typed) = operations.get(&operation.operation_id) else {
            continue;
        };
        let name = &operation.operation_id;
        traits.extend(typed.extension.as_deref());
        let _ = writeln!(
            calls,
            "    run.operation({:?}, |run| call_{name}(client.clone(), run)).await;",
            format!("{} {}", operation.method, operation.path)
        );
        functions += &function(document, lowered, operation, typed);
    }
    traits.sort_unstable();
    traits.dedup();
    let traits = if traits.is_empty() {
        String::new()
    } else {
        format!("use super::{{{}}};\n", traits.join(", "))
    };
    format!(
        "#[allow(unused_imports)]\nuse super::{{Client, types}};\n{traits}\n\
         #[allow(unused_variables)]\n\
         pub(crate) async fn call(run: &crate::Run) {{\n    \
         let client = Client::new(&run.url(){inner});\n{calls}}}\n{functions}"
    )
}

/// The function that makes the calls of one operation.
fn function(
    document: &Value,
    lowered: &Lowered,
    operation: &LoweredOperation,
    typed: &TypedOperation,
) -> String {
    let name = &operation.operation_id;
    let mut text = format!(
        "\n#[allow(unused_mut, unused_variables)]\n\
         async fn call_{name}(client: Client, run: crate::Run) {{\n    \
         const EXCHANGES: &[crate::Exchange] = &[\n"
    );
    for exchange in exchanges(document, lowered, operation) {
        let _ = writeln!(text, "        {exchange},");
    }
    text += "    ];\n    for exchange in EXCHANGES {\n        run.expect(exchange);\n";
    let arguments = arguments(document, lowered, operation, typed);
    let body = body(typed);
    text += &if typed.builder.is_some() {
        by_builder(name, &arguments, body.as_ref())
    } else {
        by_position(name, &arguments, body.as_ref())
    };
    text += match operation.response {
        Response::Json => "        run.json(exchange, result).await;\n",
        Response::Stream => "        run.bytes(exchange, result).await;\n",
        Response::Empty => "        run.empty(exchange, result).await;\n",
    };
    text + "    }\n}\n"
}

fn by_builder(name: &str, arguments: &[Argument], body: Option<&Argument>) -> String {
    let mut text = format!("        let mut call = client.{name}();\n");
    for argument in arguments.iter().chain(body) {
        let Argument { field, .. } = argument;
        let _ = writeln!(
            text,
            "        if let Some(value) = {} {{\n            call = call.{field}(value);\n        }}",
            argument.value()
        );
    }
    text + "        let result = call.send().await;\n"
}

fn by_position(name: &str, arguments: &[Argument], body: Option<&Argument>) -> String {
    let mut text = String::new();
    let mut given = Vec::new();
    for (index, argument) in arguments.iter().chain(body).enumerate() {
        let _ = writeln!(text, "        let value_{index} = {};", argument.value());
        if !argument.is_optional() {
            let _ = writeln!(
                text,
                "        let Some(value_{index}) = value_{index} else {{ continue }};"
            );
        }
        given.push(argument.positional(&format!("value_{index}")));
    }
    let _ = writeln!(
        text,
        "        let result = client.{name}({}).await;",
        given.join(", ")
    );
    text
}
