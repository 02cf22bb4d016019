//! Headings of the API, of groups, resources and actions.

use crate::ast::{Action, Blueprint, Resource, ResourceGroup};
use crate::source::Text;

use super::verify::{self, choose, reads_as};

pub(super) fn api_name(name: &Text) -> String {
    let expected = Blueprint {
        name: Some(name.clone()),
        ..Blueprint::default()
    };
    choose(forms("#", std::slice::from_ref(&name.text)), |heading| {
        reads_as(heading, &expected)
    })
}

pub(super) fn group(name: &Text) -> String {
    let expected = Blueprint {
        groups: vec![ResourceGroup {
            name: Some(name.clone()),
            ..ResourceGroup::default()
        }],
        ..Blueprint::default()
    };
    choose(forms("#", &[format!("Group {}", name.text)]), |heading| {
        reads_as(heading, &expected)
    })
}

pub(super) fn resource(name: Option<&Text>, uri: &Text) -> String {
    let expected = verify::with_resource(Resource {
        name: name.cloned(),
        uri_template: Some(uri.clone()),
        ..Resource::default()
    });
    let titles = titles(name, &uri.text);
    choose(forms("##", &titles), |heading| reads_as(heading, &expected))
}

pub(super) fn action(action: &Action) -> String {
    let titles = action_titles(action);
    let expected = verify::with_resource(Resource {
        uri_template: Some(verify::text("/r")),
        actions: vec![without_sections(action)],
        ..Resource::default()
    });
    choose(forms("###", &titles), |heading| {
        reads_as(&format!("## /r\n\n{heading}"), &expected)
    })
}

/// The one heading of a resource and its first action, if the action's method means nothing but
/// in front of a URI.
pub(super) fn endpoint(resource: &Resource, first: Option<&Action>) -> Option<String> {
    let first = without_sections(first?);
    let alone = verify::with_resource(Resource {
        actions: vec![first.clone()],
        ..Resource::default()
    });
    let [title, ..] = &action_titles(&first)[..] else {
        return None;
    };
    if reads_as(&format!("### {title}"), &alone) {
        return None;
    }
    let with_uri = Action {
        uri_template: resource.uri_template.clone(),
        ..first.clone()
    };
    let expected = verify::with_resource(Resource {
        actions: vec![first],
        ..resource.clone()
    });
    forms("##", &action_titles(&with_uri))
        .into_iter()
        .find(|heading| reads_as(heading, &expected))
}

fn without_sections(action: &Action) -> Action {
    Action {
        name: action.name.clone(),
        method: action.method.clone(),
        uri_template: action.uri_template.clone(),
        ..Action::default()
    }
}

fn action_titles(action: &Action) -> Vec<String> {
    let method = &action.method.text;
    let target = match &action.uri_template {
        Some(uri) => format!("{method} {}", uri.text),
        None => method.clone(),
    };
    titles(action.name.as_ref(), &target)
}

/// `Name [target]`, or the target alone, in brackets where it has to be.
fn titles(name: Option<&Text>, target: &str) -> Vec<String> {
    match name {
        // Words may stand behind the bracket as well.
        Some(name) => vec![
            format!("{} [{target}]", name.text),
            format!("[{target}] {}", name.text),
        ],
        None => vec![target.to_owned(), format!("[{target}]")],
    }
}

/// The headings that these titles can have. `#` signs at a title's end need some more behind
/// them, since the last ones do not count.
pub(super) fn forms(signs: &str, titles: &[String]) -> Vec<String> {
    titles
        .iter()
        .flat_map(|title| {
            let open = format!("{signs} {title}").trim_end().to_owned();
            let closed = format!("{open} {signs}");
            [open, closed]
        })
        .collect()
}
