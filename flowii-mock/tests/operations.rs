//! Every operation of the specification, called as its samples say; every answer as documented.

mod support;

use std::collections::BTreeMap;

use flowii_mock::{Mock, OPENAPI};
use serde_json::{Map, Value, json};
use support::{Caller, FORM, KEY, Reply, send};

/// A call of an operation and what came back.
struct Called {
    name: String,
    operation: Value,
    reply: Reply,
}

#[tokio::test]
async fn every_operation_answers_as_documented() {
    let document: Value = serde_json::from_str(OPENAPI).unwrap();
    let caller = Caller::start(Mock::builder().seed(1)).await;
    let called = call_all(&caller, &document).await;
    assert_eq!(called.len(), 135, "operations of the specification");
    let problems: Vec<_> = called
        .iter()
        .flat_map(|called| problems(&document, called))
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[tokio::test]
async fn the_second_company_has_records_of_its_own() {
    let document: Value = serde_json::from_str(OPENAPI).unwrap();
    let mut caller = Caller::start(Mock::builder().seed(1)).await;
    let first = caller.get("/partners").await.ids();
    caller.company = 102;
    let second = caller.get("/partners").await.ids();
    assert_eq!(first.len(), second.len());
    assert!(first.iter().all(|id| !second.contains(id)));
    let me = caller.get("/users/self").await;
    let problems = problems(
        &document,
        &Called {
            name: "GET /users/self".to_owned(),
            operation: document["paths"]["/users/self"]["get"].clone(),
            reply: me,
        },
    );
    assert_eq!(problems, Vec::<String>::new());
}

/// Reads first, then writes, deletes last: what is deleted cannot be read.
async fn call_all(caller: &Caller, document: &Value) -> Vec<Called> {
    let mut called = Vec::new();
    for method in ["get", "post", "patch", "delete"] {
        for (path, item) in document["paths"].as_object().unwrap() {
            let Some(operation) = item.get(method) else {
                continue;
            };
            let reply = call(caller, document, method, path, operation).await;
            called.push(Called {
                name: format!("{} {path}", method.to_uppercase()),
                operation: operation.clone(),
                reply,
            });
        }
    }
    called
}

async fn call(
    caller: &Caller,
    document: &Value,
    method: &str,
    path: &str,
    operation: &Value,
) -> Reply {
    let mut target = path.to_owned();
    let ids = ids_for(caller, document, path).await;
    for (name, id) in &ids {
        target = target.replace(&format!("{{{name}}}"), id);
    }
    let query = query(operation);
    if !query.is_empty() {
        target = format!("{target}?{}", query.join("&"));
    }
    let content = operation
        .pointer("/requestBody/content")
        .and_then(Value::as_object);
    let Some((media_type, media)) = content.and_then(|content| content.iter().next()) else {
        return send(caller.request(&method.to_uppercase(), &target)).await;
    };
    if media_type == FORM {
        let request = caller.bare("POST", &target).header("Api-Key", KEY);
        return send(request.form(&support::password_grant())).await;
    }
    let mut body = media["example"].clone();
    if let Some((_, id)) = ids.last().filter(|_| method == "patch") {
        body["data"]["id"] = id.clone().into();
    }
    caller.send(&method.to_uppercase(), &target, &body).await
}

/// The values that a path needs: the ids of the first records that lists show.
async fn ids_for(caller: &Caller, document: &Value, path: &str) -> Vec<(String, String)> {
    let mut ids: Vec<(String, String)> = Vec::new();
    for (at, _) in path.match_indices("/{") {
        let name = path[at + 2..].split('}').next().unwrap().to_owned();
        let mut collection = path[..at].to_owned();
        for (known, id) in &ids {
            collection = collection.replace(&format!("{{{known}}}"), id);
        }
        ids.push((
            name,
            learnt_id(caller, document, &path[..at], &collection).await,
        ));
    }
    ids
}

/// An id from a list. What has none is listed below another record, or was just created.
async fn learnt_id(caller: &Caller, document: &Value, path: &str, target: &str) -> String {
    let list = document["paths"].get(path).and_then(|item| item.get("get"));
    if let Some(list) = list {
        let query = query(list).join("&");
        return caller.get(&format!("{target}?{query}")).await.ids()[0].clone();
    }
    let below = BTreeMap::from([
        ("/documents", "/partners/501/documents"),
        ("/files", "/partners/501/files"),
        ("/tags", "/partners/tags"),
    ]);
    let list = below
        .get(path)
        .unwrap_or_else(|| panic!("no list tells an id for {path}"));
    caller.get(list).await.ids()[0].clone()
}

/// The parameters that have to be there, with their examples.
fn query(operation: &Value) -> Vec<String> {
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let parameters = parameters.filter(|parameter| {
        parameter["in"] == "query"
            && parameter["required"] == true
            && parameter["name"] != "companyId"
    });
    let parameters = parameters.map(|parameter| {
        let value = parameter
            .get("example")
            .map_or_else(|| "7".to_owned(), Value::to_string);
        format!("{}={value}", parameter["name"].as_str().unwrap())
    });
    parameters.collect()
}

/// How an answer is otherwise than documented.
fn problems(document: &Value, called: &Called) -> Vec<String> {
    let Called {
        name,
        operation,
        reply,
    } = called;
    let status = reply.status.as_str();
    let Some(response) = operation["responses"].get(status) else {
        let body = String::from_utf8_lossy(&reply.bytes);
        return vec![format!("{name}: status {status} is not documented: {body}")];
    };
    let content = response.get("content").and_then(Value::as_object);
    let Some((media_type, media)) = content.and_then(|content| content.iter().next()) else {
        return match reply.bytes.is_empty() {
            true => Vec::new(),
            false => vec![format!("{name}: no body is documented")],
        };
    };
    if reply.media_type() != media_type {
        return vec![format!("{name}: {} for {media_type}", reply.media_type())];
    }
    if !media_type.contains("json") {
        let is_right = match media_type.as_str() {
            "application/pdf" => reply.bytes.starts_with(b"%PDF-1."),
            _ => reply.bytes.starts_with(b"PK\x03\x04"),
        };
        return if is_right {
            Vec::new()
        } else {
            vec![format!("{name}: not a {media_type}")]
        };
    }
    let schema = json!({
        "allOf": [json_schema(&media["schema"])],
        "components": {"schemas": json_schema(&document["components"]["schemas"])},
    });
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let answer = reply.json();
    let errors = validator.iter_errors(&answer);
    errors
        .map(|error| format!("{name}: {}: {error}", error.instance_path()))
        .collect()
}

/// A schema of OpenAPI 3.0 as JSON Schema that takes no property it does not name.
fn json_schema(schema: &Value) -> Value {
    match schema {
        Value::Array(items) => items.iter().map(json_schema).collect(),
        Value::Object(members) => {
            let mut converted: Map<_, _> = members
                .iter()
                .filter(|(name, _)| *name != "example")
                .map(|(name, value)| (name.clone(), json_schema(value)))
                .collect();
            let says_type = ["type", "allOf", "anyOf"]
                .iter()
                .any(|name| converted.contains_key(*name));
            let is_open = members.get("x-json-api").is_none() && members.get("title").is_some();
            if members.get("type").is_some_and(|kind| kind == "object")
                && !is_open
                && members.contains_key("properties")
            {
                let is_catch_all = members.get("properties").is_some_and(|properties| {
                    properties
                        .get("type")
                        .is_some_and(|kind| kind.get("enum").is_none())
                        && properties.get("id").is_some()
                });
                if !is_catch_all {
                    converted
                        .entry("additionalProperties")
                        .or_insert(json!(false));
                }
            }
            match converted.remove("nullable") {
                Some(Value::Bool(true)) if says_type => {
                    json!({"anyOf": [{"type": "null"}, converted]})
                }
                _ => Value::Object(converted),
            }
        }
        other => other.clone(),
    }
}
