//! Operations, parameters, bodies and answers.

use serde_json::{Value, json};

use super::{answer, codes, component, lowered, operation, with_operation};
use crate::codegen::{Lowered, Response};
use crate::diagnostic::Code;

fn with_parameters(parameters: &Value) -> Lowered {
    with_operation(&json!({
        "operationId": "read",
        "parameters": parameters,
        "responses": {"204": {"description": ""}},
    }))
}

fn with_body(content: &Value) -> Lowered {
    with_operation(&json!({
        "operationId": "write",
        "requestBody": {"required": true, "content": content},
        "responses": {"204": {"description": ""}},
    }))
}

fn with_responses(responses: &Value) -> Lowered {
    with_operation(&json!({"operationId": "read", "responses": responses}))
}

fn json_response(schema: &Value) -> Value {
    json!({"description": "", "content": {"application/vnd.api+json": {"schema": schema}}})
}

fn parameter_names(lowered: &Lowered) -> Vec<&str> {
    let parameters = operation(lowered)["parameters"].as_array().unwrap();
    parameters
        .iter()
        .map(|parameter| parameter["name"].as_str().unwrap())
        .collect()
}

#[test]
fn operation_ids_are_snake_case_distinct_and_free() {
    let get = |id: &str| json!({"get": {"operationId": id, "responses": {}}});
    let lowered = lowered(json!({
        "openapi": "3.0.3",
        "paths": {"/a": get("getX"), "/b": get("get_x"), "/c": get("Žiadosť"), "/d": get("post"), "/e": {"get": {}}, "/f": get("Move"),
            // Every builder calls the trait, and users clone clients.
            "/g": get("From"), "/h": get("clone"), "/i": get("into")},
    }));
    let ids: Vec<_> = lowered
        .operations
        .iter()
        .map(|operation| operation.operation_id.as_str())
        .collect();
    assert_eq!(
        ids,
        [
            "get_x",
            "get_x2",
            "ziadost",
            "get_post",
            "get_e",
            "get_move",
            "get_from",
            "get_clone",
            "get_into"
        ]
    );
}

#[test]
fn paths_begin_with_a_slash_and_end_before_a_query() {
    let get = json!({"get": {"responses": {}}});
    let lowered = lowered(json!({"openapi": "3.0.3", "paths": {"a?b={c}#d": get}}));
    assert!(lowered.document["paths"]["/a"]["get"].is_object());
    assert!(codes(&lowered).contains(&Code::PATH_CHANGED));
}

#[test]
fn methods_without_a_call_are_left_out() {
    let empty = json!({"responses": {}});
    let lowered =
        lowered(json!({"openapi": "3.0.3", "paths": {"/a": {"trace": empty, "get": empty}}}));
    assert_eq!(lowered.operations.len(), 1);
    assert!(codes(&lowered).contains(&Code::OPERATION_LEFT_OUT));
}

#[test]
fn path_variables_are_declared_and_kept_apart_from_the_query() {
    let lowered = lowered(
        json!({"openapi": "3.0.3", "paths": {"/a/{companyId}/{other}": {"get": {
            "parameters": [
                {"name": "companyId", "in": "path", "schema": {"type": "integer"}},
                {"name": "companyId", "in": "query", "schema": {"type": "integer"}},
            ],
            "responses": {},
        }}}}),
    );
    let (path, item) = lowered.document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .next()
        .unwrap();
    assert_eq!(path, "/a/{company_id_in_path}/{other}");
    let parameters = item["get"]["parameters"].as_array().unwrap();
    assert_eq!(parameters[0]["schema"]["type"], "integer");
    assert_eq!(parameters[1]["schema"]["type"], "string");
    assert!(
        parameters[..2]
            .iter()
            .all(|parameter| parameter["required"] == true)
    );
    assert_eq!(parameters[2]["name"], "companyId");
    // The document's own spelling is what a reader knows.
    assert_eq!(lowered.operations[0].path, "/a/{companyId}/{other}");
}

#[test]
fn what_a_style_puts_before_a_path_variable_stands_in_the_path() {
    let text = json!({"type": "string"});
    let lowered = lowered(
        json!({"openapi": "3.0.3", "paths": {"/a{format}{b}": {"get": {
            "parameters": [
                {"name": "format", "in": "path", "required": true, "style": "label", "schema": text},
                {"name": "b", "in": "path", "required": true, "style": "matrix", "schema": text},
            ],
            "responses": {},
        }}}}),
    );
    assert!(lowered.document["paths"]["/a.{format};b={b}"]["get"].is_object());
}

