//! What an operation does with the records.

use serde_json::Value;

use super::collections::Collections;
use super::resolve;

/// The kinds of operations that the mock knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    /// Hands out tokens: takes a form with `grant_type`.
    Token,
    /// Lists the companies that the user may work for: the one list that belongs to no company.
    Companies,
    /// Lists records.
    List,
    /// Shows the record that the path names.
    Read,
    /// Shows the one record that there is, such as the user who is logged in.
    ReadSingle,
    /// Creates a record.
    Create,
    /// Changes the record that the path names.
    Change,
    /// Deletes the record that the path names.
    Delete,
    /// Shows the record that the path names as a file, such as a PDF.
    Print,
    /// Puts a list of records into a file.
    Export,
}

impl Action {
    /// Tells the kind from the method, the path and the answer.
    pub(crate) fn of(
        document: &Value,
        method: &str,
        path: &str,
        operation: &Value,
    ) -> Option<Self> {
        let names_record = path.ends_with('}');
        match method {
            "post" | "put" if takes_grant(document, operation) => Some(Self::Token),
            "post" => Some(Self::Create),
            "patch" | "put" => Some(Self::Change),
            "delete" => Some(Self::Delete),
            "get" if answers_bytes(document, operation) => {
                if path.contains('{') {
                    Some(Self::Print)
                } else {
                    Some(Self::Export)
                }
            }
            "get" if answers_list(document, operation) => {
                if has_parameter(document, operation, "companyId") {
                    Some(Self::List)
                } else {
                    Some(Self::Companies)
                }
            }
            "get" if names_record => Some(Self::Read),
            "get" => Some(Self::ReadSingle),
            _ => None,
        }
    }

    /// Whether it leaves the records as they are.
    pub(crate) fn is_read(self) -> bool {
        !matches!(self, Self::Create | Self::Change | Self::Delete)
    }

    /// A word for lists of operations.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::Companies => "companies",
            Self::List => "list",
            Self::Read | Self::ReadSingle => "read",
            Self::Create => "create",
            Self::Change => "change",
            Self::Delete => "delete",
            Self::Print => "print",
            Self::Export => "export",
        }
    }
}

/// The type of record that the last parameter of a path, or its collection, names.
pub(crate) fn subject_of_path(collections: &Collections, path: &str) -> Option<String> {
    let own = collections.of(path);
    let item = || {
        let (collection, _) = path.rsplit_once("/{")?;
        collections.of(collection)
    };
    let own = own.or_else(item).or_else(|| collections.above(path));
    own.map(str::to_owned)
}

fn takes_grant(document: &Value, operation: &Value) -> bool {
    let Some(body) = operation.get("requestBody") else {
        return false;
    };
    let form = "/content/application~1x-www-form-urlencoded/schema";
    let schema = resolve(document, body).pointer(form);
    schema.is_some_and(|schema| {
        let schema = resolve(document, schema);
        schema.pointer("/properties/grant_type").is_some()
    })
}

fn success_content<'a>(
    document: &'a Value,
    operation: &'a Value,
) -> Option<&'a serde_json::Map<String, Value>> {
    let responses = operation.get("responses")?.as_object()?;
    let (_, response) = responses
        .iter()
        .find(|(status, _)| status.starts_with('2'))?;
    resolve(document, response).get("content")?.as_object()
}

fn answers_bytes(document: &Value, operation: &Value) -> bool {
    let content = success_content(document, operation);
    content.is_some_and(|content| {
        !content.is_empty()
            && content
                .keys()
                .all(|media_type| !media_type.contains("json"))
    })
}

fn answers_list(document: &Value, operation: &Value) -> bool {
    let content = success_content(document, operation);
    content.into_iter().flatten().any(|(_, media)| {
        let schema = resolve(document, media.get("schema").unwrap_or(&Value::Null));
        let data = schema.pointer("/properties/data");
        let data = data.map(|data| resolve(document, data));
        data.and_then(|data| data.get("type"))
            .and_then(Value::as_str)
            == Some("array")
            || media.pointer("/example/data").is_some_and(Value::is_array)
    })
}

pub(crate) fn has_parameter(document: &Value, operation: &Value, name: &str) -> bool {
    let parameters = operation.get("parameters").and_then(Value::as_array);
    parameters.into_iter().flatten().any(|parameter| {
        let parameter = resolve(document, parameter);
        parameter.get("name").and_then(Value::as_str) == Some(name)
    })
}
