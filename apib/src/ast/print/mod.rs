//! The tree written back as a blueprint, in one normal form.
//!
//! Whether something would be read as something else is not decided by rules, which could differ
//! from the parser's: the printer has the parser read it, and takes the first of several ways of
//! writing that reads back.

use super::{Action, Blueprint, Metadata, Resource, ResourceGroup, Transaction};

mod asset;
mod description;
mod element;
mod heading;
mod layout;
mod parameter;
mod payload;
mod signature;
mod type_section;
mod verify;

/// Writes a blueprint in its normal form, which reads as this tree, and printed again is the same.
///
/// Nothing proves this for every text, however damaged, so a caller that replaces a document
/// compares [`Blueprint::without_spans`] of both first, as `apib fmt` does.
///
/// # The normal form
///
/// - The order is the specification's: metadata, the API's name and its description, resource
///   groups with their resources and actions, and one `Data Structures` section with all types.
/// - Headings tell the nesting: `#` for the API's name, groups and data structures, `##` for
///   resources and types, `###` for actions. An endpoint (`GET /notes`) becomes a resource and an
///   action.
/// - Below a heading stand the description, then the sections: `Parameters`, `Attributes` and
///   `Model` of a resource; `Relation`, `Parameters`, `Attributes`, requests and responses of an
///   action; `Headers`, `Parameters`, `Attributes`, `Body` and `Schema` of a payload.
/// - One blank line stands between blocks. Only list items without a blank line in them follow
///   each other directly.
/// - List items are marked with `+`, each level is indented by four blanks.
/// - A payload that has nothing but a description and a body has no `Body` section: the body is
///   indented by eight blanks below it. Bodies, schemas and headers are indented code, and fenced
///   only where indented they would be read as something else: where the first line is a section
///   (`+ Body`), a colon, or a fence.
/// - A parameter is `name: sample (type, required) - description`, a member of a type
///   `name: value (type, attributes) - description`. The description's first line stands beside
///   the dash, the rest below; all of it stands below where the first paragraph has several lines.
/// - Names and values are in back-quotes only where they would be read as something else without.
/// - Where a description would be read as something else (it holds `+ Parameters`, or an indented
///   `# heading`), it is indented by four blanks more, which makes it code; where that is the
///   body, or a section still, it stands between fences of `~` with the word `description` behind
///   the first, which the parser takes off again.
/// - Models, members of types and alternatives are written without the section names that may be
///   left out (`Members`, `Properties`, `Items`); members below a description that ends with a
///   list stand below `Properties`, which ends that list.
/// - Descriptions stay as they are: Markdown is not formatted.
///
/// # Example
///
/// ```
/// let source = apib::Source::new("notes.apib", "Notes\n=====\n# GET /notes\n- response\n\t- body\n\n\t\t\tHi");
/// let (blueprint, _) = apib::ast::parse(&source);
/// let printed = apib::ast::print(&blueprint);
/// assert_eq!(
///     printed,
///     "# Notes\n\n## /notes\n\n### GET\n\n+ Response\n\n        Hi\n"
/// );
///
/// let (again, _) = apib::ast::parse(&apib::Source::new("printed.apib", printed));
/// assert_eq!(again.without_spans(), blueprint.without_spans());
/// ```
pub fn print(blueprint: &Blueprint) -> String {
    let Blueprint {
        metadata,
        name,
        description,
        groups,
        types,
    } = blueprint.clone().without_spans();
    let mut blocks = Vec::new();
    if !metadata.is_empty() {
        blocks.push(metadata_lines(&metadata));
    }
    blocks.extend(name.as_ref().map(heading::api_name));
    if let Some(description) = description {
        let head = Blueprint {
            metadata,
            name,
            ..Blueprint::default()
        };
        blocks.push(description::of_api(head, &blocks, &description));
    }
    for group in groups {
        add_group(group, &mut blocks);
    }
    if !types.is_empty() {
        blocks.push("# Data Structures".to_owned());
    }
    for named_type in &types {
        blocks.extend(element::named_type(named_type));
    }
    let mut text = blocks.join("\n\n");
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

fn metadata_lines(metadata: &[Metadata]) -> String {
    let lines: Vec<String> = metadata
        .iter()
        .map(|Metadata { key, value }| {
            format!("{}: {}", key.text, value.text)
                .trim_end()
                .to_owned()
        })
        .collect();
    lines.join("\n")
}

fn add_group(group: ResourceGroup, blocks: &mut Vec<String>) {
    let ResourceGroup {
        name,
        description,
        resources,
    } = group;
    blocks.extend(name.as_ref().map(heading::group));
    blocks.extend(description.as_ref().map(description::of_group));
    for (index, resource) in resources.into_iter().enumerate() {
        add_resource(resource, index == 0, blocks);
    }
}

fn add_resource(resource: Resource, is_first: bool, blocks: &mut Vec<String>) {
    let own = Resource {
        actions: Vec::new(),
        ..resource.clone()
    };
    let Resource {
        span: _,
        name,
        uri_template,
        description: _,
        parameters,
        attributes,
        model,
        actions,
    } = resource;
    let mut actions = actions.into_iter();
    match &uri_template {
        Some(uri) => match heading::endpoint(&own, actions.as_slice().first()) {
            Some(endpoint) => {
                blocks.push(endpoint);
                blocks.extend(actions.next().map(action_sections).into_iter().flatten());
            }
            None => blocks.push(heading::resource(name.as_ref(), uri)),
        },
        // An action below no resource. Another section has to end the resource before it.
        None if !is_first => blocks.push("# Data Structures".to_owned()),
        None => {}
    }
    let mut sections: Vec<String> = parameter::section(&parameters).into_iter().collect();
    sections.extend(attributes.as_deref().map(element::attributes));
    sections.extend(model.as_deref().map(payload::model));
    blocks.extend(description::of_resource(&own, &sections));
    for action in actions {
        blocks.push(heading::action(&action));
        blocks.extend(action_sections(action));
    }
}

fn action_sections(action: Action) -> Vec<String> {
    let own = Action {
        name: None,
        uri_template: None,
        transactions: Vec::new(),
        ..action.clone()
    };
    let Action {
        span: _,
        name: _,
        method: _,
        uri_template: _,
        relation,
        description: _,
        parameters,
        attributes,
        transactions,
    } = action;
    let relation = relation.map(|relation| format!("+ Relation: {}", relation.text));
    let mut sections: Vec<String> = relation.into_iter().collect();
    sections.extend(parameter::section(&parameters));
    sections.extend(attributes.as_deref().map(element::attributes));
    let mut blocks = description::of_action(&own, &sections);
    for transaction in transactions {
        let Transaction {
            requests,
            responses,
        } = transaction;
        blocks.extend(requests.iter().map(payload::request));
        blocks.extend(responses.iter().map(payload::response));
    }
    blocks
}
