//! Paths and operations, each with an id, in the order of the document.

use serde_json::{Map, Value, json};

use super::bodies::lower_body;
use super::findings::Place;
use super::names::{UniqueNames, method_name, type_name};
use super::parameters::lower_parameters;
use super::responses::lower_responses;
use super::rustdoc::{to_rustdoc, to_rustdoc_line};
use super::{Context, LoweredOperation};
use crate::diagnostic::Code;

/// The methods that the generated client's HTTP library has functions for.
const METHODS: &[&str] = &["get", "put", "post", "delete", "head", "patch"];

/// Names that the generated client has already, and those of types that the builders, which are
/// named after their operations, call by their bare names.
const RESERVED_IDS: &[&str] = &[
    "byte_stream",
    "client_hooks",
    "client_info",
    // A client is cloned by its users.
    "clone",
    "error",
    "from",
    // Methods of every value, which a call would mean instead.
    "into",
    "try_into",
    "operation_info",
    "option",
    "request_builder_ext",
    "response_value",
    "result",
    "string",
    "new",
    "new_with_client",
    "pre",
    "post",
    "exec",
    "inner",
    "client",
    "baseurl",
    "api_version",
];

/// Words of the language, of which the generator would make other names (`move_`).
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// The `paths` to write.
pub(super) fn lower_paths(context: &mut Context) -> (Map<String, Value>, Vec<LoweredOperation>) {
    let mut paths: Map<String, Value> = Map::new();
    let mut operations = Vec::new();
    let mut ids = UniqueNames::without(RESERVED_IDS);
    let documented = context.root.get("paths").and_then(Value::as_object);
    for (path, item) in documented.into_iter().flatten() {
        let path_place = Place::new(format!("`{path}`"), "/paths").child(path);
        let Some(item) = context.referenced(item, &path_place) else {
            continue;
        };
        let Some(item) = item.as_object() else {
            let message = "what is said of it is no object";
            context
                .findings
                .report(Code::OPERATION_LEFT_OUT, &path_place, message);
            continue;
        };
        let wire_path = wire_path(context, path, &path_place);
        report_left_out(context, item, path, &path_place);
        for method in METHODS {
            let Some(operation) = item.get(*method) else {
                continue;
            };
            let subject = format!("`{} {path}`", method.to_uppercase());
            let place = Place::new(subject, "/paths").child(path).child(method);
            let Some(operation) = operation.as_object() else {
                let message = "what is said of it is no object";
                context
                    .findings
                    .report(Code::OPERATION_LEFT_OUT, &place, message);
                continue;
            };
            let id = operation_id(context, operation, method, path, &mut ids, &place);
            let lowered = lower_operation(
                context,
                (item, operation),
                method,
                &wire_path,
                &id,
                (&path_place, &place),
            );
            let target = paths
                .entry(lowered.path.clone())
                .or_insert_with(|| json!({}));
            if target.get(*method).is_some() {
                let message = "another path is the same but for names of variables and steps that are left out; this one is left out";
                context
                    .findings
                    .report(Code::OPERATION_LEFT_OUT, &place, message);
                continue;
            }
            target[*method] = lowered.value;
            operations.push(LoweredOperation {
                path: path.clone(),
                ..lowered.operation
            });
        }
    }
    if operations.is_empty() {
        let place = Place::new("the document", "/paths");
        context.findings.report(
            Code::NO_OPERATION,
            &place,
            "it has no operation to generate",
        );
    }
    (paths, operations)
}

/// Reports operations whose method the generated code has no call for: `options`, `trace`, and
/// those that OpenAPI itself does not know, which are extensions (`x-link`).
fn report_left_out(context: &mut Context, item: &Map<String, Value>, path: &str, place: &Place) {
    for (key, value) in item {
        let is_operation = ["options", "trace", "query"].contains(&key.as_str())
            || key.starts_with("x-") && value.get("responses").is_some();
        if is_operation {
            let method = key.trim_start_matches("x-").to_uppercase();
            let place = Place::new(format!("`{method} {path}`"), place.pointer()).child(key);
            let message = format!("the generated client has no method for `{method}`");
            context
                .findings
                .report(Code::OPERATION_LEFT_OUT, &place, message);
        }
    }
}

struct Lowered {
    path: String,
    value: Value,
    operation: LoweredOperation,
}

