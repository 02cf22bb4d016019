//! The paths object and its path items.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use crate::model::{Operation, ResourceInfo};

use super::context::Context;
use super::document::pointer_step;
use super::{operation, put};

/// Gives each path with its item to `put`, in the order in which the document first has an action
/// on them; then those that have none. Each operation is given up once it is written.
pub(super) fn write<E>(
    operations: Vec<Operation>,
    resources: &IndexMap<String, ResourceInfo>,
    context: &mut Context,
    mut put: impl FnMut(String, Value) -> Result<(), E>,
) -> Result<(), E> {
    let mut operations: Vec<Option<Operation>> = operations.into_iter().map(Some).collect();
    let mut by_path: IndexMap<String, Vec<usize>> = IndexMap::new();
    for (index, operation) in operations.iter_mut().flatten().enumerate() {
        let path = std::mem::take(&mut operation.path);
        by_path.entry(path).or_default().push(index);
    }
    let unanswered = resources.keys().filter(|path| !by_path.contains_key(*path));
    let unanswered: Vec<&String> = unanswered.collect();
    for (path, indices) in by_path {
        let of_path = indices.into_iter();
        let of_path = of_path.filter_map(|index| operations[index].take());
        let item = item(&path, resources.get(&path), of_path, context);
        put(path, item)?;
    }
    for path in unanswered {
        let item = item(path, resources.get(path), std::iter::empty(), context);
        put(path.clone(), item)?;
    }
    Ok(())
}

fn item(
    path: &str,
    info: Option<&ResourceInfo>,
    operations: impl Iterator<Item = Operation>,
    context: &mut Context,
) -> Value {
    let pointer = pointer(path);
    let mut operations = operations.peekable();
    let first = operations.peek().map(|operation| operation.span);
    let span = info.map(|info| info.span).or(first).unwrap_or_default();
    context.at(pointer.as_str(), span);
    let mut item = path_item(info);
    for operation in operations {
        let key = field(&operation);
        let pointer = format!("{pointer}/{key}");
        let written = operation::write(operation, &pointer, context);
        item.insert(key, written);
    }
    Value::Object(item)
}

fn pointer(path: &str) -> String {
    format!("/paths/{}", pointer_step(path))
}

fn path_item(info: Option<&ResourceInfo>) -> Map<String, Value> {
    let mut item = Map::new();
    if let Some(info) = info {
        put(&mut item, "summary", info.name.as_deref());
        put(&mut item, "description", info.description.as_deref());
    }
    item
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
