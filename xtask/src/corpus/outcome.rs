//! How far a document came.

use std::time::Duration;

use serde_json::{Value, json};

/// A stage that a document goes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    Convert,
    Validate,
    Lower,
    Generate,
    Compile,
}

impl Stage {
    pub(super) const ALL: [Self; 5] = [
        Self::Convert,
        Self::Validate,
        Self::Lower,
        Self::Generate,
        Self::Compile,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Convert => "convert",
            Self::Validate => "validate",
            Self::Lower => "lower",
            Self::Generate => "generate",
            Self::Compile => "compile",
        }
    }
}

/// Where a document fell, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fall {
    pub(super) stage: Stage,
    pub(super) reason: String,
}

/// An example of an answer, and what its generated type says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Example {
    /// Operation, status and name.
    pub(super) place: String,
    /// Why the type does not read it.
    pub(super) error: Option<String>,
}

/// How a document was compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Compiled {
    /// Its examples, if they were asked for.
    pub(super) examples: Vec<Example>,
    /// Whether that is known from an earlier run.
    pub(super) earlier: bool,
}

/// How far a document came.
#[derive(Clone, Debug)]
pub(super) struct Outcome {
    pub(super) name: String,
    /// How long each stage took.
    pub(super) times: Vec<(Stage, Duration)>,
    pub(super) falls: Vec<Fall>,
    pub(super) operations: usize,
    /// Lines of generated code.
    pub(super) lines: usize,
    /// What is to be compiled: path in the crate and text.
    pub(super) files: Vec<(String, String)>,
    /// Tables of the crate's manifest.
    pub(super) manifest: String,
    pub(super) compiled: Option<Compiled>,
}

impl Outcome {
    /// Where it fell first.
    pub(super) fn fell(&self) -> Option<&Fall> {
        self.falls.iter().min_by_key(|fall| fall.stage)
    }

    /// Examples that the generated types do not read.
    pub(super) fn misread(&self) -> impl Iterator<Item = &Example> {
        self.examples().filter(|example| example.error.is_some())
    }

    pub(super) fn examples(&self) -> impl Iterator<Item = &Example> {
        let examples = self.compiled.as_ref().map(|compiled| &compiled.examples);
        examples.into_iter().flatten()
    }

    pub(super) fn to_json(&self) -> Value {
        let times = self.times.iter();
        let times: serde_json::Map<_, _> = times
            .map(|(stage, time)| (stage.name().to_owned(), time.as_secs_f64().into()))
            .collect();
        let falls = self.falls.iter();
        let falls: Vec<Value> = falls
            .map(|fall| json!({"stage": fall.stage.name(), "reason": fall.reason}))
            .collect();
        let misread: Vec<Value> = self
            .misread()
            .map(|example| json!({"place": example.place, "error": example.error}))
            .collect();
        json!({
            "name": self.name,
            "operations": self.operations,
            "lines": self.lines,
            "seconds": times,
            "fell": falls,
            "examples": self.examples().count(),
            "misread": misread,
        })
    }
}
