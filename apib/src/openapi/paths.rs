//! The paths object and its path items.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use crate::model::{Operation, ResourceInfo};

use super::context::Context;
use super::document::pointer_step;
use super::{operation, put};

/// The paths, in the order in which the document first has an action on them; then those that
/// have none.
pub(super) fn write(
    operations: Vec<Operation>,
    resources: &IndexMap<String, ResourceInfo>,
    context: &mut Context,
) -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for operation in operations {
        let item = paths.entry(operation.path.clone()).or_insert_with(|| {
            let info = resources.get(&operation.path);
            let span = info.map_or(operation.span, |info| info.span);
            context.at(pointer(&operation.path), span);
            path_item(info)
        });
        if let Value::Object(item) = item {
            let key = field(&operation);
            let pointer = format!("{}/{key}", pointer(&operation.path));
            let written = operation::write(operation, &pointer, context);
            item.insert(key, written);
        }
    }
    for (path, info) in resources {
        if !paths.contains_key(path) {
            context.at(pointer(path), info.span);
            paths.insert(path.clone(), path_item(Some(info)));
        }
    }
    Value::Object(paths)
}

fn pointer(path: &str) -> String {
    format!("/paths/{}", pointer_step(path))
}

fn path_item(info: Option<&ResourceInfo>) -> Value {
    let mut item = Map::new();
    if let Some(info) = info {
        put(&mut item, "summary", info.name.as_deref());
        put(&mut item, "description", info.description.as_deref());
    }
    Value::Object(item)
}

/// The field of the path item that the operation has. Methods that OpenAPI has no field for go
/// into an extension, so that none is lost.
fn field(operation: &Operation) -> String {
    let method = operation.method.to_ascii_lowercase();
    let is_known = [
        "get", "put", "post", "delete", "options", "head", "patch", "trace",
    ]
    .contains(&method.as_str());
    if is_known {
        method
    } else {
        format!("x-{method}")
    }
}
