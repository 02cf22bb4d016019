//! The command `apib`.

use std::process::ExitCode;

use clap::Parser;

mod arguments;
mod commands;
mod explain;
mod fmt;
#[cfg(feature = "generate")]
mod generate;
mod input;
mod output;
mod status;

fn main() -> ExitCode {
    let arguments = arguments::Arguments::parse();
    match commands::run(&arguments.command) {
        Ok(status) => status.into(),
        Err(error) => {
            output::error(&error);
            ExitCode::from(2)
        }
    }
}
