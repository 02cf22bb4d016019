//! What the names of properties tell.

/// The words of a name, in lower case: `invoiceState`, `invoice-state`, `invoice_state` and
/// `InvoiceState` have the same two.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut chars = name.chars().peekable();
    let mut after_lower = false;
    let mut after_upper = false;
    while let Some(c) = chars.next() {
        let before_lower = chars.peek().is_some_and(|c| c.is_lowercase());
        // `userID` is `user id`, and `URLPath` is `url path`.
        let starts_word = c.is_uppercase() && (after_lower || (after_upper && before_lower));
        if (starts_word || !c.is_alphanumeric()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
        after_lower = c.is_lowercase() || c.is_numeric();
        after_upper = c.is_uppercase();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// A name without its style, to compare it with another.
pub(super) fn folded(name: &str) -> String {
    words(name).join("-")
}

/// True if whole numbers of this name stay whole: identifiers, counts, and places in a list.
///
/// Amounts are not among them, nor is anything that may be one (`total`, `limit` of a credit,
/// `quantity`, `size`): a sample of 18 does not mean that 18.50 cannot come.
pub(super) fn is_whole_number(name: &str) -> bool {
    let words = words(name);
    let whole = [
        "limit",
        "offset",
        "page",
        "per-page",
        "page-size",
        "page-number",
        "expires-in",
    ];
    if whole.contains(&words.join("-").as_str()) {
        return true;
    }
    let ends = ["id", "ids", "count", "counts", "index", "year"];
    words
        .last()
        .is_some_and(|last| ends.contains(&last.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_fold() {
        for name in [
            "invoiceState",
            "invoice-state",
            "invoice_state",
            "InvoiceState",
            "Invoice State",
        ] {
            assert_eq!(folded(name), "invoice-state", "{name}");
        }
        assert_eq!(folded("userID"), "user-id");
        assert_eq!(folded("URLPath"), "url-path");
        assert_ne!(folded("invoices"), folded("invoice"));
    }

    #[test]
    fn identifiers_and_counts_are_whole() {
        for name in [
            "id",
            "company-id",
            "userId",
            "user_ID",
            "count",
            "itemCount",
            "page",
            "expires_in",
        ] {
            assert!(is_whole_number(name), "{name}");
        }
        for name in [
            "paid",
            "valid",
            "total",
            "amount",
            "credit-limit",
            "discount",
            "priority",
        ] {
            assert!(!is_whole_number(name), "{name}");
        }
    }
}
