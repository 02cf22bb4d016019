//! `apib fmt`: a blueprint in its normal form.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use apib::{Source, ast, include};

use crate::arguments::Fmt;
use crate::input::read_as_it_is;
use crate::output;
use crate::status::Status;

pub(crate) fn run(arguments: &Fmt) -> Result<Status> {
    let Fmt {
        file,
        output,
        check,
        in_place,
    } = arguments;
    if *in_place && file == Path::new("-") {
        bail!("standard input cannot be written in place");
    }
    let source = read_as_it_is(file)?;
    let printed = match normal_form(&source, file) {
        Ok(printed) => printed,
        Err(reason) => {
            output::message(&format!("{}: {reason}; nothing is written", source.name()));
            return Ok(Status::FoundErrors);
        }
    };
    if *check {
        if printed == source.text() {
            return Ok(Status::Done);
        }
        output::message(&format!("{}: not in its normal form", source.name()));
        return Ok(Status::FoundErrors);
    }
    let target = if *in_place {
        Some(file)
    } else {
        output.as_ref()
    };
    match target {
        // A file that is in its normal form keeps its time of change.
        Some(_) if *in_place && printed == source.text() => {}
        Some(path) => {
            fs::write(path, printed).with_context(|| format!("cannot write {}", path.display()))?;
        }
        None => output::text(&printed).context("cannot write the blueprint")?,
    }
    Ok(Status::Done)
}

/// The normal form, if it reads as the same tree, with included files and without, and has all
/// words that the blueprint has.
fn normal_form(source: &Source, file: &Path) -> Result<String, String> {
    let printed = ast::print(&ast::parse(source).0);
    let folder = file.parent().filter(|_| file != Path::new("-"));
    let says_the_same = says_the_same(source.text(), &printed, Source::new)
        && folder.is_none_or(|folder| {
            says_the_same(source.text(), &printed, |name, text| {
                include::expand(name, text, folder)
            })
        });
    if !says_the_same {
        return Err("the normal form of this blueprint would not say the same".to_owned());
    }
    let lost = lost_words(source.text(), &printed);
    if lost.is_empty() {
        Ok(printed)
    } else {
        let some: Vec<&str> = lost.iter().take(8).map(String::as_str).collect();
        Err(format!(
            "the normal form would not have all that stands here: {}",
            some.join(", ")
        ))
    }
}

fn says_the_same(
    text: &str,
    printed: &str,
    source: impl Fn(&'static str, String) -> Source,
) -> bool {
    let tree = |text: &str| {
        let (blueprint, _) = ast::parse(&source("blueprint", text.to_owned()));
        blueprint.without_spans()
    };
    tree(text) == tree(printed)
}

/// Words of a blueprint that stand more often in it than in its normal form: the tree has no place
/// for what they say. Names of sections may go, and the languages of fenced code.
fn lost_words(text: &str, printed: &str) -> Vec<String> {
    let mut kept: HashMap<String, usize> = HashMap::new();
    for word in words(printed) {
        *kept.entry(word).or_default() += 1;
    }
    let lines = text.lines().filter(|line| {
        let line = line.trim_start();
        !line.starts_with("```") && !line.starts_with("~~~")
    });
    let mut lost = Vec::new();
    for word in lines.flat_map(words) {
        match kept.get_mut(&word) {
            Some(count) if *count > 0 => *count -= 1,
            _ if SECTION_WORDS.contains(&word.as_str()) => {}
            _ => lost.push(word),
        }
    }
    lost
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// Names of sections that need not be written, or may be written in other ways.
const SECTION_WORDS: &[&str] = &[
    "attribute",
    "attributes",
    "body",
    "data",
    "default",
    "group",
    "header",
    "headers",
    "items",
    "members",
    "model",
    "object",
    "optional",
    "parameter",
    "parameters",
    "properties",
    "required",
    "sample",
    "structure",
    "structures",
    "values",
];
