//! The line of a parameter or of a type's member, and the description beside and below it.

use crate::mson::signature;

use super::layout::Piece;

/// A first line and what stands right below it.
pub(super) struct Lead {
    pub(super) signature: String,
    pub(super) prose: Vec<Piece>,
}

/// The lead whose head and description read back, if one does. `reads_back` is told whether the
/// description is part of it.
pub(super) fn find(
    heads: &[String],
    description: Option<&str>,
    reads_back: impl Fn(&Lead, bool) -> bool,
) -> Option<Lead> {
    let Some(description) = description else {
        return heads
            .iter()
            .map(|head| bare(head))
            .find(|lead| reads_back(lead, true));
    };
    heads
        .iter()
        .filter(|head| reads_back(&bare(head), false))
        .chain(heads)
        .flat_map(|head| described(head, description))
        .find(|lead| reads_back(lead, true))
}

/// The lead that [`find`] tries first.
pub(super) fn first(heads: &[String], description: Option<&str>) -> Lead {
    let head = heads.first().map_or("()", String::as_str);
    match description {
        Some(description) => described(head, description).remove(0),
        None => bare(head),
    }
}

fn bare(head: &str) -> Lead {
    Lead {
        signature: head.to_owned(),
        prose: Vec::new(),
    }
}

/// The ways to set a description, the best first.
fn described(head: &str, description: &str) -> Vec<Lead> {
    let (first, rest) = description.split_once('\n').unwrap_or((description, ""));
    let rest = rest.trim_start_matches('\n');
    let beside = |prose| Lead {
        signature: format!("{head} - {first}").trim_start().to_owned(),
        prose,
    };
    let below = |piece| Lead {
        signature: head.to_owned(),
        prose: vec![piece],
    };
    if rest.is_empty() {
        vec![
            beside(Vec::new()),
            below(Piece::Prose(description.to_owned())),
            below(Piece::Narrow(description.to_owned())),
            below(Piece::code(description)),
            below(Piece::deep(description)),
            below(Piece::Lazy(description.to_owned())),
            below(Piece::verbatim(description)),
        ]
    } else {
        vec![
            beside(vec![Piece::Prose(rest.to_owned())]),
            beside(vec![Piece::Close(rest.to_owned())]),
            below(Piece::Prose(description.to_owned())),
            beside(vec![Piece::Narrow(rest.to_owned())]),
            below(Piece::Narrow(description.to_owned())),
            beside(vec![Piece::code(rest)]),
            below(Piece::code(description)),
            below(Piece::deep(description)),
            below(Piece::Lazy(description.to_owned())),
            below(Piece::verbatim(description)),
        ]
    }
}

/// Every way to write `name: value (entries)`, the best first. None is empty: Markdown takes an
/// empty item for less than one.
pub(super) fn heads(names: &[String], values: &[String], entries: &str) -> Vec<String> {
    let types = if entries.is_empty() {
        // Empty parentheses keep others before them from being read as the type.
        [String::new(), "()".to_owned()]
    } else {
        // The end of the line closes parentheses too.
        [format!("({entries})"), format!("({entries}")]
    };
    let mut heads = Vec::new();
    for name in names {
        for value in values {
            for definition in &types {
                let head = format!("{name}{value} {definition}");
                heads.push(head.trim().to_owned());
            }
        }
    }
    heads.retain(|head| !head.is_empty());
    heads
}

/// What stands in the parentheses: the type first, unless it has a bracket or a back-quote that
/// nothing closes, behind which nothing can stand.
pub(super) fn entries(type_name: Option<&str>, attributes: &[&str]) -> String {
    let closes = |name: &str| signature::split_outside(&format!("{name},"), ',').len() == 2;
    let mut entries: Vec<&str> = attributes.to_vec();
    if let Some(name) = type_name {
        let place = if closes(name) { 0 } else { entries.len() };
        entries.insert(place, name);
    }
    entries.join(", ")
}

/// The text as it is, and in back-quotes.
pub(super) fn plain_and_quoted(text: &str) -> Vec<String> {
    vec![text.to_owned(), format!("`{text}`")]
}
