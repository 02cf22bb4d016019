//! Type Definition (MSON, section 3.5): what stands in parentheses.

use crate::limits;
use crate::source::{Span, Text};

use super::signature::{split_outside, unquote};
use super::{TypeDefinition, TypeName};

/// The attributes and the type of a list of entries. What is no attribute is the type's name;
/// the first one counts, and any others are given back.
pub(crate) fn type_definition(entries: &[Text]) -> (TypeDefinition, Vec<Text>) {
    let mut definition = TypeDefinition::default();
    let mut names: Vec<&Text> = Vec::new();
    for entry in entries {
        if !type_attribute(&mut definition, &entry.text) && !entry.text.is_empty() {
            names.push(entry);
        }
    }
    let others = names.split_off(names.len().min(1));
    definition.name = names.first().map(|name| type_name(name));
    (definition, others.into_iter().cloned().collect())
}

/// Type Attribute (section 3.5.3). False for any other word.
fn type_attribute(definition: &mut TypeDefinition, word: &str) -> bool {
    let attributes = [
        ("required", &mut definition.required),
        ("optional", &mut definition.optional),
        ("nullable", &mut definition.nullable),
        ("fixed", &mut definition.fixed),
        ("fixed-type", &mut definition.fixed_type),
        ("default", &mut definition.default),
        ("sample", &mut definition.sample),
    ];
    let named = attributes
        .into_iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(word));
    let is_attribute = named.is_some();
    if let Some((_, attribute)) = named {
        *attribute = true;
    }
    is_attribute
}

/// Type Specification (section 3.5.1): `array[string, Note]`, `Note`, `[Note][]`,
/// `[Note](#note)`, `*T*`.
pub(crate) fn type_name(text: &Text) -> TypeName {
    nested_type_name(&text.text, text.span, 0)
}

fn nested_type_name(text: &str, span: Span, depth: usize) -> TypeName {
    let text = text.trim();
    let alone = |name: &str| TypeName {
        base: Text::new(unquote(name), span),
        nested: Vec::new(),
    };
    if let Some(name) = referenced_type_name(text) {
        return alone(name);
    }
    let Some((base, nested)) = text
        .strip_suffix(']')
        .and_then(|rest| rest.split_once('['))
        .filter(|_| depth < limits::MAX_NESTING && !text.starts_with('`'))
    else {
        return alone(text);
    };
    TypeName {
        base: Text::new(unquote(base), span),
        nested: split_outside(nested, ',')
            .into_iter()
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(|name| nested_type_name(name, span, depth + 1))
            .collect(),
    }
}

/// Referenced Type Name (section 3.5.2): the name in a Markdown link `[Note]`, `[Note][]`,
/// `[Note][ref]` or `[Note](#note)`.
fn referenced_type_name(text: &str) -> Option<&str> {
    let (name, target) = text.strip_prefix('[')?.split_once(']')?;
    let is_link = target.is_empty()
        || (target.starts_with('[') && target.ends_with(']'))
        || (target.starts_with('(') && target.ends_with(')'));
    is_link.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mson::signature;

    fn shown(name: &TypeName) -> String {
        if name.nested.is_empty() {
            return name.base.text.clone();
        }
        let nested: Vec<String> = name.nested.iter().map(shown).collect();
        format!("{}<{}>", name.base.text, nested.join(";"))
    }

    #[test]
    fn the_type_is_told_from_the_attributes() {
        let signature = signature::parse("a (optional, array[string, Note], nullable)", 0);
        let (definition, others) = type_definition(&signature.entries);
        assert!(definition.optional && definition.nullable && !definition.required);
        assert_eq!(shown(&definition.name.unwrap()), "array<string;Note>");
        assert!(others.is_empty());
    }

    #[test]
    fn a_type_name_may_be_a_link_or_quoted() {
        let name = |text: &str| shown(&type_name(&Text::new(text, Span::default())));
        assert_eq!(name("[Note Two][]"), "Note Two");
        assert_eq!(name("[Note](#note)"), "Note");
        assert_eq!(name("array[[Note](#note), [Tag][]]"), "array<Note;Tag>");
        assert_eq!(name("array[array[`a-b`]]"), "array<array<a-b>>");
        assert_eq!(name("array[*T*]"), "array<*T*>");
        assert_eq!(name("*"), "*");
    }
}
