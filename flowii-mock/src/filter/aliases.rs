//! Filters whose names lead elsewhere than the attribute or relationship is called.

/// Stands for every type.
const ANY: &str = "*";

/// The type of record, the name, and the names that are meant.
const ALIASES: &[(&str, &str, &[&str])] = &[
    ("partner", "type", &["base-business-relationship"]),
    ("partner", "subtype", &["extended-business-relationship"]),
    ("partner", "country", &["billing-address-country"]),
    // Spelt like this in the vendor's blueprint.
    (
        "partner",
        "busines-case-created",
        &["business-case-created"],
    ),
    ("business-case", "finished", &["finish-date"]),
    ("business-case", "order", &["order"]),
    ("cash-flow", "paid", &["payment-date"]),
    // A cash flow has one category, which the samples show no parent of.
    ("cash-flow", "income-category", &["category"]),
    ("cash-flow", "income-subcategory", &["category"]),
    ("cash-flow", "expenditure-category", &["category"]),
    ("cash-flow", "expenditure-subcategory", &["category"]),
    ("communication", "scheduled", &["planned-from"]),
    ("task", "state", &["state", "activity-state"]),
    ("task", "worked", &["activity-activity-interval-from"]),
    ("task", "responsible-user", &["user", "activity-user"]),
    (
        ANY,
        "responsible-user",
        &["responsible-user", "responsible-users", "user"],
    ),
    (ANY, "created-by-user", &["user"]),
];

/// The names that a filter on records of a type means.
pub(crate) fn meant<'a>(kind: &str, name: &'a str) -> Vec<&'a str> {
    let own = |known: &str| {
        let alias = ALIASES
            .iter()
            .find(|(of, alias, _)| *of == known && *alias == name);
        alias.map(|(_, _, meant)| meant.to_vec())
    };
    own(kind).or_else(|| own(ANY)).unwrap_or_else(|| vec![name])
}
