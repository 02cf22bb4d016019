//! A crate's items as people read them: a type with its fields, variants, methods and traits below
//! it, paths without what everybody knows.

use std::collections::BTreeMap;
use std::path::Path;

/// Modules so large that they are listed apart.
const LARGE: [&str; 2] = ["builder", "types"];

/// The items of a crate, by large module, and under `root` all others.
///
/// Derived implementations, and those that every type has, are left out; of other implementations
/// of traits there is the trait, without its methods.
pub(crate) fn listing(package: &str, rustdoc_json: &Path) -> BTreeMap<String, String> {
    let api = public_api::Builder::from_rustdoc_json(rustdoc_json)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(true)
        .build()
        .expect("the JSON is of the version that is known");
    let own = package.replace('-', "_") + "::";
    let mut listing = BTreeMap::new();
    let mut item = Item::default();
    for line in api.items().map(|item| shortened(&item.to_string(), &own)) {
        if !item.take(&line) {
            std::mem::replace(&mut item, Item::starting_with(line)).write(&mut listing);
        }
    }
    item.write(&mut listing);
    listing
}

/// An item that stands in a module, and what belongs to it.
#[derive(Default)]
struct Item {
    line: String,
    path: String,
    members: Vec<String>,
    traits: Vec<String>,
    in_trait_implementation: bool,
}

impl Item {
    fn starting_with(line: String) -> Self {
        Self {
            path: declaration(&line).1.to_owned(),
            line,
            ..Self::default()
        }
    }

    /// Takes what belongs to this item; gives false for the next item.
    fn take(&mut self, line: &str) -> bool {
        // A module's items are listed by themselves.
        if self.line.starts_with("mod ") {
            return false;
        }
        if let Some(implementation) = implementation(line) {
            self.in_trait_implementation = implementation.contains(" for ");
            // It stands below the trait as well, once for each type.
            let below_the_trait = implementation.split([' ', '<']).next() == Some(&self.path);
            if self.in_trait_implementation && !below_the_trait {
                self.traits.push(line.to_owned());
            }
            return true;
        }
        // The members of a foreign type, in an implementation for it, have no path of ours.
        if self.in_trait_implementation && is_associated(line) {
            return true;
        }
        let Some((before, after)) = split_at_path(line, &self.path) else {
            return false;
        };
        self.members.push(format!("{before}{after}"));
        true
    }

    fn write(self, listing: &mut BTreeMap<String, String>) {
        if self.line.is_empty() {
            return;
        }
        let module = LARGE
            .into_iter()
            .find(|module| self.path.starts_with(&format!("{module}::")))
            .unwrap_or("root");
        let text = listing.entry(module.to_owned()).or_default();
        text.push_str(&self.line);
        text.push('\n');
        for member in self.members.iter().chain(&self.traits) {
            text.push_str("    ");
            text.push_str(member);
            text.push('\n');
        }
    }
}

/// What follows `impl` and its parameters, if the line is one.
fn implementation(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("impl")?;
    if rest.starts_with('<') {
        let end = closing_bracket(rest)?;
        return Some(rest[end..].trim_start());
    }
    rest.strip_prefix(' ')
}

fn is_associated(line: &str) -> bool {
    line.split(' ').any(|word| matches!(word, "fn" | "type")) || line.contains("const ")
}

/// The words before the path of the item that a line declares, and that path without parameters.
fn declaration(line: &str) -> (&str, &str) {
    const WORDS: [&str; 13] = [
        "async", "const", "enum", "extern", "fn", "macro", "mod", "static", "struct", "trait",
        "type", "unsafe", "use",
    ];
    let start = line
        .split_inclusive(' ')
        .take_while(|word| WORDS.contains(&word.trim_end()) || word.starts_with("#["))
        .map(str::len)
        .sum();
    let (words, path): (&str, &str) = line.split_at(start);
    let end = path
        .char_indices()
        .find(|&(index, character)| {
            matches!(character, '<' | '(' | ' ' | '!')
                || (character == ':' && path[index..].starts_with(": "))
        })
        .map_or(path.len(), |(index, _)| index);
    (words, &path[..end])
}

/// The words before a member's path, and its own name with all that follows, if it is a member of
/// the item at `parent`.
fn split_at_path<'a>(line: &'a str, parent: &str) -> Option<(&'a str, &'a str)> {
    let (words, _) = declaration(line);
    let mut rest = line[words.len()..].strip_prefix(parent)?;
    if rest.starts_with('<') {
        rest = &rest[closing_bracket(rest)?..];
    }
    let name = rest.strip_prefix("::")?;
    (!parent.is_empty()).then_some((words, name))
}

/// Where the bracket that opens `text` is closed, after it.
fn closing_bracket(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut previous = ' ';
    for (index, character) in text.char_indices() {
        match character {
            '<' => depth += 1,
            '>' if previous != '-' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            return Some(index + 1);
        }
        previous = character;
    }
    None
}

/// Without `pub`, the crate's own name, and the modules of the standard library's types.
fn shortened(line: &str, own: &str) -> String {
    let line = line.replacen("pub ", "", 1).replace(own, "");
    // The module of that crate has its name.
    let line = line.replace(
        "progenitor_client::progenitor_client::",
        "progenitor_client::",
    );
    let mut shortened = String::with_capacity(line.len());
    let is_part = |character: char| character.is_alphanumeric() || matches!(character, '_' | ':');
    let mut rest = line.as_str();
    while let Some(start) = rest.find(is_part) {
        let end = rest[start..]
            .find(|character| !is_part(character))
            .map_or(rest.len(), |end| start + end);
        shortened.push_str(&rest[..start]);
        shortened.push_str(without_modules(&rest[start..end]));
        rest = &rest[end..];
    }
    shortened + rest
}

fn without_modules(path: &str) -> &str {
    let of_the_standard_library = ["alloc::", "core::", "std::"]
        .iter()
        .any(|library| path.starts_with(library));
    if !of_the_standard_library {
        return path;
    }
    let is_module = |segment: &str| segment.starts_with(|first: char| first.is_ascii_lowercase());
    let mut rest = path;
    while let Some((segment, after)) = rest.split_once("::") {
        if !is_module(segment) {
            break;
        }
        rest = after;
    }
    rest
}