fn lower_operation(
    context: &mut Context,
    (path_item, operation): (&Map<String, Value>, &Map<String, Value>),
    method: &str,
    path: &str,
    id: &str,
    (path_place, place): (&Place, &Place),
) -> Lowered {
    let body = lower_body(context, operation, id, place);
    let parameters = lower_parameters(
        context,
        path,
        path_item,
        operation,
        body.is_some(),
        (path_place, place),
    );
    let responses = lower_responses(context, operation, method, id, place);
    let mut value = json!({"operationId": id});
    let text = |key| operation.get(key).and_then(Value::as_str);
    let summary = text("summary").map(to_rustdoc_line);
    let description = text("description").map(to_rustdoc);
    for (key, text) in [("summary", summary), ("description", description)] {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            value[key] = json!(text);
        }
    }
    let tag = operation
        .get("tags")
        .and_then(|tags| tags.get(0)?.as_str().map(str::to_owned));
    if let Some(tag) = &tag {
        value["tags"] = json!([tag]);
    }
    if !parameters.value.is_empty() {
        value["parameters"] = Value::Array(parameters.value);
    }
    let mut content_type = None;
    if let Some(body) = body {
        value["requestBody"] = body.value;
        content_type = Some(body.content_type);
    }
    value["responses"] = responses.value;
    Lowered {
        path: parameters.path,
        value,
        operation: LoweredOperation {
            operation_id: id.to_owned(),
            method: method.to_uppercase(),
            path: String::new(),
            tag,
            accept: responses.accept,
            content_type,
            response: responses.response,
        },
    }
}

/// The id from the document, else from method and path; ASCII, and no other one folds to it.
fn operation_id(
    context: &mut Context,
    operation: &Map<String, Value>,
    method: &str,
    path: &str,
    ids: &mut UniqueNames,
    place: &Place,
) -> String {
    let documented = operation
        .get("operationId")
        .and_then(Value::as_str)
        .filter(|id| id.chars().any(char::is_alphanumeric));
    let wanted = match documented {
        Some(id) => method_name(id),
        None => method_name(&format!("{method} {path}")),
    };
    let reserved = RESERVED_IDS
        .iter()
        .any(|id| type_name(id) == type_name(&wanted));
    let id = if reserved || KEYWORDS.contains(&wanted.as_str()) {
        ids.claim(&method_name(&format!("{method} {wanted}")))
    } else {
        ids.claim(&wanted)
    };
    if id != wanted {
        let message = format!("the name `{wanted}` cannot be had, so the method is called `{id}`");
        context
            .findings
            .report(Code::OPERATION_RENAMED, place, message);
    }
    id
}

/// The path as it can be asked for: from the root, without query and fragment.
///
/// A path without its leading slash is dropped by the generator without a word; of one with a
/// query the HTTP library would make something else.
fn wire_path(context: &mut Context, path: &str, place: &Place) -> String {
    let end = path.find(['?', '#']).unwrap_or(path.len());
    let bare = path[..end].trim();
    let (bare, is_changed) = without_empty_steps(bare);
    if is_changed {
        let message = "its steps that are empty, `.` or `..` are left out: they do not reach the server as they are";
        context.findings.report(Code::PATH_CHANGED, place, message);
    }
    if end < path.len() {
        let message = format!("`{}` is not part of a path and is left out", &path[end..]);
        context.findings.report(Code::PATH_CHANGED, place, message);
    }
    if bare.starts_with('/') {
        bare
    } else {
        let message = "it does not begin with a slash, so one is put before it";
        context.findings.report(Code::PATH_CHANGED, place, message);
        format!("/{bare}")
    }
}

/// A path without empty steps, which the generator leaves out, and without those that the HTTP
/// library resolves; and whether there were any. A slash at the end stays.
fn without_empty_steps(path: &str) -> (String, bool) {
    let (start, rest) = match path.strip_prefix('/') {
        Some(rest) => ("/", rest),
        None => ("", path),
    };
    let mut steps: Vec<&str> = Vec::new();
    let mut parts = rest.split('/').peekable();
    while let Some(step) = parts.next() {
        let is_last = parts.peek().is_none();
        match step {
            "" | "." if !is_last => {}
            "." => steps.push(""),
            ".." => {
                steps.pop();
                if is_last {
                    steps.push("");
                }
            }
            _ => steps.push(step),
        }
    }
    let kept = format!("{start}{}", steps.join("/"));
    let is_changed = kept != path;
    (kept, is_changed)
}