#[test]
fn parameters_that_rust_cannot_tell_apart_are_left_out() {
    let query = |name: &str| json!({"name": name, "in": "query", "schema": {"type": "string"}});
    let lowered = with_parameters(&json!([
        query("page[number]"),
        query("page-number"),
        query("send"),
        {"name": "Accept", "in": "header", "schema": {"type": "string"}},
        {"name": "sid", "in": "cookie", "schema": {"type": "string"}},
    ]));
    assert_eq!(parameter_names(&lowered), ["page[number]"]);
    assert_eq!(
        codes(&lowered),
        [
            Code::PARAMETER_LEFT_OUT,
            Code::PARAMETER_LEFT_OUT,
            Code::PARAMETER_LEFT_OUT,
            Code::HEADER_LEFT_TO_TRANSPORT,
        ]
    );
}

#[test]
fn credentials_are_no_parameters() {
    let lowered = lowered(json!({
        "openapi": "3.0.3",
        "paths": {"/x": {"get": {"parameters": [{"name": "api-key", "in": "header", "schema": {"type": "string"}}], "responses": {}}}},
        "components": {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "Api-Key"}}},
    }));
    assert_eq!(operation(&lowered).get("parameters"), None);
    assert!(codes(&lowered).contains(&Code::HEADER_LEFT_TO_TRANSPORT));
}

#[test]
fn records_in_the_query_are_spread() {
    let record = json!({"type": "object", "properties": {"from": {"type": "integer"}, "to": {"type": "integer"}}});
    let lowered = with_parameters(&json!([
        {"name": "filter", "in": "query", "style": "deepObject", "schema": record},
    ]));
    assert_eq!(parameter_names(&lowered), ["filter[from]", "filter[to]"]);
    assert_eq!(
        operation(&lowered)["parameters"][0]["schema"],
        json!({"type": "integer"})
    );
}

#[test]
fn lists_in_the_query_repeat_or_are_text() {
    let list = json!({"type": "array", "items": {"type": "integer"}});
    let lowered = with_parameters(&json!([
        {"name": "a", "in": "query", "schema": list},
        {"name": "b", "in": "query", "explode": false, "schema": list},
    ]));
    let schema = |index: usize| &operation(&lowered)["parameters"][index]["schema"];
    assert_eq!(schema(0), &list);
    assert_eq!(schema(1), &json!({"type": "string"}));
    assert_eq!(codes(&lowered), [Code::PARAMETER_AS_TEXT]);
}

#[test]
fn members_of_a_parameter_go_into_its_description() {
    let lowered = with_parameters(&json!([
        {"name": "state", "in": "query", "description": "The state.", "schema": {
            "type": "integer", "enum": [1, 2], "x-enum-descriptions": ["Open", ""],
        }},
    ]));
    let parameter = &operation(&lowered)["parameters"][0];
    assert_eq!(parameter["schema"], json!({"type": "integer"}));
    assert_eq!(
        parameter["description"],
        "The state.\n  \n  Known values:\n  \n  - `1`: Open\n  - `2`"
    );
}

#[test]
fn json_bodies_are_called_application_json() {
    let schema = json!({"type": "object", "properties": {"a": {"type": "string"}}});
    let lowered =
        with_body(&json!({"text/csv": {}, "application/vnd.api+json": {"schema": schema}}));
    let body = &operation(&lowered)["requestBody"];
    assert_eq!(
        body["content"],
        json!({"application/json": {"schema": {"$ref": "#/components/schemas/WriteBody"}}})
    );
    let content_type = lowered.operations[0].content_type.as_deref();
    assert_eq!(content_type, Some("application/vnd.api+json"));
    assert_eq!(codes(&lowered), [Code::MEDIA_TYPE_LEFT_OUT]);
}

#[test]
fn other_bodies_are_bytes() {
    let lowered = with_body(&json!({"application/pdf": {}}));
    let body = &operation(&lowered)["requestBody"]["content"];
    assert_eq!(
        body["application/octet-stream"]["schema"]["format"],
        "binary"
    );
    assert_eq!(
        lowered.operations[0].content_type.as_deref(),
        Some("application/pdf")
    );
}

#[test]
fn forms_hold_scalars() {
    let schema = json!({"type": "object", "required": ["a"], "properties": {
        "a": {"type": "integer"}, "b": {"type": "array", "items": {"type": "string"}},
    }});
    let lowered = with_body(&json!({"application/x-www-form-urlencoded": {"schema": schema}}));
    let body = component(&lowered, "WriteBody");
    assert_eq!(body["properties"]["a"], json!({"type": "integer"}));
    assert_eq!(body["properties"]["b"], json!({"type": "string"}));
    assert_eq!(body["required"], json!(["a"]));
}

#[test]
fn an_optional_body_is_demanded_and_said_so() {
    let lowered = with_operation(&json!({
        "requestBody": {"content": {"application/json": {"schema": {"type": "string"}}}},
        "responses": {"204": {"description": ""}},
    }));
    assert_eq!(operation(&lowered)["requestBody"]["required"], true);
    assert_eq!(codes(&lowered), [Code::OPTIONAL_BODY_DEMANDED]);
}

