//! Tags as names of traits.

use heck::ToPascalCase;
use serde_json::{Value, json};

use crate::names::{ascii_words, numbered, shortened};

/// Gives each tag a name in ASCII that no other tag folds to: the generator makes a trait of each
/// and does not look for collisions.
pub(super) fn make_unique(document: &mut Value) {
    let mut names: Vec<(String, String)> = Vec::new();
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    let items = paths
        .into_iter()
        .flatten()
        .filter_map(|(_, item)| item.as_object_mut());
    for (_, operation) in items.flatten() {
        let Some(tag) = operation["tags"][0].as_str().map(str::to_owned) else {
            continue;
        };
        let known = names.iter().find(|(known, _)| *known == tag);
        let name = if let Some((_, name)) = known {
            name.clone()
        } else {
            let name = numbered(&trait_part(&tag), "", |name| {
                !names.iter().any(|(_, taken)| taken == name)
            });
            names.push((tag, name.clone()));
            name
        };
        operation["tags"] = json!([name]);
    }
}

/// The part of the trait's name that tells the tag.
fn trait_part(tag: &str) -> String {
    let name = ascii_words(tag).to_pascal_case();
    match name.chars().next() {
        None => "Other".to_owned(),
        // The generator would put an underscore to them.
        Some(first) if first.is_ascii_digit() || name == "Self" => format!("Tag{name}"),
        Some(_) => shortened(&name).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_that_fold_alike_become_two_traits() {
        let operation = |tag: &str| json!({"get": {"tags": [tag]}});
        let mut document = json!({"paths": {
            "/a": operation("Účty"), "/b": operation("ucty"), "/c": operation("Účty"),
            "/d": operation("→"), "/e": {"get": {}}, "/f": operation("1st"), "/g": operation("self"),
        }});
        make_unique(&mut document);
        let tag = |path: &str| document["paths"][path]["get"]["tags"][0].clone();
        assert_eq!(tag("/a"), "Ucty");
        assert_eq!(tag("/b"), "Ucty2");
        assert_eq!(tag("/c"), "Ucty");
        assert_eq!(tag("/d"), "Other");
        assert_eq!(tag("/e"), Value::Null);
        assert_eq!(tag("/f"), "Tag1st");
        assert_eq!(tag("/g"), "TagSelf");
    }
}
