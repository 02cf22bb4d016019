//! The workspace's own commands.
//!
//! `cargo xtask gen` makes the client from the blueprint. The way of the data, a module for each
//! stage: blueprint → [`apib`] → [`profile`] → [`overlay`] → `spec/openapi.json` →
//! [`apib::codegen`] → [`generate`] → the generated modules of flowii-api. [`pipeline`] calls them in this order, [`files`]
//! writes or compares what comes out, [`report`] says so.

use std::process::ExitCode;

use clap::Parser;

mod arguments;
mod corpus;
mod description;
mod diff;
mod fetch;
mod files;
mod generate;
mod overlay;
mod pipeline;
mod profile;
mod report;
mod verify;

fn main() -> ExitCode {
    let arguments = arguments::Arguments::parse();
    let result = match &arguments.command {
        arguments::Command::Gen(options) => pipeline::run(options),
        arguments::Command::Fetch(options) => fetch::run(options),
        arguments::Command::Diff(options) => Ok(diff::run(options)),
        arguments::Command::Verify(options) => Ok(verify::run(options)),
        arguments::Command::Corpus(options) => corpus::run(options),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            report::error(&error);
            ExitCode::FAILURE
        }
    }
}