#[test]
fn success_is_one_class_and_errors_are_left_out() {
    let schema = json!({"type": "object", "properties": {"a": {"type": "string"}}});
    let lowered =
        with_responses(&json!({"200": json_response(&schema), "404": json_response(&json!({}))}));
    assert_eq!(
        answer(&lowered),
        &json!({"$ref": "#/components/schemas/ReadResponse"})
    );
    let responses = operation(&lowered)["responses"].as_object().unwrap();
    assert_eq!(responses.keys().collect::<Vec<_>>(), ["2XX"]);
    assert_eq!(
        lowered.operations[0].accept.as_deref(),
        Some("application/vnd.api+json")
    );
    assert_eq!(codes(&lowered), [Code::ERROR_LEFT_OUT]);
}

#[test]
fn an_answer_that_may_have_no_body_may_be_null() {
    let schema = json!({"type": "object", "properties": {"a": {"type": "string"}}});
    let lowered =
        with_responses(&json!({"200": json_response(&schema), "204": {"description": ""}}));
    let reference = json!([{"$ref": "#/components/schemas/ReadResponse"}]);
    assert_eq!(
        answer(&lowered),
        &json!({"allOf": reference, "nullable": true})
    );
}

#[test]
fn answers_of_two_shapes_are_one_record() {
    let schema = |name: &str| json!({"type": "object", "required": [name], "properties": {name: {"type": "string"}}});
    let lowered = with_responses(
        &json!({"200": json_response(&schema("a")), "201": json_response(&schema("b"))}),
    );
    let record = component(&lowered, "ReadResponse");
    let names: Vec<_> = record["properties"].as_object().unwrap().keys().collect();
    assert_eq!(names, ["a", "b"]);
    assert_eq!(record.get("required"), None);
    assert!(codes(&lowered).contains(&Code::RESPONSES_MERGED));
}

#[test]
fn other_answers_are_streams() {
    let zip = json!({"description": "", "content": {"application/zip": {}}});
    let lowered = with_responses(&json!({"200": zip}));
    assert_eq!(lowered.operations[0].response, Response::Stream);
    assert_eq!(
        lowered.operations[0].accept.as_deref(),
        Some("application/zip")
    );
    let mixed =
        with_responses(&json!({"200": zip, "201": json_response(&json!({"type": "string"}))}));
    assert_eq!(mixed.operations[0].response, Response::Stream);
    assert_eq!(codes(&mixed), [Code::RESPONSES_MERGED]);
}

#[test]
fn json_without_a_schema_is_free_form() {
    let response = json!({"description": "", "content": {"application/json": {}}});
    let lowered = with_responses(&json!({"200": response}));
    assert_eq!(answer(&lowered), &json!({}));
    assert_eq!(lowered.operations[0].response, Response::Json);
    assert_eq!(codes(&lowered), [Code::SCHEMA_MISSING]);
}

#[test]
fn nothing_known_of_success_gives_bytes() {
    let lowered = with_responses(&json!({"404": {"description": ""}}));
    assert_eq!(lowered.operations[0].response, Response::Stream);
    assert!(codes(&lowered).contains(&Code::SCHEMA_MISSING));
}

#[test]
fn steps_that_do_not_reach_the_server_are_left_out_of_a_path() {
    let get = json!({"get": {"responses": {"204": {"description": ""}}}});
    let lowered = lowered(json!({
        "openapi": "3.0.3",
        "paths": {"/a//{b}/": get, "/c/./d/../e": get, "/f/..": get, "/g/{h}.{i}": get, "/": get},
    }));
    let paths = lowered.document["paths"].as_object().unwrap();
    let paths: Vec<&str> = paths.keys().map(String::as_str).collect();
    assert_eq!(paths, ["/a/{b}/", "/c/e", "/", "/g/{h}.{i}"]);
    let changed = codes(&lowered).into_iter();
    assert_eq!(
        changed.filter(|code| *code == Code::PATH_CHANGED).count(),
        3
    );
}

#[test]
fn an_answer_that_ends_with_its_headers_has_no_body() {
    let schema = json!({"type": "object", "properties": {"a": {"type": "string"}}});
    let lowered = with_responses(&json!({"204": json_response(&schema)}));
    assert_eq!(lowered.operations[0].response, Response::Empty);
    let both =
        with_responses(&json!({"200": json_response(&schema), "205": json_response(&schema)}));
    assert_eq!(both.operations[0].response, Response::Json);
    assert_eq!(answer(&both)["nullable"], json!(true));
}

#[test]
fn headers_of_the_connection_are_no_parameters() {
    let header = |name: &str| json!({"name": name, "in": "header", "schema": {"type": "string"}});
    let lowered = with_parameters(&json!([
        header("Content-Length"),
        header("host"),
        header("If-Match")
    ]));
    assert_eq!(parameter_names(&lowered), ["If-Match"]);
}
