//! The documents below `/_mock/`. None of them has a secret.

use serde_json::{Map, Value, json};

use crate::server::Server;

/// The operations that are served.
pub(crate) fn operations(server: &Server) -> Value {
    let operations = server.specification.operations.iter().map(|operation| {
        json!({
            "id": operation.id,
            "method": operation.method.as_str(),
            "path": operation.path,
            "summary": operation.summary,
            "tag": operation.tag,
            "action": operation.action.name(),
            "type": operation.kind,
            "status": operation.status.as_u16(),
        })
    });
    json!({"operations": operations.collect::<Vec<_>>()})
}

/// How many records of each type each company has.
pub(crate) fn state(server: &Server) -> Value {
    let companies = server.store.company_ids().filter_map(|id| {
        let records = server.store.read(id)?;
        let counts = records.counts().filter(|(_, count)| *count > 0);
        let counts: Map<_, _> = counts
            .map(|(kind, count)| (kind.to_owned(), count.into()))
            .collect();
        Some(json!({"id": id.to_string(), "records": counts}))
    });
    json!({"companies": companies.collect::<Vec<_>>()})
}

/// The last requests that came after one, the newest first, and how many were seen at all.
pub(crate) fn requests(server: &Server, after: u64) -> Value {
    let (seen, requests) = server.log.after(after);
    let requests = requests.into_iter().rev().map(|request| {
        json!({
            "number": request.number,
            "at": httpdate::fmt_http_date(request.at),
            "method": request.method,
            "path": request.path,
            "operation": request.operation,
            "status": request.status,
            "milliseconds": request.duration.as_secs_f64() * 1000.0,
        })
    });
    json!({"seen": seen, "requests": requests.collect::<Vec<_>>()})
}

/// The document that is served, with this mock as its server.
pub(crate) fn openapi(server: &Server) -> Value {
    let mut document = Value::clone(&server.specification.document);
    document["servers"] = json!([{"url": server.base_url}]);
    document
}
