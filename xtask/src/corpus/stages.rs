//! All stages but the last, for one document.

use std::panic::{self, AssertUnwindSafe};
use std::time::Instant;

use apib::codegen;
use apib::generate::{Interface, Package, PackageOptions, Settings, Tags, package};

use super::documents::Document;
use super::examples;
use super::outcome::{Fall, Outcome, Stage};
use super::validate::validate;
use crate::arguments::Style;

/// What a crate allows as a whole, which no module can; the batch allows it.
pub(super) const LINTS_OF_CRATES: &str =
    "#![allow(confusable_idents, mixed_script_confusables, uncommon_codepoints)]\n";

/// The name that a document's crate has before it becomes a module.
pub(super) const CRATE: &str = "client_of_document";

/// The type of the value in each client, where there is one; the batch moves it into the module.
pub(super) const SESSION: &str = "crate::Session";

/// How far the document comes without a compiler.
pub(super) fn take_through(document: &Document, style: Style, with_examples: bool) -> Outcome {
    let mut run = Run {
        outcome: Outcome {
            name: match style {
                Style::Builder => document.name.clone(),
                Style::Positional => format!("{} (positional)", document.name),
                Style::Traits => format!("{} (traits)", document.name),
                Style::Session => format!("{} (session)", document.name),
            },
            times: Vec::new(),
            falls: Vec::new(),
            operations: 0,
            lines: 0,
            files: Vec::new(),
            manifest: String::new(),
            compiled: None,
        },
    };
    run.all(document, style, with_examples);
    run.outcome
}

/// The settings of a style.
fn settings(style: Style) -> Settings {
    let mut settings = Settings::default();
    match style {
        Style::Builder => {}
        Style::Positional => settings.interface = Interface::Positional,
        Style::Traits => settings.tags = Tags::Separate,
        Style::Session => settings.inner_type = Some(SESSION.to_owned()),
    }
    settings
}

struct Run {
    outcome: Outcome,
}

impl Run {
    /// Each stage that has what it needs; nothing further after the first that has not.
    fn all(&mut self, document: &Document, style: Style, with_examples: bool) -> Option<()> {
        let truthful = &self.stage(Stage::Convert, || document.read())?;
        // An invalid document may still become a client; both are worth knowing.
        if document.is_ours() {
            self.stage(Stage::Validate, || validate(&truthful.value));
        }
        let lowered = self.stage(Stage::Lower, || Ok(codegen::lower(truthful)))?;
        self.outcome.operations = lowered.operations.len();
        let (package, client) = self.stage(Stage::Generate, || {
            let options = PackageOptions::new(CRATE, "document.apib");
            let options = options.and_then(|options| options.with_settings(settings(style)));
            let options = options.map_err(|error| error.to_string())?;
            let package = package(&truthful.value, &lowered, &options);
            let client = apib::generate::client(&lowered, &options.settings);
            match (package, client) {
                (Ok(package), Ok(client)) => Ok((package, client)),
                (Err(error), _) | (_, Err(error)) => Err(error.to_string()),
            }
        })?;
        self.outcome.files = module_files(&package, &mut self.outcome.manifest);
        self.outcome.lines = self
            .outcome
            .files
            .iter()
            .map(|(_, text)| text.lines().count())
            .sum();
        if with_examples {
            let inner = (style == Style::Session).then_some(SESSION);
            let text = examples::module(&truthful.value, &lowered, &client.operations, inner);
            self.outcome.files.push(("examples.rs".to_owned(), text));
        }
        Some(())
    }

    /// What a stage gives, its time noted; nothing if it fails or panics, the reason noted.
    fn stage<T>(&mut self, stage: Stage, work: impl FnOnce() -> Result<T, String>) -> Option<T> {
        let start = Instant::now();
        let result = panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|payload| {
            let message = payload
                .downcast_ref::<String>()
                .map(String::as_str)
                .or_else(|| payload.downcast_ref::<&str>().copied());
            Err(format!("PANIC: {}", message.unwrap_or("without a message")))
        });
        self.outcome.times.push((stage, start.elapsed()));
        result
            .map_err(|reason| self.outcome.falls.push(Fall { stage, reason }))
            .ok()
    }
}

/// The files of the crate as those of a module, its first call being one of its own.
fn module_files(package: &Package, manifest: &mut String) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for file in &package.files {
        match file.path {
            "Cargo.toml" => manifest.clone_from(&file.text),
            "src/lib.rs" => {
                let example = "#![doc = include_str!(\"../examples/first_call.rs\")]\n";
                let text = file.text.replace(example, "//! let _ = 1;\n");
                let text = text.replace(LINTS_OF_CRATES, "");
                files.push((
                    "mod.rs".to_owned(),
                    format!("{text}\n#[allow(dead_code)]\nmod first_call;\n"),
                ));
            }
            "examples/first_call.rs" => {
                let text = file.text.replace(&format!("{CRATE}::"), "super::");
                files.push(("first_call.rs".to_owned(), text));
            }
            path => {
                if let Some(path) = path.strip_prefix("src/") {
                    files.push((path.to_owned(), file.text.clone()));
                }
            }
        }
    }
    files
}
