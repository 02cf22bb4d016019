//! The crate's README.

use serde_json::Value;

use super::manifest::RUST_VERSION;
use super::{MARK, PackageOptions, title};
use crate::codegen::Lowered;
use crate::generate::{Interface, Tags};

/// The README of a crate whose first call is `example`.
pub(super) fn readme(
    document: &Value,
    lowered: &Lowered,
    example: &str,
    options: &PackageOptions,
) -> String {
    let name = &options.name;
    let title = title(document).replace(['[', ']', '<', '>', '`', '*', '_'], " ");
    let operations = match lowered.operations.len() {
        1 => "its one operation".to_owned(),
        number => format!("each of its {number} operations"),
    };
    let command = command(options);
    let traits = match options.settings.tags {
        Tags::Merged => "",
        Tags::Separate => {
            " The methods of a group are in a trait of their own; `prelude::*` brings all of them."
        }
    };
    format!(
        "<!-- {MARK}; it is written again each time. Delete this line to keep what you change. -->
# {name}

A typed client for {title}, with a method for {operations}.{traits}

```rust
{example}```

`cargo run --example first_call` makes this call; `cargo doc --open` shows all methods and types.
Rust {RUST_VERSION} or newer.

## What is whose

| file | |
|---|---|
| `src/hooks.rs` | yours: what happens around each call, such as signing it |
| `src/client.rs`, `src/wire.rs` | generated: methods, types, media types |
| `src/lib.rs`, `Cargo.toml`, `README.md`, `examples/first_call.rs` | generated, until you delete the first line |
| `openapi.json` | generated: the description of the API that all of this is made from |

## Make it again

When the API's description has changed, in the folder where you made it:

```console
$ {command}
```

The same description gives the same files. What the client does not know of it is reported, with
the line; `apib explain` tells more.
"
    )
}

/// The command that makes the crate again, from the folder where it was run.
fn command(options: &PackageOptions) -> String {
    let mut words = vec![
        "apib".to_owned(),
        "generate".to_owned(),
        quoted(&options.source),
    ];
    words.extend(["--crate-name".to_owned(), options.name.clone()]);
    words.extend(["--out".to_owned(), quoted(&options.folder)]);
    let settings = &options.settings;
    if settings.interface == Interface::Positional {
        words.extend(["--interface".to_owned(), "positional".to_owned()]);
    }
    if settings.tags == Tags::Separate {
        words.extend(["--tags".to_owned(), "separate".to_owned()]);
    }
    if let Some(inner) = &settings.inner_type {
        words.extend(["--inner-type".to_owned(), quoted(inner)]);
    }
    words.join(" ")
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
