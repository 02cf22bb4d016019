//! One Of Type (MSON, section 5.2): mutually exclusive sets of members.

use std::collections::BTreeSet;

use serde_json::json;

use crate::limits;
use crate::model::schema::{Schema, Shape};
use crate::mson::Member;

use super::object::all_of;
use super::{Converter, Inherited, MAX_COMPARED, Place, members};

/// What tells one alternative from the others.
struct Alternative {
    schema: Schema,
    /// All properties that it names.
    names: BTreeSet<String>,
    /// Those that it has to have.
    required: BTreeSet<String>,
}

impl Converter<'_, '_> {
    /// The alternatives as one schema; none where there is no alternative.
    ///
    /// An alternative is chosen by the presence of its properties, so they are required unless the
    /// document calls them optional.
    pub(super) fn one_of(
        &mut self,
        alternatives: &[Vec<Member>],
        place: Place<'_>,
    ) -> Option<Schema> {
        if place.depth > limits::MAX_NESTING {
            return None;
        }
        let place = Place {
            depth: place.depth + 1,
            ..place
        };
        let alternatives: Vec<Alternative> = alternatives
            .iter()
            .map(|members| self.told_apart(members, place))
            .filter(|alternative| !alternative.schema.is_any())
            .collect();
        // More than are compared may exclude each other or not.
        // Where an object of one alternative is one of another as well, `oneOf` would reject it.
        let includes_another = alternatives.len() > MAX_COMPARED
            || alternatives.iter().enumerate().any(|(index, one)| {
                alternatives.iter().enumerate().any(|(other, alternative)| {
                    index != other && alternative.required.is_subset(&one.names)
                })
            });
        let mut schemas: Vec<Schema> = alternatives
            .into_iter()
            .map(|alternative| alternative.schema)
            .collect();
        match schemas.len() {
            0 => None,
            1 => Some(schemas.remove(0)),
            _ if includes_another => Some(Schema::of(Shape::AnyOf(schemas))),
            _ => Some(Schema::of(Shape::OneOf(schemas))),
        }
    }

    fn told_apart(&mut self, members: &[Member], place: Place<'_>) -> Alternative {
        let mut parts = self.alternative(members, place);
        let optional = optional_names(members);
        let mut names = BTreeSet::new();
        let mut required = BTreeSet::new();
        for part in &mut parts {
            if let Shape::Object(object) = &mut part.shape {
                for (name, property) in &mut object.properties {
                    property.required = !optional.contains(name.as_str());
                    names.insert(name.clone());
                    if property.required {
                        required.insert(name.clone());
                    }
                }
            }
        }
        let mut included = Vec::new();
        for member in members {
            match member {
                Member::Mixin(name) => {
                    for (name, is_optional) in self.names_of_mixin(name) {
                        names.insert(name.clone());
                        if !is_optional {
                            required.insert(name.clone());
                            included.push(name);
                        }
                    }
                }
                Member::OneOf(alternatives) => {
                    let properties = alternatives.iter().flatten().filter_map(property_name);
                    names.extend(properties.map(str::to_owned));
                }
                Member::Element(_) => {}
            }
        }
        if !included.is_empty() {
            // The type itself does not require them.
            let mut presence = Schema::of(Shape::Object(Box::default()));
            presence
                .constraints
                .insert("required".to_owned(), json!(included));
            parts.push(presence);
        }
        // An alternative of further alternatives is told apart by them.
        if members
            .iter()
            .all(|member| matches!(member, Member::OneOf(_)))
        {
            required.extend(names.iter().cloned());
        }
        Alternative {
            schema: if parts.is_empty() {
                Schema::default()
            } else {
                all_of(parts)
            },
            names,
            required,
        }
    }

    fn names_of_mixin(&self, name: &crate::mson::TypeName) -> Vec<(String, bool)> {
        let Some((name, element)) = self.types.find(name) else {
            return Vec::new();
        };
        let mut budget = limits::MAX_COMPARED_MEMBERS;
        let members = members(self.types, Some(name), element, &mut budget).unwrap_or_default();
        members
            .into_iter()
            .filter_map(|member| match member {
                Inherited::Element(element) if !element.is_variable => {
                    let name = element.name.as_ref()?;
                    Some((name.text.clone(), element.type_definition.optional))
                }
                _ => None,
            })
            .collect()
    }
}

fn optional_names(members: &[Member]) -> BTreeSet<&str> {
    members
        .iter()
        .filter(
            |member| matches!(member, Member::Element(element) if element.type_definition.optional),
        )
        .filter_map(property_name)
        .collect()
}

fn property_name(member: &Member) -> Option<&str> {
    match member {
        Member::Element(element) => element.name.as_ref().map(|name| name.text.as_str()),
        _ => None,
    }
}
