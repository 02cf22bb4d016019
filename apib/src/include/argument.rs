//! What Hercule's directives pass to the files that they include.

use std::collections::BTreeMap;

use super::directive::{self, Target};

/// What a Hercule directive passes to the file that it includes: a text, or a link as its own
/// file sees it.
#[derive(Clone)]
pub(super) struct Argument {
    pub(super) link: String,
    /// The file whose folder the link starts from.
    pub(super) file: usize,
}

/// The arguments of a file, by name.
pub(super) type Arguments = BTreeMap<String, Argument>;

/// What a target leads to.
pub(super) enum Resolved {
    Text(String),
    Link(Argument),
}

/// What a target means in a file that was given arguments.
pub(super) fn resolved(given: &Arguments, file: usize, target: &Target<'_>) -> Resolved {
    let own = |link: &str| Argument {
        link: link.to_owned(),
        file,
    };
    let argument = match target {
        Target::Aglio(link) => return Resolved::Link(own(link)),
        Target::Hercule { link, fallback, .. } => given
            .get(*link)
            .cloned()
            .or_else(|| fallback.map(own))
            .unwrap_or_else(|| own(link)),
    };
    if argument.link.starts_with('"') {
        return Resolved::Text(directive::unquoted(&argument.link).to_owned());
    }
    Resolved::Link(argument)
}

/// The arguments for an included file: those of the directive, and those that its own file
/// was given.
pub(super) fn passed(given: &Arguments, file: usize, target: &Target<'_>) -> Arguments {
    let mut arguments = given.clone();
    if let Target::Hercule { arguments: own, .. } = target {
        for (name, link) in own {
            let passed = given.get(*link).cloned();
            let argument = passed.unwrap_or_else(|| Argument {
                link: (*link).to_owned(),
                file,
            });
            arguments.insert((*name).to_owned(), argument);
        }
    }
    arguments
}
