//! How far a run is.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar for `length` steps; it shows on a terminal only.
pub(super) fn bar(verb: &'static str, length: usize) -> ProgressBar {
    let bar = ProgressBar::new(length as u64);
    let template = "{prefix:>12.cyan.bold} [{bar:27}] {pos}/{len} {elapsed} {msg}";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.with_prefix(verb)
}
