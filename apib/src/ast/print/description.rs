//! Descriptions below headings.

use std::slice::from_ref;

use crate::ast::{Action, Blueprint, Parameter, Resource, ResourceGroup};
use crate::source::Text;

use super::layout;
use super::verify::{choose, reads_as, reads_in_action, reads_in_resource, text};

/// A section behind the description, which it must not swallow, not even with a comment that is
/// closed somewhere below.
const NEXT_SECTION: &str = "+ Parameters\n    + p - -->";

/// The name of a group behind the description, for the same reason.
const NEXT_GROUP: &str = "-->";

/// The description of an API whose document starts with these blocks, which read as `head`.
pub(super) fn of_api(head: Blueprint, blocks: &[String], description: &Text) -> String {
    let before = blocks.join("\n\n");
    let expected = Blueprint {
        description: Some(description.clone()),
        groups: vec![group(NEXT_GROUP, None)],
        ..head
    };
    choose(forms(description), |form| {
        reads_as(
            &format!("{before}\n\n{form}\n\n# Group {NEXT_GROUP}\n"),
            &expected,
        )
    })
}

pub(super) fn of_group(description: &Text) -> String {
    let expected = Blueprint {
        groups: vec![
            group("G", Some(description.clone())),
            group(NEXT_GROUP, None),
        ],
        ..Blueprint::default()
    };
    choose(forms(description), |form| {
        reads_as(
            &format!("# Group G\n\n{form}\n\n# Group {NEXT_GROUP}\n"),
            &expected,
        )
    })
}

/// The blocks of a resource's description and of its sections, which `resource` holds.
pub(super) fn of_resource(resource: &Resource, sections: &[String]) -> Vec<String> {
    let expected = Resource {
        parameters: with_next(&resource.parameters),
        ..resource.clone()
    };
    let Some(description) = &resource.description else {
        return sections.to_vec();
    };
    around(description, sections, |blocks| {
        reads_in_resource(&format!("{blocks}\n\n{NEXT_SECTION}"), expected.clone())
    })
}

/// The blocks of an action's description and of its sections, which `action` holds.
pub(super) fn of_action(action: &Action, sections: &[String]) -> Vec<String> {
    let expected = Action {
        parameters: with_next(&action.parameters),
        ..action.clone()
    };
    let Some(description) = &action.description else {
        return sections.to_vec();
    };
    around(description, sections, |blocks| {
        reads_in_action(&format!("{blocks}\n\n{NEXT_SECTION}"), expected.clone())
    })
}

/// The description in front of the sections, or behind them where it would take them for its own.
fn around(
    description: &Text,
    sections: &[String],
    reads_back: impl Fn(&str) -> bool,
) -> Vec<String> {
    let orders: Vec<Vec<String>> = forms(description)
        .iter()
        .flat_map(|form| {
            [
                [from_ref(form), sections].concat(),
                [sections, from_ref(form)].concat(),
            ]
        })
        .collect();
    let good = orders
        .iter()
        .position(|blocks| reads_back(&blocks.join("\n\n")));
    orders
        .into_iter()
        .nth(good.unwrap_or(0))
        .unwrap_or_default()
}

fn with_next(parameters: &[Parameter]) -> Vec<Parameter> {
    let next = Parameter {
        name: text("p"),
        description: Some(text("-->")),
        ..Parameter::default()
    };
    [parameters, &[next]].concat()
}

/// The text as it is, and as code, from which the parser takes the indentation or the fences again.
fn forms(description: &Text) -> [String; 3] {
    let text = &description.text;
    [
        text.clone(),
        layout::indented(text, 4),
        layout::verbatim(text),
    ]
}

fn group(name: &str, description: Option<Text>) -> ResourceGroup {
    ResourceGroup {
        name: Some(text(name)),
        description,
        ..ResourceGroup::default()
    }
}
