//! Type Inheritance (MSON, section 5): the members that a type has from others.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use crate::limits;
use crate::mson::{Element, Member, TypeName};

use super::types::{Base, Types};

/// A member of a type, its own or inherited, mixins replaced by what they stand for.
#[derive(Clone, Copy, Debug)]
pub(in crate::model) enum Inherited<'e> {
    Element(&'e Element),
    OneOf(&'e [Vec<Member>]),
}

/// An element and the named types that it extends, the furthest first, each with its name.
///
/// `owner` is the element's own name, if it is a named type.
pub(in crate::model) fn lineage<'e>(
    types: &Types<'e>,
    owner: Option<&'e str>,
    element: &'e Element,
) -> Vec<(Option<&'e str>, &'e Element)> {
    let mut lineage = vec![(owner, element)];
    let (mut owner, mut current) = (owner, element);
    while lineage.len() < limits::MAX_ANCESTORS {
        let parent = current
            .type_definition
            .name
            .as_ref()
            .and_then(|name| types.find(name))
            .filter(|(parent, _)| owner.is_none_or(|name| !types.is_circular(name, parent)));
        let Some((name, parent)) = parent else { break };
        lineage.push((Some(name), parent));
        (owner, current) = (Some(name), parent);
    }
    lineage.reverse();
    lineage
}

/// All members of an element in their order, those of its ancestors first (section 5) and those of
/// mixins where they stand (section 5.1). Of properties with one name the last one counts, at the
/// place of the first (section 5.4, Member Type Precedence).
///
/// `None` where there are more than `budget` allows, which is lowered by what is given back.
pub(in crate::model) fn members<'e>(
    types: &Types<'e>,
    owner: Option<&'e str>,
    element: &'e Element,
    budget: &mut usize,
) -> Option<Vec<Inherited<'e>>> {
    let mut collected = IndexMap::new();
    collect(types, owner, element, 0, budget, &mut collected)?;
    Some(collected.into_values().collect())
}

/// The members that an element has itself.
pub(super) fn own_members(element: &Element) -> Vec<Inherited<'_>> {
    element
        .members()
        .filter_map(|member| match member {
            Member::Element(element) => Some(Inherited::Element(element)),
            Member::OneOf(alternatives) => Some(Inherited::OneOf(alternatives)),
            Member::Mixin(_) => None,
        })
        .collect()
}

/// The name of a property, or the number of a member that has none.
type Key<'e> = Result<&'e str, usize>;

fn collect<'e>(
    types: &Types<'e>,
    owner: Option<&'e str>,
    element: &'e Element,
    depth: usize,
    budget: &mut usize,
    collected: &mut IndexMap<Key<'e>, Inherited<'e>>,
) -> Option<()> {
    if depth > limits::MAX_NESTING {
        return None;
    }
    let base = match &element.type_definition.name {
        Some(name) => types.base_of(name),
        None => Some(Base::Object),
    };
    let is_object = base == Some(Base::Object);
    for (owner, element) in lineage(types, owner, element) {
        for member in element.members() {
            *budget = budget.checked_sub(1)?;
            let number = collected.len();
            match member {
                Member::Element(member) => {
                    let key = match &member.name {
                        Some(name) if is_object => Ok(name.text.as_str()),
                        _ => Err(number),
                    };
                    collected.insert(key, Inherited::Element(member));
                }
                Member::OneOf(alternatives) => {
                    collected.insert(Err(number), Inherited::OneOf(alternatives));
                }
                Member::Mixin(name) => {
                    let mixin = types.find(name).filter(|(mixin, _)| {
                        types.base_of(name) == base
                            && owner.is_none_or(|owner| !types.is_circular(owner, mixin))
                    });
                    if let Some((name, mixin)) = mixin {
                        collect(types, Some(name), mixin, depth + 1, budget, collected)?;
                    }
                }
            }
        }
    }
    Some(())
}

/// The types that an element's own value is made of: its parent, its mixins, and the members of an
/// enumeration that are types. Not those of its properties and items, through which a type may well
/// lead back to itself.
fn ancestors<'e>(types: &Types<'e>, element: &'e Element) -> Vec<&'e TypeName> {
    let mut names: Vec<&TypeName> = Vec::new();
    let parent = element.type_definition.name.as_ref();
    names.extend(parent);
    let is_enumeration = parent.and_then(|name| types.base_of(name)) == Some(Base::Enum);
    if is_enumeration {
        names.extend(parent.into_iter().flat_map(|name| &name.nested));
    }
    let mut pending: Vec<&Member> = element.members().collect();
    while let Some(member) = pending.pop() {
        match member {
            Member::Mixin(name) => names.push(name),
            Member::OneOf(alternatives) => pending.extend(alternatives.iter().flatten()),
            Member::Element(member) if is_enumeration => names.extend(&member.type_definition.name),
            Member::Element(_) => {}
        }
    }
    names
}

/// The inheritances that close a circle: without them, going from a type to its ancestors ends.
pub(super) fn circles<'a>(types: &Types<'a>) -> BTreeSet<(&'a str, &'a str)> {
    let parents = |element: &'a Element| {
        ancestors(types, element)
            .into_iter()
            .filter_map(|name| types.find(name))
            .collect::<Vec<_>>()
            .into_iter()
    };
    let mut circles = BTreeSet::new();
    // Whether a type's ancestors have all been seen; those on the way have not.
    let mut is_done: BTreeMap<&str, bool> = BTreeMap::new();
    for (name, element) in types.iter() {
        if is_done.contains_key(name) {
            continue;
        }
        is_done.insert(name, false);
        let mut way = vec![(name, parents(element))];
        while let Some((name, rest)) = way.last_mut() {
            let name = *name;
            match rest.next() {
                None => {
                    is_done.insert(name, true);
                    way.pop();
                }
                Some((parent, element)) => match is_done.get(parent) {
                    Some(true) => {}
                    Some(false) => {
                        circles.insert((name, parent));
                    }
                    None => {
                        is_done.insert(parent, false);
                        way.push((parent, parents(element)));
                    }
                },
            }
        }
    }
    circles
}
