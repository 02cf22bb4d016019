//! What is read of a document.

use super::*;

#[test]
fn every_operation_of_the_specification_has_a_type_and_a_way() {
    let specification = Specification::parse(OPENAPI).unwrap();
    for operation in &specification.operations {
        // The form for a token is of no type.
        let is_typed = !operation.kind.is_empty() || operation.action == Action::Token;
        assert!(is_typed, "{}", operation.id);
        assert!(
            operation.path_kinds.iter().all(Option::is_some),
            "{}",
            operation.id
        );
    }
    let find = |id: &str| {
        let mut operations = specification.operations.iter();
        operations.find(|operation| operation.id == id).unwrap()
    };
    let export = find("get_order_pohoda_export");
    assert_eq!(
        (export.action, export.kind.as_str()),
        (Action::Export, "order")
    );
    let delete = find("delete_task_activity_interval");
    assert_eq!(delete.kind, "activity-interval");
    assert_eq!(
        delete.path_kinds,
        [
            Some("task".to_owned()),
            Some("activity-interval".to_owned())
        ]
    );
    let transaction = find("post_cash_flow_transaction");
    assert_eq!(transaction.answered_kind.as_deref(), Some("cash-flow"));
}

#[test]
fn a_document_that_cannot_be_served_is_refused() {
    let problem = |text: &str| Specification::parse(text).unwrap_err().to_string();
    assert!(problem("openapi: 3.0.3").contains("not JSON"));
    assert!(problem("{}").contains("no operations"));
}
