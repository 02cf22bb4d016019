//! How a command ended.

use std::process::ExitCode;

use apib::diagnostic::{Diagnostic, Severity};

/// How a command ended that did what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Done,
    FoundErrors,
}

impl Status {
    /// Whether there are errors among the findings.
    pub(crate) fn of(diagnostics: &[Diagnostic]) -> Self {
        let has_errors = diagnostics
            .iter()
            .any(|diagnostic| diagnostic.severity() == Severity::Error);
        if has_errors {
            Self::FoundErrors
        } else {
            Self::Done
        }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        match status {
            Status::Done => Self::SUCCESS,
            Status::FoundErrors => Self::from(1),
        }
    }
}
