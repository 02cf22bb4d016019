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
    let answers = call_all(&caller, &document).await;
    assert_eq!(answers.len(), 135, "operations of the specification");
    let problems = problems(&document, &answers);
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
    let me = Called {
        name: "GET /users/self".to_owned(),
        operation: document["paths"]["/users/self"]["get"].clone(),
        reply: me,
    };
    let problems = problems(&document, &[me]);
    assert_eq!(problems, Vec::<String>::new());
}

/// Reads first, then writes, deletes last: what is deleted cannot be read.
async fn call_all(caller: &Caller, document: &Value) -> Vec<Called> {
    let mut answers = Vec::new();
    for method in ["get", "post", "patch", "delete"] {
        for (path, item) in document["paths"].as_object().unwrap() {
            let Some(operation) = item.get(method) else {
                continue;
            };
            let reply = call(caller, document, method, path, operation).await;
            answers.push(Called {
                name: format!("{} {path}", method.to_uppercase()),
                operation: operation.clone(),
                reply,
            });
        }
    }
    answers
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

/// How answers are otherwise than documented.
fn problems(document: &Value, answers: &[Called]) -> Vec<String> {
    let mut problems = Vec::new();
    // All bodies in one, so that the schemas are read once.
    let (mut schemas, mut bodies) = (Map::new(), Map::new());
    for Called {
        name,
        operation,
        reply,
    } in answers
    {
        match documented(operation, reply) {
            Ok(Some(media)) => {
                schemas.insert(name.clone(), json_schema(&media["schema"]));
                bodies.insert(name.clone(), reply.json());
            }
            Ok(None) => {}
            Err(problem) => problems.push(format!("{name}: {problem}")),
        }
    }
    let schema = json!({
        "properties": schemas,
        "components": {"schemas": component_schemas(document)},
    });
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let bodies = Value::Object(bodies);
    let errors = validator.iter_errors(&bodies);
    problems.extend(errors.map(|error| format!("{}: {error}", error.instance_path())));
    problems
}

/// The description of an answer's JSON; nothing if the answer is right and has none.
fn documented<'a>(operation: &'a Value, reply: &Reply) -> Result<Option<&'a Value>, String> {
    let status = reply.status.as_str();
    let Some(response) = operation["responses"].get(status) else {
        let body = String::from_utf8_lossy(&reply.bytes);
        return Err(format!("status {status} is not documented: {body}"));
    };
    let content = response.get("content").and_then(Value::as_object);
    let Some((media_type, media)) = content.and_then(|content| content.iter().next()) else {
        let is_empty = reply.bytes.is_empty();
        return if is_empty {
            Ok(None)
        } else {
            Err("no body is documented".to_owned())
        };
    };
    if reply.media_type() != media_type {
        return Err(format!("{} for {media_type}", reply.media_type()));
    }
    let is_right = match media_type.as_str() {
        "application/pdf" => reply.bytes.starts_with(b"%PDF-1."),
        "application/zip" => reply.bytes.starts_with(b"PK\x03\x04"),
        _ => return Ok(Some(media)),
    };
    if is_right {
        Ok(None)
    } else {
        Err(format!("not a {media_type}"))
    }
}

/// The schemas of the document, with the one for resources of any type open.
fn component_schemas(document: &Value) -> Value {
    let mut schemas = json_schema(&document["components"]["schemas"]);
    schemas["OtherResource"]["additionalProperties"] = json!(true);
    schemas
}

/// A schema of OpenAPI 3.0 as JSON Schema, which takes no property that it does not name.
fn json_schema(schema: &Value) -> Value {
    match schema {
        Value::Array(items) => items.iter().map(json_schema).collect(),
        Value::Object(members) => {
            let members = members.iter().filter(|(name, _)| *name != "example");
            let members = members.map(|(name, value)| (name.clone(), json_schema(value)));
            let mut converted: Map<_, _> = members.collect();
            if converted.get("type") == Some(&json!("object"))
                && converted.contains_key("properties")
            {
                converted.insert("additionalProperties".to_owned(), json!(false));
            }
            let is_nullable = converted.remove("nullable") == Some(json!(true));
            let kinds = ["type", "allOf", "anyOf"];
            if is_nullable && kinds.iter().any(|name| converted.contains_key(*name)) {
                return json!({"anyOf": [{"type": "null"}, converted]});
            }
            Value::Object(converted)
        }
        other => other.clone(),
    }
}
