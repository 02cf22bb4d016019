//! Member Type Precedence (MSON, section 5.4): whether what an object says agrees with what it
//! inherits, or takes it back.

use std::collections::BTreeMap;

use crate::limits;
use crate::mson::{Element, Member, TypeDefinition, TypeName};

use super::{Converter, Inherited, Place, implied_base, lineage, members};

/// Whether all properties must be there and no other may (section 4.3).
#[derive(Clone, Copy, Default)]
pub(super) struct Closed {
    /// `fixed`: the values may not vary either, which properties inherit.
    pub(super) fixed: bool,
    pub(super) fixed_type: bool,
}

impl Closed {
    pub(super) fn is_closed(self) -> bool {
        self.fixed || self.fixed_type
    }
}

impl Converter<'_, '_> {
    /// The attributes of an object with those of the types that it extends.
    pub(super) fn closed(&self, element: &Element, place: Place<'_>, own: Closed) -> Closed {
        let lineage = lineage(self.types, place.owner, element);
        let any = |attribute: fn(&TypeDefinition) -> bool| {
            lineage
                .iter()
                .any(|(_, element)| attribute(&element.type_definition))
        };
        Closed {
            fixed: own.fixed || any(|definition| definition.fixed),
            fixed_type: own.fixed_type || any(|definition| definition.fixed_type),
        }
    }

    /// True if an object is all of the types that it is made of, and something more: if nothing
    /// that one of them says is taken back by another.
    pub(super) fn composes(&self, element: &Element, place: Place<'_>, own: Closed) -> bool {
        let mut ancestors: Vec<&TypeName> = element.type_definition.name.iter().collect();
        ancestors.extend(element.members().filter_map(|member| match member {
            Member::Mixin(name) => Some(name),
            _ => None,
        }));
        let mut seen: BTreeMap<&str, &Element> = BTreeMap::new();
        let mut budget = limits::MAX_COMPARED_MEMBERS;
        let mut has_references = false;
        for ancestor in ancestors {
            let Some((name, base)) = self.types.find(ancestor) else {
                continue;
            };
            if place
                .owner
                .is_some_and(|owner| self.types.is_circular(owner, name))
            {
                continue;
            }
            has_references = true;
            if self
                .closed(
                    base,
                    Place {
                        owner: Some(name),
                        ..place
                    },
                    Closed::default(),
                )
                .is_closed()
            {
                return false;
            }
            let Some(members) = members(self.types, Some(name), base, &mut budget) else {
                return true;
            };
            let elements = members.iter().filter_map(|member| match member {
                Inherited::Element(element) => Some(*element),
                Inherited::OneOf(_) => None,
            });
            if !elements
                .into_iter()
                .all(|element| refines(&mut seen, element))
            {
                return false;
            }
        }
        if !has_references {
            return true;
        }
        let own_members = element.members().filter_map(|member| match member {
            Member::Element(element) => Some(element),
            _ => None,
        });
        !own.is_closed()
            && own_members
                .into_iter()
                .all(|element| refines(&mut seen, element))
    }
}

/// Whether a property can stand beside an older one of its name, both true at once.
fn refines<'e>(seen: &mut BTreeMap<&'e str, &'e Element>, element: &'e Element) -> bool {
    // A map's schema would hold for the properties of the others, too.
    if element.is_variable {
        return false;
    }
    let Some(name) = &element.name else {
        return true;
    };
    let Some(older) = seen.insert(&name.text, element) else {
        return true;
    };
    let (old, new) = (&older.type_definition, &element.type_definition);
    let same_type = match (&old.name, &new.name) {
        (Some(old), Some(new)) => old.base.text == new.base.text && nested(old) == nested(new),
        (None, None) => true,
        (Some(one), None) | (None, Some(one)) => one.base.text == "string",
    };
    same_type
        && older.sections.is_empty()
        && element.sections.is_empty()
        && !old.fixed
        && !(old.required && new.optional)
        && (old.nullable || !new.nullable)
        && implied_base(older, false) == implied_base(element, false)
}

fn nested(name: &TypeName) -> Vec<&str> {
    name.nested
        .iter()
        .map(|name| name.base.text.as_str())
        .collect()
}
